import type { Entry } from '../../src/formats/document.ts'
import { storable } from '../../src/model/text.ts'
import type { ReadElement } from './xml.ts'

/** Texts and attribute values by path: `author/name`, `link@href`. */
export type Values = Record<string, string[]>

const list = (text: string | undefined) => (text === undefined ? [] : [storable(text)])
const texts = (all: readonly (string | undefined)[] | undefined) => (all ?? []).flatMap(list)
const url = (text: string) => new URL(storable(text)).href
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
  return [...(entry.original ? [entry.original] : []), ...(entry.related ?? [])]
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
  const extensions = (entry.extensions ?? []).filter(({ name }) => name === 'dc:subject')
  return {
    ...sharedValues(entry),
    title: list(entry.title),
    link: [url(entry.link)],
    guid: [entry.id ? storable(entry.id) : url(entry.link)],
    'dc:creator':
      entry.byline === undefined ? (names.length > 0 ? [names.join(', ')] : []) : list(entry.byline),
    'dc:contributor': texts(entry.contributor?.map(({ name }) => name)),
    'dc:publisher': list(entry.publisher?.name),
    'dc:rights': list(entry.copyright),
    source: list(entry.publisher?.name),
    'source@url': urls([entry.publisher?.url]),
    category: texts(entry.category?.map(({ name }) => name)),
    'category@domain': texts(entry.category?.map(({ scheme }) => scheme)),
    description: entry.summary === undefined ? list(entry.description) : list(entry.summary).map(html),
    'content:encoded': list(entry.content),
    'atom:link@href': urls([...(entry.sources ?? []), ...related(entry)].map((one) => one.url)),
    'atom:link@title': [
      ...texts(entry.sources?.map(({ name }) => name)),
      ...texts(related(entry).map(({ title }) => title)),
    ],
    'enclosure@type': entry.enclosure?.length ? list(entry.enclosure.type) : [],
    'dc:subject': texts(extensions.map(({ objects }) => String(objects._text))),
    'undeclared:x': [],
  }
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
    id: [entry.id ? storable(entry.id) : url(entry.link)],
    title: list(entry.title),
    'category@term': texts(entry.category?.map(({ term }) => term)),
    'category@label': texts(entry.category?.map(({ name }) => name)),
    'category@scheme': texts(entry.category?.map(({ scheme }) => scheme)),
    summary: entry.summary === undefined ? list(entry.description) : list(entry.summary),
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
  const { content, summary, description, title, enclosure } = entry
  const plain = (entry.extensions ?? []).filter(({ name }) => name === '_plain').at(-1)
  const text = summary ?? (description === undefined ? title : undefined)
  return {
    id: entry.id ? storable(entry.id) : url(entry.link),
    url: url(entry.link),
    external_url: urls([entry.original?.url])[0],
    title: storable(title),
    content_html: list(content ?? (summary === undefined ? description : undefined))[0],
    content_text: content === undefined ? list(text)[0] : undefined,
    summary: content === undefined ? undefined : list(summary ?? description)[0],
    image: urls([entry.photo?.url])[0],
    authors: orNone(
      (entry.author ?? []).map(({ name, link }) => ({ name: list(name)[0], url: urls([link])[0] })),
    ),
    tags: orNone(texts(entry.category?.map(({ name }) => name))),
    language: entry.language,
    attachments: enclosure && [
      {
        url: url(enclosure.url),
        mime_type: list(enclosure.type)[0],
        title: list(enclosure.title)[0],
        size_in_bytes: enclosure.length || undefined,
      },
    ],
    _attribution:
      entry.attribution &&
      Object.fromEntries(
        Object.entries(entry.attribution).map(([name, value]) => [name, storable(String(value))]),
      ),
    _plain: plain && {
      _text: storable(String(plain.objects._text)),
      _attributes: { a: storable((plain.objects._attributes as { a: string }).a) },
    },
  }
}

function orNone<Value>(values: Value[]): Value[] | undefined {
  return values.length > 0 ? values : undefined
}
