import { momentText } from '../formats/dates.ts'
import type { ImportedArticle, Importer, IncomingDocument } from '../ingest/import/common/importer.ts'
import type { Members } from '../ingest/import/common/json-members.ts'
import { Mentions } from '../ingest/import/common/mentions.ts'
import { newsmlImporter } from '../ingest/import/newsml/import.ts'
import { ninjsImporter } from '../ingest/import/ninjs/import.ts'
import { pageTextImporter } from '../ingest/import/page-text/import.ts'
import { toArrival } from '../ingest/poll/arrival.ts'
import { originOfDesk } from '../model/access-token.ts'
import { type Article, SITE_MARK } from '../model/article.ts'
import { failed, type Result, success } from '../model/result.ts'
import type { Source } from '../model/source.ts'
import { findKnown, type KnownNames } from '../storage/commit/known-articles.ts'
import { findReceipts, type StoredReceipt } from '../storage/commit/receipts.ts'
import { readSources } from '../storage/registry.ts'
import { PROBLEMS } from '../words/problem-types.ts'
import { type Candidate, type Placed, placeArticles, type Writer } from './place-articles.ts'
import { type Refused, refusal } from './problems.ts'
import { store } from './write-article.ts'

// The others are larger than all of the API together. They are for commands.
const IMPORTERS: readonly Importer[] = [newsmlImporter, ninjsImporter, pageTextImporter]

/** What became of an item of a document. */
export type ItemResult =
  | {
      readonly result: Placed['outcome']
      readonly id: string
      readonly slug: string
      readonly title: string
      /** What was not said and therefore assumed, a sentence each. */
      readonly guesses?: readonly string[]
    }
  | { readonly result: 'refused'; readonly item: string; readonly reason: string }

/** What became of a document. */
export interface StoredDocument {
  readonly format: string
  readonly items: readonly ItemResult[]
  readonly revision: number
}

/** An item that can be stored, if there is a place for it. */
interface Item {
  readonly imported: ImportedArticle
  readonly article: Omit<Article, 'id'>
  readonly names: readonly string[]
}

/** Stores the articles of a wire document or of the text of news pages, in one write. */
export async function storeDocument(
  writer: Writer,
  document: IncomingDocument,
): Promise<Result<StoredDocument, Refused>> {
  const importer = IMPORTERS.find((one) => one.detect(document))
  if (!importer) {
    const formats = IMPORTERS.map(({ format }) => format).join(', ')
    const detail = `This takes ${formats}, by content. npm run publish sends what is in other formats.`
    return failed(refusal('unsupported-media-type', detail))
  }
  const stored = await store(writer, async () => {
    const sources = await readSources(writer.db)
    const { articles, refused } = importer.read(document, { sources, now: writer.now })
    const mentions = new Mentions(sources)
    const read = await Promise.all(articles.map((one) => itemOf(one, mentions, writer)))
    const placed = await placeItems(
      writer,
      read.flatMap((one) => (one.ok ? [one.value] : [])),
    )
    const faults = [...refused, ...read.flatMap((one) => (one.ok ? [] : [one.failure]))]
    return success({
      items: [...placed.items, ...faults.map(({ item, reason }) => refusedItem(item, reason))],
      writes: placed.taken.map(({ write }) => write),
      receipts: placed.taken.map(({ receipt }) => receipt),
    })
  })
  if (!stored.ok) return stored
  const { plan, revision } = stored.value
  return success({ format: importer.format, items: plan.items, revision })
}

function refusedItem(item: string, reason: string): ItemResult {
  return { result: 'refused', item: item.slice(0, 500), reason }
}

async function itemOf(imported: ImportedArticle, mentions: Mentions, { token }: Writer) {
  const { title } = imported
  const refuse = (reason: string) => failed({ item: imported.id ?? title, reason })
  const publisher: Source | undefined = mentions.resolve(imported.publisher)
  if (!publisher) return refuse('Its publisher has a name without letters and digits.')
  if (token.publishers && !token.publishers.includes(publisher.id)) {
    return refuse(
      `Its publisher is ${publisher.id}; this token may publish as ${token.publishers.join(', ')}.`,
    )
  }
  const base = imported.base ?? imported.original
  const feed = { source: publisher, url: '', title: '', mentions }
  const arrival = await toArrival(imported, feed, (url) => URL.parse(url, base)?.href)
  return arrival.ok
    ? success<Item>({ imported, article: arrival.value.article, names: arrival.value.shared })
    : arrival
}

