// The elements of pages, in place of hono/jsx: the same HTML for what our pages have. That also runs in browsers, waits for
// components that load something, knows SVG and styles, and moves metadata from a body to the head; all of it takes 4 KB of
// the compressed bundle.
// test/node/bundle-pages.test.ts compares the two.

type Props = Readonly<Record<string, unknown>>
type Component = (props: Props) => unknown

// HTML Living Standard, 13.1.2: elements that have no end tag.
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))

// Their presence is what they say.
const FLAGS = new Set(
  'allowfullscreen async autofocus autoplay checked controls default defer disabled download formnovalidate hidden inert ismap itemscope loop multiple muted nomodule novalidate open playsinline readonly required reversed selected'.split(
    ' ',
  ),
)

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '&quot;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
}

/** What is written so far. */
interface Written {
  html: string
}

class Element {
  readonly isEscaped = true
  readonly #tag: string | Component
  readonly #props: Props

  constructor(tag: string | Component, props: Props) {
    this.#tag = tag
    this.#props = props
  }

  toString(): string {
    const written: Written = { html: '' }
    this.write(written)
    return written.html
  }

  write(into: Written): void {
    const { children, ...props } = this.#props
    const tag = this.#tag
    if (typeof tag === 'function') {
      writeChild(tag(children === undefined ? props : { ...props, children: single(children) }), into)
      return
    }
    into.html += `<${tag}${attributes(props)}`
    if (VOID.has(tag) && children === undefined) into.html += '/>'
    else {
      into.html += '>'
      writeChild(children, into)
      into.html += `</${tag}>`
    }
  }
}

function single(children: unknown): unknown {
  return Array.isArray(children) && children.length === 1 ? children[0] : children
}

function writeChild(child: unknown, into: Written): void {
  if (child instanceof Element) child.write(into)
  else if (Array.isArray(child)) for (const one of child) writeChild(one, into)
  else if (child !== undefined && child !== null && typeof child !== 'boolean') into.html += textOf(child)
}

// What is HTML already says so by a member: see raw of hono/html.
function textOf(value: unknown): string {
  const isHtml = typeof value === 'object' && value !== null && 'isEscaped' in value
  return isHtml ? String(value) : String(value).replace(/["'&<>]/g, (character) => ESCAPES[character] ?? '')
}

function attributes(props: Props): string {
  let text = ''
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null) continue
    if (typeof value === 'boolean' && FLAGS.has(name)) text += value ? ` ${name}=""` : ''
    else text += ` ${name}="${textOf(value)}"`
  }
  return text
}

/** An element of HTML, or what a component makes. */
export function jsx(tag: string | Component, props: Props): Element {
  return new Element(tag, props)
}

export { jsx as jsxs }

/** Elements beside each other. */
export function Fragment({ children }: Props): unknown {
  return children
}
