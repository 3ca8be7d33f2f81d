import * as v from 'valibot'
import { uri } from '../../../model/fields.ts'
import { textBody } from '../common/agency-body.ts'
import type { Reading } from '../common/agency-markup.ts'
import { tagsOf } from '../common/agency-names.ts'
import { rightsText } from '../common/agency-rights.ts'
import { itemTimes } from '../common/agency-status.ts'
import type { Imported, ImportedArticle, Importer, Refusal } from '../common/importer.ts'
import { languageOf } from '../feed/feed-language.ts'
import { textOf } from '../feed/feed-text.ts'
import { creditsOf, partOf, saidRights } from './ninjs-credit.ts'
import { Fields, readJson } from './ninjs-fields.ts'
import { pageOf, pictureOf, refusalOf } from './ninjs-picture.ts'
import { bodyOf, descriptionOf, headlineOf } from './ninjs-text.ts'

/** Reads ninjs 1.x, 2.x and 3.x (IPTC News in JSON): one item, or an array of items. */
export const ninjsImporter: Importer = {
  format: 'ninjs',
  detect: ({ text }) => {
    if (!/^[\uFEFF\s]*[[{]/.test(text)) return false
    const read = readJson(text)
    return read.ok && itemsOf(read.value).some(isNinjs)
  },
  read: ({ text, name, url }) => {
    const read = readJson(text)
    if (!read.ok) return { articles: [], refused: [{ item: name, reason: read.reason }] }
    const items = itemsOf(read.value)
    return items.length > 0
      ? readItems(items, url)
      : { articles: [], refused: [{ item: name, reason: NO_ITEM }] }
  },
}

const NO_ITEM = 'It has no ninjs item: neither an object nor an array of objects.'
const NO_TITLE = 'It has no title: looked for headline, headlines and title.'
const NO_TEXT = 'It has no text: looked for bodies, body_* and descriptions.'
const NO_PUBLISHER =
  'It has no publisher: looked for infoSources, copyrightHolder, copyrightNotice and a domain in its uri.'
const SUPERSEDED = { ok: false, reason: 'A newer version of it is in the same document.' } as const
const DESCRIBED = 'It has no text of its own; its description stands for it.'

const MARKS =
  /^(?:versioncreated|firstcreated|pubstatus|headlines|bodies|renditions|associations|usageterms|copyrightholder|(?:body|headline|description)_\w+)$/

function itemsOf(value: unknown): Fields[] {
  const all: unknown[] = Array.isArray(value) ? value : [value]
  return all.flatMap((one) =>
    typeof one === 'object' && one !== null && !Array.isArray(one) ? [new Fields(one)] : [],
  )
}

// Only the uri is required. JSON-LD and JSON Feed have none at this place.
function isNinjs(item: Fields): boolean {
  if (item.has('@context') || item.has('items')) return false
  return item.text('uri') !== undefined || item.names.filter((name) => MARKS.test(name)).length > 1
}

function readItems(items: readonly Fields[], base: string | undefined): Imported {
  const articles: ImportedArticle[] = []
  const refused: Refusal[] = []
  const newest = newestOf(items)
  for (const item of items) {
    const isOld = newest.get(item.text('uri') ?? '') !== item && item.text('uri') !== undefined
    const read = isOld ? SUPERSEDED : readArticle(item, base)
    if (read.ok) articles.push(read.value)
    else refused.push({ item: item.text('uri') ?? headlineOf(item) ?? '', reason: read.reason })
  }
  return { articles, refused }
}

// A later version may withdraw an earlier one, which must then not be published either.
function newestOf(items: readonly Fields[]): Map<string, Fields> {
  const newest = new Map<string, Fields>()
  for (const item of items) {
    const id = item.text('uri') ?? ''
    const before = newest.get(id)
    if (!before || isNewer(item, before)) newest.set(id, item)
  }
  return newest
}

function isNewer(one: Fields, other: Fields): boolean {
  const version = (item: Fields) => Number(item.text('version')) || 0
  const time = (item: Fields) => Date.parse(item.text('versioncreated') ?? '') || 0
  return version(one) - version(other) > 0 || (version(one) === version(other) && time(one) >= time(other))
}

function readArticle(item: Fields, base: string | undefined): Reading<ImportedArticle> {
  const reason = refusalOf(item) ?? kindRefusal(item)
  if (reason !== undefined) return { ok: false, reason }
  const words = wordsOf(item)
  if (!words.ok) return words
  const { body, guesses: aboutWords, ...said } = words.value
  const credits = creditsOf(item)
  if (!credits) return { ok: false, reason: NO_PUBLISHER }
  const { language, guesses: aboutLanguage } = languageOf(
    [item.text('language')],
    textOf(body.slice(0, 20_000)),
  )
  const times = timesOf(item, language)
  if (!times.ok) return times
  const { guesses: aboutTimes, ...when } = times.value
  const article: ImportedArticle = {
    ...idOf(item),
    ...said,
    language,
    ...when,
    ...extrasOf(item, base),
    ...credits,
    tags: tagsOf(subjectsOf(item)),
    related: [],
    body,
    guesses: [...aboutLanguage, ...aboutTimes, ...credits.guesses, ...aboutWords],
  }
  return { ok: true, value: article }
}

function kindRefusal(item: Fields): string | undefined {
  const type = item.text('type')?.toLowerCase() ?? 'text'
  if (type === 'text' || type === 'composite') return undefined
  const pictured = /^(?:picture|graphics?)$/.test(type)
    ? 'a picture comes with an article'
    : 'only texts become articles'
  return `Its type is ${type.slice(0, 50)}: ${pictured}.`
}

function wordsOf(
  item: Fields,
): Reading<{ title: string; summary?: string; body: string; guesses: string[] }> {
  const title = headlineOf(item)
  if (!title) return { ok: false, reason: NO_TITLE }
  const summary = descriptionOf(item)
  const read = bodyOf(item, title)
  if (!read.ok) return read
  if (read.value === '' && !summary) return { ok: false, reason: NO_TEXT }
  const body = read.value || textBody(summary ?? '')
  return {
    ok: true,
    value: { title, ...(summary && { summary }), body, guesses: read.value ? [] : [DESCRIBED] },
  }
}

function timesOf(item: Fields, language: string) {
  return itemTimes({
    firstCreated: item.text('firstcreated'),
    versionCreated: item.text('versioncreated'),
    contentCreated: item.text('contentcreated'),
    language,
  })
}

function idOf(item: Fields): { id?: string } {
  const id = item.text('uri')
  return id !== undefined && v.is(uri, id) ? { id } : {}
}

function extrasOf(item: Fields, base: string | undefined) {
  const dateline = item.text('dateline', 'located')
  const picture = pictureOf(item, base)
  const rights = rightsText(saidRights(item), ...(picture ? [saidRights(picture.item)] : []))
  const original = pageOf(item, base)
  return {
    ...(dateline && { dateline }),
    ...(picture && Object.keys(picture.image).length > 0 && { image: picture.image }),
    ...(rights && { rights }),
    ...(original && { original }),
  }
}

// Somebody with a part in the text is an author, no subject of it.
function subjectsOf(item: Fields): string[] {
  const kinds = ['subject', 'person', 'organisation', 'place', 'event', 'object'].map((kind) => [
    kind,
    `${kind}s`,
  ])
  return [...kinds.flat(), 'people'].flatMap((kind) =>
    item.objects(kind).flatMap(({ fields }) => {
      const relation = fields.text('rel', 'role') ?? ''
      const isPart = /^(?:publish|provid)/i.test(relation) || partOf(relation) !== undefined
      return isPart ? [] : (fields.text('name') ?? [])
    }),
  )
}
