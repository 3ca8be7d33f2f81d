import type { Members } from '../common/json-members.ts'

/** A node of a page, as far as it is read here. */
export interface PageNode {
  readonly nodeName: string
  readonly nodeType: number
  readonly textContent: string | null
}

/** An element of a page. */
export interface PageElement extends PageNode {
  readonly childNodes: Iterable<PageNode>
  readonly parentElement: PageElement | null
  getAttribute(name: string): string | null
  hasAttribute(name: string): boolean
  querySelectorAll(selector: string): Iterable<PageElement>
}

/** The document of a page. */
export type PageRoot = Pick<PageElement, 'querySelectorAll'>

// More items than a page has: an archive of hundreds of teasers tells nothing of its article.
const MOST = 100
const MOST_PROPERTIES = 200
const DEEPEST = 5

// Properties whose value is an address also where the element has a text.
const ADDRESSES = /^(?:url|sameas|image|logo|mainentityofpage|contenturl|thumbnailurl|isbasedon)$/i

// A longer text is that of a whole box about somebody.
const NAMES = /^(?:author|creator|editor|contributor|publisher|translator|name)$/i
const LONGEST_NAME = 100

/** The items of schema.org in the microdata of a page (WHATWG HTML, 5), as JSON-LD would have them. */
export function microdataOf(root: PageRoot): Members[] {
  const items = [...root.querySelectorAll('[itemscope][itemtype*="schema.org"]')]
  const top = items.filter((item) => !item.hasAttribute('itemprop')).slice(0, MOST)
  return top.map((item) => membersOf(item, 0))
}

function membersOf(item: PageElement, depth: number): Members {
  const members: Record<string, unknown[]> = {}
  const all = [...item.querySelectorAll('[itemprop]')].filter((one) => scopeOf(one) === item)
  for (const element of all.slice(0, MOST_PROPERTIES)) {
    for (const name of (element.getAttribute('itemprop') ?? '').split(/\s+/)) {
      const value = contentOf(element, name, depth)
      if (name !== '' && value !== '') members[name] = [...(members[name] ?? []), value]
    }
  }
  const single = Object.entries(members).map(([name, values]) => [
    name,
    values.length > 1 ? values : values[0],
  ])
  return { '@type': item.getAttribute('itemtype') ?? '', ...Object.fromEntries(single) }
}

function scopeOf(element: PageElement): PageElement | null {
  let at = element.parentElement
  while (at && !at.hasAttribute('itemscope')) at = at.parentElement
  return at
}

function contentOf(element: PageElement, name: string, depth: number): unknown {
  if (element.hasAttribute('itemscope')) return depth < DEEPEST ? membersOf(element, depth + 1) : ''
  const text = element.textContent?.replace(/\s+/g, ' ').trim() ?? ''
  const address = element.getAttribute('href') ?? element.getAttribute('src')
  const said = element.getAttribute('content') ?? element.getAttribute('datetime')
  if (!said && NAMES.test(name) && text.length > LONGEST_NAME) return ''
  return (said ?? (ADDRESSES.test(name) ? address : text || address))?.trim() ?? ''
}