type ItemCandidate = Candidate & { readonly imported: ImportedArticle }

/** Finds the places of the items of a document. What was sent twice is taken once. */
async function placeItems(writer: Writer, items: readonly Item[]) {
  const known = await findKnown(
    writer.db,
    items.flatMap(({ names }) => names),
  )
  const found = items.map((item) => ({ item, id: recognise(item, known, writer) }))
  const ids = found.flatMap(({ id }) => (id.ok && id.value !== undefined ? [id.value] : []))
  const receipts = await findReceipts(writer.db, originOfDesk(writer.token.desk), { ids })
  const byId = new Map(receipts.map((one) => [one.id, one]))
  const candidates = new Map<string, ItemCandidate>()
  const refused: ItemResult[] = []
  for (const { item, id } of found) {
    const name = item.imported.id ?? item.imported.title
    const story = id.ok ? (id.value ?? name) : ''
    if (!id.ok) refused.push(refusedItem(name, id.failure))
    else if (candidates.has(story)) refused.push(refusedItem(name, 'It is in this document twice.'))
    else candidates.set(story, candidateOf(item, writer, byId.get(story)))
  }
  const placed = await placeArticles(writer, [...candidates.values()])
  const results = [...candidates.values()].map(({ imported }, index) => resultOf(placed[index], imported))
  const taken = placed.flatMap((one) => (one.ok ? [one.value] : []))
  return { items: [...results, ...refused], taken }
}

function reasonOf({ type, detail, errors }: Refused): string {
  return detail ?? errors?.map((one) => `${one.pointer} ${one.detail}`).join('; ') ?? PROBLEMS[type][2]
}

function resultOf(placed: Result<Placed, Refused> | undefined, imported: ImportedArticle): ItemResult {
  const { title: name, guesses } = imported
  if (!placed?.ok) return refusedItem(imported.id ?? name, placed ? reasonOf(placed.failure) : '')
  const { outcome, write } = placed.value
  const { id, slug, title } = write.article
  return { result: outcome, id, slug, title, ...(guesses.length > 0 && { guesses }) }
}

/** The id of the desk's own article that an item is; `undefined` where it is new. */
function recognise(
  { imported, names }: Item,
  known: KnownNames,
  { token, authority }: Writer,
): Result<string | undefined, string> {
  for (const name of names) {
    const story = known.stories.get(name)
    if (!story?.article || story.article.origin.startsWith('poll:')) continue
    const isMinted = story.id.startsWith(`tag:${authority},`)
    if (imported.id !== undefined && imported.id !== story.id && !isMinted) continue
    if (story.article.origin === originOfDesk(token.desk)) return success(story.id)
    return failed('It is here already, and belongs to somebody else.')
  }
  return success(undefined)
}

function candidateOf(
  { imported, article }: Item,
  { authority, now }: Writer,
  receipt: StoredReceipt | undefined,
): ItemCandidate {
  const isOwn = imported.id !== undefined && !imported.id.startsWith(`tag:${authority},`)
  const id = receipt?.id ?? (isOwn ? imported.id : undefined)
  const draft = { ...(id !== undefined && { id }), ...article }
  const key = receipt && !receipt.name.includes(':') ? receipt.name : undefined
  return {
    key,
    draft,
    namesSlug: false,
    sent: sentOf(article),
    hold: holdOf(article, now),
    receipt,
    imported,
  }
}

function holdOf({ published }: Pick<Article, 'published'>, now: number): number | undefined {
  return published.instant > now ? published.instant : undefined
}

/** An article as a client would send it. */
function sentOf({
  slug,
  publisher,
  sources,
  image,
  published,
  updated,
  body,
  ...fields
}: Omit<Article, 'id'>) {
  const { inBody, type, ...picture } = image ?? {}
  const sent = {
    ...fields,
    published: momentText(published),
    ...(updated.instant !== published.instant && { updated: momentText(updated) }),
    publisher: publisher.id,
    sources: sources.map(({ id }) => id),
    ...(image && { image: picture }),
    body: body.replaceAll(SITE_MARK, ''),
  }
  const isEmpty = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(sent).filter(([, value]) => !isEmpty(value))) as Members
}
