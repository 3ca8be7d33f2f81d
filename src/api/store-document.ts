import type { Importer, IncomingDocument, Refusal } from '../ingest/import/common/importer.ts'
import { Mentions } from '../ingest/import/common/mentions.ts'
import { nameAs } from '../ingest/import/common/wire-item.ts'
import { originOfDesk } from '../model/access-token.ts'
import { isKill, type Status } from '../model/lifecycle.ts'
import { failed, type Result, success } from '../model/result.ts'
import { findHeldNames } from '../storage/commit/held-rows.ts'
import { findKnown } from '../storage/commit/known-articles.ts'
import { findHolders, findReceipts } from '../storage/commit/receipts.ts'
import { readSources } from '../storage/registry.ts'
import { PROBLEMS } from '../words/problem-types.ts'
import { candidateOf, type Item, type ItemCandidate, itemOf, nameOf, recognise } from './document-items.ts'
import { withdrawArticle } from './end-article.ts'
import { type Placed, placeArticles, type Writer } from './place-articles.ts'
import { type Refused, refusal } from './problems.ts'
import { DOCUMENT_IMPORTERS } from './request-schemas.ts'
import { statusOfWrite } from './show-article.ts'
import { findOwn, store } from './write-article.ts'

/** What became of an item of a document. */
export type ItemResult =
  | {
      readonly result: Placed['outcome']
      readonly id: string
      readonly status: Status
      /** Where it is public. A held article may get another one when it is released. */
      readonly slug?: string
      readonly title: string
      /** What was not said and therefore assumed, a sentence each. */
      readonly guesses?: readonly string[]
    }
  /** The wire has canceled it. */
  | { readonly result: 'killed'; readonly id: string }
  | { readonly result: 'refused'; readonly item: string; readonly reason: string }

/** What became of a document. */
export interface StoredDocument {
  readonly format: string
  readonly items: readonly ItemResult[]
  readonly revision: number
}

/**
 * Stores the articles of a wire document or of the text of news pages, in one write. What is under an embargo or withheld
 * is held. What the wire has canceled is withdrawn for good, each in a write of its own.
 */
export async function storeDocument(
  writer: Writer,
  document: IncomingDocument,
): Promise<Result<StoredDocument, Refused>> {
  const importer = DOCUMENT_IMPORTERS.find((one) => one.detect(document))
  if (!importer) {
    const formats = DOCUMENT_IMPORTERS.map(({ format }) => format).join(', ')
    const detail = `This takes ${formats}, by content. npm run publish sends what is in other formats.`
    return failed(refusal('unsupported-media-type', detail))
  }
  const stored = await store(writer, (writer) => planDocument(importer, document, writer))
  if (!stored.ok) return stored
  const { plan, revision } = stored.value
  const items = [...plan.items]
  let last = revision
  for (const canceled of plan.canceled) {
    const { result, revision } = await cancel(canceled, writer)
    items.push(result)
    last = revision ?? last
  }
  return success({ format: importer.format, items, revision: last })
}

async function planDocument(importer: Importer, document: IncomingDocument, writer: Writer) {
  const sources = await readSources(writer.db)
  const { articles, refused } = importer.read(document, { sources, now: writer.now })
  const from = { mentions: new Mentions(sources), url: document.url }
  const read = await Promise.all([
    ...articles.map((one) => itemOf(one, undefined, from, writer)),
    ...refused.flatMap(({ restriction }) =>
      restriction?.kind === 'embargo'
        ? [itemOf(restriction.article, restriction.until ?? null, from, writer)]
        : [],
    ),
  ])
  const placed = await placeItems(
    writer,
    read.flatMap((one) => (one.ok ? [one.value] : [])),
  )
  const faults = [
    ...refused.filter(({ restriction }) => restriction === undefined),
    ...read.flatMap((one) => (one.ok ? [] : [one.failure])),
  ]
  return success({
    items: [...placed.items, ...faults.map(({ item, reason }) => refusedItem(item, reason))],
    canceled: refused.filter(({ restriction }) => restriction?.kind === 'canceled'),
    writes: placed.taken.map(({ write }) => write),
    receipts: placed.taken.map(({ receipt }) => receipt),
  })
}

