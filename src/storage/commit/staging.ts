import type { Article } from '../../model/article.ts'
import { channelsOf } from '../../model/channel.ts'
import { utf8Length } from '../../model/text.ts'
import type { Database } from '../database.ts'
import { plainTextSql } from '../search-index.ts'

/** An article to be written, and what is kept of where it came from. */
export interface StagedArticle {
  readonly article: Article
  /** `content` for files, else `poll:` and the id of a source. */
  readonly origin: string
  /** A file's path, or the address of a polled feed. */
  readonly path: string
  readonly digest: string
  /** What the story is known again by when it arrives once more. */
  readonly aliases: readonly string[]
}

/** The most bytes of one bound parameter; D1's own limit is 2 MB, which the local one does not check. */
const CHUNK_BYTES = 1_500_000

/** The most bytes of a body whose text is staged too: a row of D1 has 2 MB, and an article may need most of it. */
const TEXT_BYTES = 100_000

/** Runs that began earlier than this left their rows behind. */
const STALE_MS = 3_600_000

const COLUMNS =
  'run, id, slug, path, digest, published, updated, size, channels, origin, aliases, action, data, body'

const STAGE_MANY = `
  INSERT INTO staged_articles (${COLUMNS}, text)
  SELECT ?1, one.value ->> 'id', one.value ->> 'slug', one.value ->> 'path', one.value ->> 'digest',
    one.value ->> 'published', one.value ->> 'updated', one.value ->> 'size', one.value ->> 'channels',
    one.value ->> 'origin', one.value ->> 'aliases', 'write', one.value ->> 'data', one.value ->> 'body',
    CASE WHEN one.value ->> 'size' <= ${TEXT_BYTES} THEN ${plainTextSql("(one.value ->> 'body')")} END
  FROM json_each(?2) one`

const STAGE_ONE = `
  INSERT INTO staged_articles (${COLUMNS})
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 'write', ?12, ?13)`

const STAGE_REMOVALS = `
  INSERT INTO staged_articles (${COLUMNS})
  SELECT ?1, value, '', '', '', 0, 0, 0, '[]', '', '[]', 'remove', '', ''
  FROM json_each(?2)`

/** A name for a new run that sorts by its beginning (`now` in ms); forgets what dead runs left. */
export async function beginRun(db: Database, now: number): Promise<string> {
  await db
    .prepare('DELETE FROM staged_articles WHERE run < ?1')
    .bind(String(now - STALE_MS))
    .run()
  return `${now}-${crypto.randomUUID()}`
}

/**
 * Stages articles in as few statements as the size of a parameter allows; says how many are done. While one
 * statement is under way the next is made ready.
 */
export async function stageArticles(
  db: Database,
  run: string,
  articles: Iterable<StagedArticle> | AsyncIterable<StagedArticle>,
  progress: (done: number) => void,
): Promise<void> {
  let chunk: string[] = []
  let bytes = 0
  let done = 0
  let writing: Promise<unknown> = Promise.resolve()
  const flush = async () => {
    await writing
    if (chunk.length === 0) return
    writing = db
      .prepare(STAGE_MANY)
      .bind(run, `[${chunk.join(',')}]`)
      .run()
    // A failure is thrown where it is awaited; until then it must not count as one that nobody handles.
    writing.catch(() => {})
    chunk = []
    bytes = 0
  }
  for await (const staged of articles) {
    const row = toRow(staged)
    const json = JSON.stringify(row)
    const length = utf8Length(json) + 1
    if (bytes + length > CHUNK_BYTES) await flush()
    if (length > CHUNK_BYTES) await stageLarge(db, run, row)
    else {
      chunk.push(json)
      bytes += length
    }
    progress(++done)
  }
  await flush()
  await writing
}

/** Stages the removal of these ids. */
export async function stageRemovals(db: Database, run: string, ids: readonly string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += 1000) {
    const part = JSON.stringify(ids.slice(start, start + 1000))
    await db.prepare(STAGE_REMOVALS).bind(run, part).run()
  }
}

/** Forgets a run. */
export async function dropRun(db: Database, run: string): Promise<void> {
  await db.prepare('DELETE FROM staged_articles WHERE run = ?1').bind(run).run()
}

type Row = ReturnType<typeof toRow>

function toRow({ article, origin, path, digest, aliases }: StagedArticle) {
  const { body, ...data } = article
  return {
    id: article.id,
    slug: article.slug,
    path,
    digest,
    published: article.published.instant,
    updated: article.updated.instant,
    size: utf8Length(body),
    channels: JSON.stringify(channelsOf(article)),
    origin,
    aliases: JSON.stringify(aliases),
    data: JSON.stringify(data),
    body,
  }
}

// JSON can double the length of a text, so a large article is bound column by column.
async function stageLarge(db: Database, run: string, row: Row): Promise<void> {
  const { id, slug, path, digest, published, updated, size, channels, origin, aliases, data, body } = row
  await db
    .prepare(STAGE_ONE)
    .bind(run, id, slug, path, digest, published, updated, size, channels, origin, aliases, data, body)
    .run()
}
