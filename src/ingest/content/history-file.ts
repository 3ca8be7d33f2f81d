import * as v from 'valibot'
import { type Fault, failed, type Result, success } from '../../model/result.ts'
import { sourceSchema } from '../../model/source-fields.ts'

// Beside its articles, an exported content folder has a file with what an empty database can't learn from them: which of
// them came from polled feeds and from clients of the API, and what those sent; by which names stories are recognised; which
// versions were public; what was removed; and the state of the feeds. It has a line of JSON for each. A sync reads it into
// an empty database, and never again.

/** The file, in the content folder. */
export const HISTORY_FILE = 'history.jsonl'

/** The folder of articles that came from polled feeds, in the content folder: `polled/antara/2026/11/slug.md`. */
export const POLLED_FOLDER = 'polled'

/** The folder of articles that came from clients of the API, in the content folder: `api/newsdesk/2026/11/slug.md`. */
export const API_FOLDER = 'api'

/** The first version has no versions of articles, and nothing of the API. */
const VERSION = 2

const articleSchema = v.object({
  kind: v.literal('article'),
  id: v.string(),
  file: v.pipe(
    v.string(),
    v.regex(/^(?!.*\.\.)(?:articles|polled|api)\/.+\.md$/, 'is no path of an article'),
  ),
  names: v.array(v.string()),
  /** Of an article that came from a polled feed, or from the API: see the columns of the same names. */
  origin: v.exactOptional(v.pipe(v.string(), v.regex(/^(?:poll|api):/, 'is no origin'))),
  path: v.exactOptional(v.string()),
  digest: v.exactOptional(v.string()),
  /** The sources that it credits and that the registry has not, or has in another form. */
  credited: v.exactOptional(v.array(sourceSchema)),
})

const number = v.number()
const numberOrNull = v.nullable(v.number())
const textOrNull = v.nullable(v.string())

const pollSchema = v.object({
  kind: v.literal('poll'),
  source: v.string(),
  feed: v.string(),
  moved: textOrNull,
  etag: textOrNull,
  last_modified: textOrNull,
  ttl: numberOrNull,
  last_success: numberOrNull,
  next_poll: number,
  failures: number,
  last_error: textOrNull,
  gone: number,
  omitted: v.string(),
  day: number,
  added: number,
})

/** A row of a table, by its columns. */
const rowSchema = v.record(v.string(), v.nullable(v.union([v.string(), v.number()])))

const lineSchema = v.variant('kind', [
  v.object({
    kind: v.literal('history'),
    version: v.picklist([1, VERSION], 'is of a newer Warta; update Warta first'),
  }),
  articleSchema,
  pollSchema,
  v.object({ kind: v.literal('name'), name: v.string(), id: v.string() }),
  v.object({ kind: v.literal('slug'), slug: v.string(), id: v.string() }),
  v.object({ kind: v.literal('withdrawn'), id: v.string() }),
  // Why an article is gone, and that it has to stay away: as the columns of `withdrawals`.
  v.object({ kind: v.literal('withdrawal'), row: rowSchema }),
  // Which version of an article was public from when to when: as the columns of `versions`.
  v.object({ kind: v.literal('version'), row: rowSchema }),
  // What a client of the API sent: as the columns of `receipts`.
  v.object({ kind: v.literal('receipt'), row: rowSchema }),
  v.object({ kind: v.literal('end') }),
])

export type HistoryLine = v.InferOutput<typeof lineSchema>
export type HistoryArticle = Extract<HistoryLine, { kind: 'article' }>

/** What the file says, each list in its order. Articles stand in the order in which they were stored. */
export interface History {
  readonly articles: readonly HistoryArticle[]
  readonly polls: readonly Extract<HistoryLine, { kind: 'poll' }>[]
  readonly names: readonly Extract<HistoryLine, { kind: 'name' }>[]
  readonly slugs: readonly Extract<HistoryLine, { kind: 'slug' }>[]
  readonly withdrawn: readonly Extract<HistoryLine, { kind: 'withdrawn' }>[]
  readonly withdrawals: readonly Extract<HistoryLine, { kind: 'withdrawal' }>[]
  readonly versions: readonly Extract<HistoryLine, { kind: 'version' }>[]
  readonly receipts: readonly Extract<HistoryLine, { kind: 'receipt' }>[]
}

/** The first line of the file. */
export const HISTORY_HEAD: HistoryLine = { kind: 'history', version: VERSION }

/** Reads the lines of the file, or tells what is wrong in it. `file` is its name in messages. */
export async function readHistory(
  lines: AsyncIterable<string>,
  file: string,
): Promise<Result<History, Fault[]>> {
  const all: HistoryLine[] = []
  for await (const text of lines) {
    const line = all.length + 1
    const read = lineOf(text)
    if (!read.ok) return failed([{ file, line, field: '-', message: read.failure }])
    all.push(read.value)
  }
  if (all[0]?.kind !== 'history' || all.at(-1)?.kind !== 'end') {
    return failed([{ file, line: all.length, field: '-', message: 'is not whole; export once more' }])
  }
  const of = <Kind extends HistoryLine['kind']>(kind: Kind) =>
    all.filter((one): one is Extract<HistoryLine, { kind: Kind }> => one.kind === kind)
  return success({
    articles: of('article'),
    polls: of('poll'),
    names: of('name'),
    slugs: of('slug'),
    withdrawn: of('withdrawn'),
    withdrawals: of('withdrawal'),
    versions: of('version'),
    receipts: of('receipt'),
  })
}

function lineOf(text: string): Result<HistoryLine, string> {
  try {
    const read = v.safeParse(lineSchema, JSON.parse(text))
    if (read.success) return success(read.output)
    const [issue] = read.issues
    return failed(`${v.getDotPath(issue) ?? 'the line'} ${issue.message}; export once more`)
  } catch {
    return failed('has a line that is no JSON; export once more')
  }
}