function refusedItem(item: string, reason: string): ItemResult {
  return { result: 'refused', item: item.slice(0, 500), reason }
}

/**
 * Withdraws what a wire has canceled: an article of the desk, also one that has not come yet, or with the scope `kill-any`
 * whatever has its id.
 */
async function cancel(
  { item: id, reason }: Refusal,
  writer: Writer,
): Promise<{ readonly result: ItemResult; readonly revision?: number }> {
  const { scopes } = writer.token
  const killsAny = scopes.includes('kill-any')
  const refuse = (why: string) => ({ result: refusedItem(id, `${reason} ${why}`) })
  if (!killsAny && !scopes.includes('kill')) {
    return refuse('To withdraw its article takes a token with the scope kill.')
  }
  if (id === '') return refuse('It has no id by which its article could be found.')
  const name = await nameOf(nameAs(id))
  const own = await findOwn(writer, { id: name })
  if (isKill(own?.ending)) return { result: { result: 'killed', id } }
  const [holder] = own || killsAny ? [] : await findHolders(writer.db, [id], [])
  if (holder?.kind === 'id') return refuse('Its article belongs to somebody else.')
  // An id that the desk has no article of is a name like a key: its kill overtakes the article.
  const named = own || (killsAny && name === id) ? { id: name } : { key: name }
  const killed = await withdrawArticle(writer, named, { kind: 'kill', reason }, {})
  if (!killed.ok) return refuse(reasonOf(killed.failure))
  return { result: { result: 'killed', id }, revision: killed.value.revision }
}

/** Finds the places of the items of a document. What was sent twice is taken once. */
async function placeItems(writer: Writer, items: readonly Item[]) {
  const { db, token } = writer
  const origin = originOfDesk(token.desk)
  const names = items.flatMap((item) => item.names)
  const [known, own] = await Promise.all([findKnown(db, names), findHeldNames(db, origin, names)])
  const found = items.map((item) => ({ item, id: recognise(item, known, own, writer) }))
  const ids = found.flatMap(({ id }) => (id.ok && id.value !== undefined ? [id.value] : []))
  const receipts = await findReceipts(db, origin, { ids, names: items.map(({ name }) => name) })
  // Under its name an item may have an article of another id: a minted one.
  const receiptOf = new Map(receipts.flatMap((one) => [[one.name, one] as const, [one.id, one] as const]))
  const candidates = new Map<string, ItemCandidate>()
  const refused: ItemResult[] = []
  for (const { item, id } of found) {
    const name = item.imported.id ?? item.imported.title
    const receipt = id.ok ? (receiptOf.get(id.value ?? '') ?? receiptOf.get(item.name)) : undefined
    const story = id.ok ? (receipt?.id ?? id.value ?? item.name) : ''
    if (!id.ok) refused.push(refusedItem(name, id.failure))
    else if (candidates.has(story)) refused.push(refusedItem(name, 'It is in this document twice.'))
    else candidates.set(story, candidateOf(item, writer, receipt))
  }
  const placed = await placeArticles(writer, [...candidates.values()])
  const results = [...candidates.values()].map((one, index) => resultOf(placed[index], one, writer.now))
  const taken = placed.flatMap((one) => (one.ok ? [one.value] : []))
  return { items: [...results, ...refused], taken }
}

function reasonOf({ type, detail, errors }: Refused): string {
  return detail ?? errors?.map((one) => `${one.pointer} ${one.detail}`).join('; ') ?? PROBLEMS[type][2]
}

function resultOf(
  placed: Result<Placed, Refused> | undefined,
  { imported }: ItemCandidate,
  now: number,
): ItemResult {
  const { title: name, guesses } = imported
  if (!placed?.ok) return refusedItem(imported.id ?? name, placed ? reasonOf(placed.failure) : '')
  const { outcome, write } = placed.value
  const { id, slug, title } = write.article
  const status = statusOfWrite(write, now)
  return {
    result: outcome,
    id,
    status,
    ...(status === 'public' && { slug }),
    title,
    ...(guesses.length > 0 && { guesses }),
  }
}
