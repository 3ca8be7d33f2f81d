import type { Article } from '../model/article.ts'
import { CHANNEL_COLUMNS, type ChannelRow, type StoredChannel, toChannel } from './channels.ts'
import type { Database } from './database.ts'

/** An article as a feed lists it; without its body where that was not asked for or is past the limit. */
export type ListedArticle = Omit<Article, 'body'> & { readonly body?: string }

export interface FeedQuery {
  readonly limit: number
  /** Bytes of body to give in all, newest article first; the others come without theirs. 0 gives none. */
  readonly bodyBytes: number
}

/** A channel and its newest articles, as they were at one revision. */
export interface ReadFeed {
  readonly channel: StoredChannel
  readonly articles: ListedArticle[]
}

interface ArticleRow {
  key: number
  size: number
  data: string
  body: string | null
}

const REREAD = `SELECT ${CHANNEL_COLUMNS} FROM channels WHERE key = ?1`

// Walks the channel's index range, newest first, one article row for each entry. A body that is larger than
// its share is left for later: a hundred of the largest would not fit into a Worker's memory.
const NEWEST = `
  SELECT a.key, a.size, a.data, CASE WHEN a.size <= ?3 THEN a.body END AS body
  FROM entries e JOIN articles a ON a.key = e.article
  WHERE e.channel = ?1 ORDER BY e.published DESC, e.article DESC LIMIT ?2`

const LARGE = 'SELECT a.key, a.body FROM json_each(?1) k JOIN articles a ON a.key = k.value'

/** How often to read again when a write comes between two readings. */
const ATTEMPTS = 3

/**
 * A channel again and its newest articles, in one transaction, so that the revision is that of the articles.
 * `null` where the channel went away. Reads 2 x limit + 1 rows, and two more for each large body that fits.
 */
export async function readFeed(
  db: Database,
  { key }: StoredChannel,
  query: FeedQuery,
): Promise<ReadFeed | null> {
  for (let attempt = 1; ; attempt++) {
    const { limit, bodyBytes } = query
    const [channels, newest] = await db.batch<Record<string, unknown>>([
      db.prepare(REREAD).bind(key),
      db.prepare(NEWEST).bind(key, limit, bodyBytes === 0 ? -1 : Math.floor(bodyBytes / limit)),
    ])
    const row = channels?.results[0] as ChannelRow | undefined
    if (!row) return null
    const rows = (newest?.results ?? []) as unknown as ArticleRow[]
    const missing = cutBodies(rows, bodyBytes)
    if (missing.length === 0) return { channel: toChannel(row), articles: rows.map(toListed) }
    const revision = await addBodies(db, key, rows, missing)
    if (revision === row.revision) return { channel: toChannel(row), articles: rows.map(toListed) }
    if (attempt === ATTEMPTS)
      throw new Error(`Channel ${key} was written ${ATTEMPTS} times while it was read`)
  }
}

/** Takes out the bodies past the limit; returns the keys of those before it that were not read yet. */
function cutBodies(rows: readonly ArticleRow[], bodyBytes: number): number[] {
  const missing: number[] = []
  let total = 0
  for (const row of rows) {
    total += row.size
    if (bodyBytes === 0 || total > bodyBytes) row.body = null
    else if (row.body === null) missing.push(row.key)
  }
  return missing
}

/** Reads these bodies; returns the revision of the channel at that time. */
async function addBodies(
  db: Database,
  channel: number,
  rows: readonly ArticleRow[],
  keys: readonly number[],
): Promise<number | undefined> {
  const [channels, large] = await db.batch<Record<string, unknown>>([
    db.prepare(REREAD).bind(channel),
    db.prepare(LARGE).bind(JSON.stringify(keys)),
  ])
  const bodies = new Map((large?.results ?? []).map(({ key, body }) => [key as number, body as string]))
  for (const row of rows) row.body ??= bodies.get(row.key) ?? null
  return (channels?.results[0] as ChannelRow | undefined)?.revision
}

function toListed({ data, body }: ArticleRow): ListedArticle {
  const article = JSON.parse(data) as Omit<Article, 'body'>
  return body === null ? article : { ...article, body }
}
