// XMLParser of fast-xml-parser 5, as far as feedsmith uses it: the same objects, leniency and errors for the same text.
// That package and what it needs take 21 KB of the compressed bundle, most of it for entities, values and options that
// feedsmith has no use for. test/node/bundle.test.ts compares the two.

import { attributesIn, skipDoctype, skipPast, stopContent, tagAt } from './xml-text.ts'

export { writeXml as XMLBuilder, writeXml as XMLValidator } from './packages.ts'

/**
 * What feedsmith sets for feeds, and for the one element of an XHTML text. The functions give names their usual prefixes; the
 * order in which they are called matters.
 */
export interface Options {
  /** Elements whose content is taken as it is: `rss.channel.title` from the root on, `*.dc:title` below any element. */
  readonly stopNodes: readonly string[]
  readonly transformTagName?: (name: string) => string
  /** Names have an `@` before them. */
  readonly transformAttributeName?: (name: string) => string
  readonly attributeValueProcessor?: (name: string, value: string) => string
  readonly updateTag?: (name: string) => string
  /** Elements and texts come as lists, in their order. */
  readonly preserveOrder?: boolean
  readonly removeNSPrefix?: boolean
  /** Whether processing instructions and the XML declaration are left out. */
  readonly ignorePiTags?: boolean
  /** The name of comments. Without it they are left out. */
  readonly commentPropName?: string
}

const UNCHANGED = {
  transformTagName: (name: string) => name,
  transformAttributeName: (name: string) => name,
  attributeValueProcessor: (_: string, value: string) => value,
  updateTag: (name: string) => name,
}

type Settings = Options & typeof UNCHANGED

interface Node {
  readonly name: string
  readonly children: (Node | string)[]
  readonly attributes?: Readonly<Record<string, string>> | undefined
}

const MOST_NESTED = 100

export class XMLParser {
  readonly #options: Settings
  /** By the name of their last element. */
  readonly #stops = new Map<string, string[][]>()

  constructor(options: Options) {
    this.#options = { ...UNCHANGED, ...options }
    for (const written of options.stopNodes) {
      const path = written.split('.')
      const last = path.at(-1) ?? ''
      this.#stops.set(last, [...(this.#stops.get(last) ?? []), path])
    }
  }

  /**
   * An object of the document's elements: texts by name, lists where a name comes again, `@` before names of attributes,
   * and `#text` for the text of what has more than text. Or a list of those, where their order is kept.
   * @throws Error where a tag, a comment or the like has no end, or a name could be taken for a part of an object.
   */
  parse(xml: string): unknown {
    const children = new Reading(xml.replace(/\r\n?/g, '\n'), this.#options, (path) =>
      this.#isStop(path),
    ).read()
    return this.#options.preserveOrder ? toList(children) : toObject(children)
  }

  #isStop(path: readonly string[]): boolean {
    const stops = this.#stops.get(path.at(-1) ?? '') ?? []
    return stops.some(([first, ...others]) => {
      const tail = first === '*' ? others : [first, ...others]
      const above = path.length - tail.length
      return (first === '*' ? above > 0 : above === 0) && tail.every((name, n) => name === path[above + n])
    })
  }
}

/** One document on its way through the parser. */
class Reading {
  readonly #xml: string
  readonly #options: Settings
  readonly #isStop: (path: readonly string[]) => boolean
  readonly #root: (Node | string)[] = []
  readonly #open: (Node | string)[][] = []
  readonly #path: string[] = []
  #children = this.#root
  #text = ''
  #at = 0
  #hasDoctype = false

  constructor(xml: string, options: Settings, isStop: (path: readonly string[]) => boolean) {
    this.#xml = xml
    this.#options = options
    this.#isStop = isStop
  }

