import { type Fault, failed, type Result, success } from '../../model/result.ts'
import type { HistoryRows } from '../../storage/commit/history-rows.ts'
import { aliasesOf } from '../aliases.ts'
import type { PlannedArticle } from '../store-articles.ts'
import { readArticleFile } from './article-file.ts'
import type { Content } from './folder.ts'
import { HISTORY_FILE, type History, type HistoryArticle, readHistory } from './history-file.ts'
import { idFault } from './id-faults.ts'
import type { Registry } from './registry-file.ts'

/** What an export has beside the articles of content/, ready to be stored. */
export interface Exported {
  /** The articles that came from polled feeds, and from clients of the API. */
  readonly others: readonly PlannedArticle[]
  readonly rows: HistoryRows
  readonly history: History
}

/** Reads what an export has beside its articles; `undefined` where the content folder is none. */
export async function readExported(
  content: Content,
  registry: Registry,
  now: number,
): Promise<Result<Exported | undefined, Fault[]>> {
  const lines = await content.readLines(HISTORY_FILE)
  if (!lines) return success(undefined)
  const read = await readHistory(lines, `${content.name}/${HISTORY_FILE}`)
  if (!read.ok) return read
  const history = read.value
  const faults: Fault[] = []
  const others: PlannedArticle[] = []
  for (const one of history.articles) {
    if (one.origin === undefined || hasLeft(one.origin, registry)) continue
    const planned = await readOther(content, one, registry, now)
    if (planned?.ok) others.push(planned.value)
    else if (planned) faults.push(...planned.failure)
  }
  if (faults.length > 0) return failed(faults)
  const { slugs, withdrawn, names, polls } = history
  const withdrawals = history.withdrawals.map(({ row }) => row)
  const versions = history.versions.map(({ row }) => row)
  const receipts = history.receipts.map(({ row }) => row)
  const rows = { slugs, withdrawn, withdrawals, versions, receipts, names, polls }
  return success({ others, history, rows })
}

// Where a source has left the registry since, its articles are left out too.
function hasLeft(origin: string, registry: Registry): boolean {
  return origin.startsWith('poll:') && !registry.has(origin.slice('poll:'.length))
}

async function readOther(
  content: Content,
  { file, origin = '', path = '', digest = '', names, credited = [] }: HistoryArticle,
  registry: Registry,
  now: number,
): Promise<Result<PlannedArticle, Fault[]> | undefined> {
  const found = await content.readArticle(file)
  if (!found) return undefined
  const name = `${content.name}/${file}`
  const sources: Registry = new Map([...registry, ...credited.map((one) => [one.id, one] as const)])
  const findMedia = (_: string, media: string) => content.findMedia(file, media)
  const read = readArticleFile(name, found.bytes, { registry: sources, now, findMedia })
  if (!read.ok) return read
  const { draft, life } = read.value
  if (draft.id === undefined) return failed([await idFault(content, file, 'is missing; export once more')])
  // Cards are drawn of the articles of content/ alone.
  const { hasCard: _, ...cardless } = draft
  const article = { ...cardless, id: draft.id }
  return success({ article, origin, path, digest, aliases: names, stored: undefined, hold: life.hold })
}

/**
 * The articles of an export in the order in which they were stored: those that were published at the same time stand so in
 * feeds. One of another origin whose id or slug a file of content/ has by now gives way to that.
 */
export async function inStoredOrder(
  files: readonly PlannedArticle[],
  { others, history }: Exported,
): Promise<PlannedArticle[]> {
  const ids = new Set(files.map(({ article }) => article.id))
  const slugs = new Set(files.map(({ article }) => article.slug))
  const rest = others.filter(({ article }) => !ids.has(article.id) && !slugs.has(article.slug))
  const places = new Map(history.articles.map(({ id }, place) => [id, place]))
  const place = ({ article }: PlannedArticle) => places.get(article.id) ?? places.size
  const taken = new Set(
    [...history.articles, ...history.names].flatMap((one) => ('names' in one ? one.names : one.name)),
  )
  const before = new Map(history.articles.map(({ id, names }) => [id, names]))
  const named: PlannedArticle[] = []
  for (const file of files) {
    // A file has the names that it had, and those that it gives itself, but none that are another story's.
    const own = (await aliasesOf(file.article)).filter((name) => !taken.has(name))
    named.push({ ...file, aliases: [...(before.get(file.article.id) ?? []), ...own] })
  }
  return [...named, ...rest].sort((a, b) => place(a) - place(b))
}
