import { textContent } from 'domutils'
import type { Members } from '../common/json-members.ts'
import {
  attributeOf,
  childOf,
  childrenOf,
  descendantsOf,
  lineOf,
  type Markup,
  readMarkup,
} from '../common/markup.ts'
import { ROLE_MEMBERS } from './attribution.ts'

const SCHEMA = 'https://schema.org/'

/**
 * The credit that RSS and Atom of ours carry as data, by the ids of the items, in the form of the `_attribution` object
 * of JSON Feed. Empty for a feed that carries none.
 */
export function attributionsIn(xml: string): ReadonlyMap<string, Members> {
  const read = xml.includes(SCHEMA) ? readMarkup(xml, 'xml') : undefined
  const root = read?.ok ? childrenOf(read.value)[0] : undefined
  const prefix = Object.entries(root?.attribs ?? {})
    .find(([, uri]) => uri === SCHEMA)?.[0]
    .replace('xmlns:', '')
  if (!root || !prefix) return new Map()
  return new Map(
    descendantsOf(root, 'item', 'entry').flatMap((item) => {
      const id = lineOf(childOf(item, 'guid')) ?? lineOf(childOf(item, 'id'))
      const attribution = new OwnItem(item, `${prefix}:`).attribution()
      return id && attribution ? [[id, attribution] as const] : []
    }),
  )
}

class OwnItem {
  readonly #item: Markup
  readonly #prefix: string

  constructor(item: Markup, prefix: string) {
    this.#item = item
    this.#prefix = prefix
  }

  attribution(): Members | undefined {
    const [credit] = this.#said('creditText')
    if (!credit) return undefined
    const people = this.#people()
    const inRole = ROLE_MEMBERS.map(([member, role]) => [member, people.filter((one) => one.role === role)])
    return {
      credit,
      dateline: this.#said('dateline')[0],
      ...Object.fromEntries(inRole),
      publisher: this.#publisher(),
      sources: this.#sources(),
      image: {
        caption: this.#said('caption')[0],
        credit: lineOf(descendantsOf(this.#item, 'credit')[0]),
        rights: lineOf(descendantsOf(this.#item, 'copyright')[0]),
      },
      rights: this.#rights(),
    }
  }

  #said(name: string): string[] {
    return this.#children(this.#prefix + name).flatMap((one) => lineOf(one) ?? [])
  }

  #people() {
    return this.#children('author', 'contributor', 'dc:contributor').flatMap((element) => {
      const role = attributeOf(element, `${this.#prefix}roleName`)
      const name = lineOf(childOf(element, 'name') ?? element)
      const url = lineOf(childOf(element, 'uri')) ?? attributeOf(element, `${this.#prefix}url`)
      return role && name ? [{ role, name, url }] : []
    })
  }

  #publisher(): Members | undefined {
    const [source] = this.#children('source')
    const title = source && childOf(source, 'title')
    const page = attributeOf(source, 'url') ?? attributeOf(source && childOf(source, 'link'), 'href')
    const name = lineOf(title ?? source ?? this.#children('dc:publisher')[0])
    return name ? { name, url: page } : undefined
  }

  #sources(): Members[] {
    const links = this.#children('link', 'atom:link').filter((link) => attributeOf(link, 'rel') === 'via')
    const linked = links.map((link) => ({ name: link.attribs.title, url: attributeOf(link, 'href') }))
    const named = this.#said('sourceOrganization')
    const known = new Map(linked.map((one) => [one.name, one]))
    return named.length > 0 ? named.map((name) => known.get(name) ?? { name }) : linked
  }

  // Notices of several sources stand one a line.
  #rights(): string | undefined {
    const [rights] = this.#children('dc:rights', 'rights')
    return rights && textContent(rights).trim()
  }

  // By their names as we write them: the prefixes of our feeds are always the same.
  #children(...names: string[]): Markup[] {
    return childrenOf(this.#item).filter(({ name }) => names.includes(name))
  }
}
