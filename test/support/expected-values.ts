import type { Entry } from '../../src/formats/document.ts'
import { storable } from '../../src/model/text.ts'
import type { ReadElement } from './xml.ts'

/** Texts and attribute values by path: `author/name`, `link@href`. */
export type Values = Record<string, string[]>

// What is left of a text: nothing where it is blank.
const list = (text: string | undefined) =>
  text !== undefined && storable(text).trim() ? [storable(text)] : []
const known = (text: string | undefined) => list(text)[0]
const texts = (all: readonly (string | undefined)[] | undefined) => (all ?? []).flatMap(list)

/** A URL in its normal form, what RFC 3986 does not allow in its path or query escaped. */
export function url(text: string): string {
  const { href } = new URL(storable(text))
  return href.replace(/[^\w\-.~:/?#@!$&'()*+,;=%]|%(?![\dA-F]{2})|(?<=#.*)#/giu, encodeURIComponent)
}

const urls = (all: readonly (string | undefined)[]) => all.flatMap((one) => (one ? url(one) : []))
const html = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** What stands below an element. */
export function valuesOf(element: ReadElement, path = '', all: Values = {}): Values {
  for (const child of element.children) {
    const here = path + child.name
    if (child.children.length === 0) all[here] = [...(all[here] ?? []), child.text]
    for (const [name, value] of Object.entries(child.attributes)) {
      all[`${here}@${name}`] = [...(all[`${here}@${name}`] ?? []), value]
    }
    valuesOf(child, `${here}/`, all)
  }
  return all
}

function related(entry: Entry) {
  const all = [...(entry.original ? [entry.original] : []), ...(entry.related ?? [])]
  return all.map(({ title, url: address }) => ({ title: known(title) ?? url(address), url: address }))
}

function sharedValues({ photo }: Entry): Values {
  const credit = list(photo?.credit)
  return {
    'media:content/media:description': photo?.url ? list(photo.caption) : [],
    'media:content/media:credit': photo?.url ? credit : [],
    'media:credit': photo && !photo.url ? credit : [],
  }
}

/** What an RSS item has to hold of an entry. */
export function rssValues(entry: Entry): Values {
  const names = texts(entry.author?.map(({ name }) => name))
  const [title, summary, byline] = [entry.title, entry.summary, entry.byline].map(known)
  const summaries = summary === undefined ? list(entry.description) : [html(summary)]
  // An item has a title or a description: where it has neither, its body is the description.
  const isBodyOnly = title === undefined && summaries.length === 0 && known(entry.content) !== undefined
  const isNameless = title === undefined && summaries.length === 0 && !isBodyOnly
  const id = entry.id ? storable(entry.id) : url(entry.link)
  const extensions = (entry.extensions ?? []).filter(({ name }) => name === 'dc:subject')
  return {
    ...sharedValues(entry),
    title: isNameless ? [id] : list(title),
    link: [url(entry.link)],
    guid: [id],
    'dc:creator': byline === undefined ? (names.length > 0 ? [names.join(', ')] : []) : [byline],
    'dc:contributor': texts(entry.contributor?.map(({ name }) => name)),
    'dc:publisher': list(entry.publisher?.name),
    'dc:rights': list(entry.copyright),
    source: list(entry.publisher?.name),
    'source@url': urls([entry.publisher?.url]),
    category: texts(entry.category?.map(({ name }) => name)),
    'category@domain': texts(entry.category?.map(({ scheme }) => scheme)),
    description: isBodyOnly ? list(entry.content) : summaries,
    'content:encoded': isBodyOnly ? [] : list(entry.content),
    'atom:link@href': urls([...(entry.sources ?? []), ...related(entry)].map((one) => one.url)),
    'atom:link@title': [
      ...texts(entry.sources?.map(({ name }) => name)),
      ...texts(related(entry).map(({ title }) => title)),
    ],
    'enclosure@type': entry.enclosure?.length ? [mediaType(entry.enclosure.type)] : [],
    'dc:subject': extensions.map(({ objects }) => storable(String(objects._text))),
    'undeclared:x': [],
  }
}

// An identity of Atom is an IRI, and a URL in its normal form. Any other becomes a fragment of the link.
function iri({ id, link }: Entry): string {
  if (!id) return url(link)
  const normal = URL.canParse(storable(id)) ? url(id) : storable(id)
  return isIri(normal) ? normal : `${url(link)}#${encodeURIComponent(normal)}`
}

function isIri(text: string): boolean {
  return /^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]+$/i.test(text)
}

/** What an Atom entry has to hold of an entry. */
export function atomValues(entry: Entry): Values {
  const people = (role: 'author' | 'contributor') => ({
    [`${role}/name`]: texts(entry[role]?.map(({ name }) => name)),
    [`${role}/uri`]: urls((entry[role] ?? []).map(({ link }) => link)),
    [`${role}/email`]: texts(entry[role]?.map(({ email }) => email)),
  })
  return {
    ...sharedValues(entry),
    ...people('author'),
    ...people('contributor'),
    id: [iri(entry)],
    title: [known(entry.title) ?? ''],
    'category@term': texts(entry.category?.map(({ term }) => term)),
    'category@label': texts(entry.category?.map(({ name }) => name)),
    'category@scheme': texts(entry.category?.map(({ scheme }) => scheme)).filter(isIri),
    summary: known(entry.summary) === undefined ? list(entry.description) : list(entry.summary),
    content: list(entry.content),
    'link@href': urls([
      entry.link,
      ...[...(entry.sources ?? []), ...related(entry), ...(entry.enclosure ? [entry.enclosure] : [])].map(
        (one) => one.url,
      ),
    ]),
    'link@title': [
      ...texts(entry.sources?.map(({ name }) => name)),
      ...texts(related(entry).map(({ title }) => title)),
      ...list(entry.enclosure?.title),
    ],
    rights: list(entry.copyright),
    'source/title': list(entry.publisher?.name),
    'source/id': urls([entry.publisher?.url]),
  }
}

/** What a JSON Feed item has to hold of an entry. */
export function jsonMembers(entry: Entry): Record<string, unknown> {
  const { enclosure } = entry
  const [content, summary, description, title] = [
    entry.content,
    entry.summary,
    entry.description,
    entry.title,
  ].map(known)
  const text = summary ?? (description === undefined ? (title ?? '') : undefined)
  return {
    id: entry.id ? storable(entry.id) : url(entry.link),
    url: url(entry.link),
    external_url: urls([entry.original?.url])[0],
    title,
    content_html: content ?? (summary === undefined ? description : undefined),
    content_text: content === undefined ? text : undefined,
    summary: content === undefined ? undefined : (summary ?? description),
    image: urls([entry.photo?.url])[0],
    authors: orNone(
      (entry.author ?? []).map(({ name, link }) => ({ name: known(name), url: urls([link])[0] })),
    ),
    tags: orNone(texts(entry.category?.map(({ name }) => name))),
    language: entry.language,
    attachments: enclosure && [
      {
        url: url(enclosure.url),
        mime_type: mediaType(enclosure.type),
        title: known(enclosure.title),
        size_in_bytes: enclosure.length || undefined,
      },
    ],
    _attribution: attributionOf(entry),
    // Members of XML alone, and those whose names custom objects have, are none of a custom object.
    _plain: undefined,
  }
}

function mediaType(type: string | undefined): string {
  return type?.includes('/') ? type : 'application/octet-stream'
}

function attributionOf({ attribution, ...entry }: Entry): unknown {
  const members = Object.entries(attribution ?? {})
    .map(([name, value]) => [storable(name), storable(String(value))] as const)
    .filter(([name]) => !name.includes('.'))
  if (members.length > 0) return Object.fromEntries(members)
  const { photo, publisher, sources, contributor, byline, copyright } = entry
  const caption = photo && { caption: known(photo.caption), credit: known(photo.credit) }
  const party = ({ name, url: address }: { name: string; url?: string }) =>
    address === undefined ? { name: storable(name) } : { name: storable(name), url: url(address) }
  const credit = {
    byline: known(byline),
    publisher: publisher && party(publisher),
    sources: orNone((sources ?? []).map(party)),
    contributors: orNone(
      (contributor ?? []).map(({ name = '', link }) => party(link ? { name, url: link } : { name })),
    ),
    image: caption && (caption.caption ?? caption.credit) ? caption : undefined,
    rights: known(copyright),
  }
  return Object.values(credit).some((one) => one !== undefined) ? credit : undefined
}

function orNone<Value>(values: Value[]): Value[] | undefined {
  return values.length > 0 ? values : undefined
}