  read(): (Node | string)[] {
    const xml = this.#xml
    for (;;) {
      const next = xml.indexOf('<', this.#at)
      if (next < 0) return this.#root
      this.#text += xml.slice(this.#at, next)
      this.#at = next
      if (xml.startsWith('/', next + 1)) this.#readEndTag()
      else if (xml.startsWith('?', next + 1)) this.#readInstruction()
      else if (xml.startsWith('!--', next + 1)) this.#readComment()
      else if (xml.startsWith('!D', next + 1)) this.#readDoctype()
      else if (xml.startsWith('![', next + 1)) this.#readCharacters()
      else this.#readTag()
    }
  }

  #readEndTag(): void {
    const end = skipPast(this.#xml, '>', this.#at, 'Closing Tag is not closed.')
    this.#nameOf(this.#withoutPrefix(this.#xml.slice(this.#at + 2, end - 1).trim()))
    this.#saveText()
    this.#path.pop()
    this.#children = this.#open.pop() ?? this.#root
    this.#text = ''
    this.#at = end
  }

  #readInstruction(): void {
    const tag = tagAt(this.#xml, this.#at, '?>')
    if (!tag) throw new Error('Pi Tag is not closed.')
    this.#saveText()
    // An XML declaration may declare namespaces too.
    const attributes = this.#attributesOf(tag.rest)
    if (!this.#options.ignorePiTags) {
      this.#add({
        name: tag.name,
        children: [''],
        attributes: tag.name === tag.rest ? undefined : attributes,
      })
    }
    this.#at = tag.end
  }

  #readComment(): void {
    const { commentPropName: name } = this.#options
    const end = skipPast(this.#xml, '-->', this.#at + 4, 'Comment is not closed.')
    if (name !== undefined) {
      this.#saveText()
      this.#children.push({ name, children: [this.#xml.slice(this.#at + 4, end - 3)] })
    }
    this.#at = end
  }

  #readDoctype(): void {
    if (this.#hasDoctype) throw new Error('Multiple DOCTYPE declarations found.')
    this.#hasDoctype = true
    this.#at = skipDoctype(this.#xml, this.#at)
  }

  #readCharacters(): void {
    const end = skipPast(this.#xml, ']]>', this.#at, 'CDATA is not closed.')
    this.#saveText()
    this.#children.push(this.#xml.slice(this.#at + 9, end - 3))
    this.#at = end
  }

  #readTag(): void {
    const at = this.#at
    const xml = this.#xml
    const tag = tagAt(xml, at, '>')
    if (!tag) {
      const context = xml.slice(Math.max(0, at - 50), at + 50)
      throw new Error(`readTagExp returned undefined at position ${at}. Context: "${context}"`)
    }
    let name = this.#nameOf(this.#withoutPrefix(tag.name))
    let rest = tag.rest === tag.name ? name : tag.rest
    if (name === '#text' || name === this.#options.commentPropName)
      throw new Error(`Invalid tag name: ${name}`)
    if (this.#children !== this.#root) this.#saveText()
    const isEmpty = rest.endsWith('/')
    if (isEmpty && name.endsWith('/')) {
      name = name.slice(0, -1)
      rest = name
    } else if (isEmpty) rest = rest.slice(0, -1)
    this.#path.push(name)
    const attributes = name === rest ? undefined : this.#attributesOf(rest)
    this.#at = tag.end
    if (this.#isStop(this.#path)) {
      const stop = isEmpty ? { content: '', end: tag.end } : stopContent(xml, tag.name, tag.end)
      this.#add({ name, children: [stop.content], attributes })
      this.#path.pop()
      this.#at = stop.end
      return
    }
    if (isEmpty) {
      this.#add({ name: this.#nameOf(name), children: [], attributes })
      this.#path.pop()
    } else this.#descend({ name, children: [], attributes })
    this.#text = ''
  }

  #descend(node: Node): void {
    if (this.#open.length > MOST_NESTED) throw new Error('Maximum nested tags exceeded')
    this.#open.push(this.#children)
    this.#add(node)
    this.#children = node.children
  }

  #add(node: Node): void {
    this.#children.push({ ...node, name: this.#options.updateTag(node.name) })
  }

  #saveText(): void {
    if (this.#text) this.#children.push(this.#text)
    this.#text = ''
  }

  #withoutPrefix(name: string): string {
    return this.#options.removeNSPrefix ? name.slice(name.indexOf(':') + 1) : name
  }

  #nameOf(written: string): string {
    return safeName(this.#options.transformTagName(written))
  }

  /** The attributes of a tag, without those that have no value. */
  #attributesOf(rest: string): Record<string, string> | undefined {
    const attributes: Record<string, string> = {}
    for (const { name: written, value } of attributesIn(rest)) {
      const name = this.#options.removeNSPrefix ? localName(written) : written
      if (name === '') continue
      const known = safeName(this.#options.transformAttributeName(`@${name}`))
      if (value !== undefined) attributes[known] = this.#options.attributeValueProcessor(name, value)
    }
    return Object.keys(attributes).length > 0 ? attributes : undefined
  }
}

function safeName(name: string): string {
  if (name !== '__proto__' && name !== 'constructor' && name !== 'prototype') return name
  throw new Error(
    `[SECURITY] Invalid name: "${name}" is a reserved JavaScript keyword that could cause prototype pollution`,
  )
}

/** The name of an attribute without its prefix. Of one that declares a prefix nothing is left. */
function localName(name: string): string {
  const [prefix, local, ...others] = name.split(':')
  if (prefix === 'xmlns') return ''
  if (local === undefined || others.length > 0) return name
  return name.startsWith('/') ? `/${local}` : local
}

function toList(children: readonly (Node | string)[]): Record<string, unknown>[] {
  return children.map((child) => {
    if (typeof child === 'string') return { '#text': child }
    const { name, children: below, attributes } = child
    return { [name]: toList(below), ...(attributes && { ':@': attributes }) }
  })
}

function toObject(children: readonly (Node | string)[]): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  let text = ''
  for (const child of children) {
    if (typeof child === 'string') text += child
    else addMember(object, child.name, contentOf(child))
  }
  if (text) object['#text'] = text
  return object
}

function addMember(object: Record<string, unknown>, name: string, value: unknown): void {
  const before = Object.hasOwn(object, name) ? object[name] : undefined
  if (Array.isArray(before)) before.push(value)
  else object[name] = before === undefined ? value : [before, value]
}

function contentOf({ children, attributes }: Node): unknown {
  const value = toObject(children)
  if (attributes) return Object.assign(value, attributes)
  const [name, another] = Object.keys(value)
  if (name === undefined) return ''
  return name === '#text' && another === undefined ? value['#text'] : value
}
