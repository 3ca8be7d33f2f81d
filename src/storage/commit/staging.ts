import type { Article } from '../../model/article.ts'
import { channelsOf } from '../../model/channel.ts'
import { type Ending, expiryOf } from '../../model/lifecycle.ts'
import type { Source } from '../../model/source.ts'
import { indexingOf } from '../../model/source.ts'
import { utf8Length } from '../../model/text.ts'
import { allRows, type Database, prepare, runBatch } from '../database.ts'
import type { State } from '../revision.ts'
import { searchWords } from '../search-words.ts'
import { ownFiles } from './shown-media.ts'

/** An article to be written, and what is kept of where it came from. */
export interface StagedArticle {
  readonly article: Article
  /** `content` for files, else `poll:` and the id of a source. */
  readonly origin: string
  /** A file's path, or the address of a polled feed. */
  readonly path: string
  readonly digest: string
  /** How the story is recognised when it arrives once more. */
  readonly aliases: readonly string[]
  /** Not to be public before this time, in ms since the epoch; NEVER: until further notice. */
  readonly hold?: number | undefined
}

/** An article to be taken out. */
export interface Removal {
  readonly id: string
  /** Where it is given, an article of this origin alone is removed. */
  readonly origin?: string
  /** Without it the article is deleted. */
  readonly ending?: Ending
}

/** What a run is planned on, and what it brings beside articles. */
export interface RunHead {
  /** Milliseconds since the epoch. */
  readonly now: number
  /** The state that the run is planned on. */
  readonly state: Pick<State, 'revision' | 'registry' | 'writes'>
  /** Whether it makes the stored articles equal to content/. */
  readonly isContent: boolean
  /** A registry that is new, and a digest of it. */
  readonly registry?: { readonly digest: string; readonly sources: readonly Source[] } | undefined
  /** A version of the pipeline that is new. */
  readonly pipeline?: string | undefined
  /** A site that is new, as JSON. */
  readonly site?: string | undefined
  /** Who asks for it; the origin of its articles where nothing is said. */
  readonly actor?: string | undefined
}

/** SQL: the ids of the articles that run ?1 writes or removes: those of which something is decided already. */
export const DECIDED = "(SELECT id FROM staged_articles WHERE run = ?1 AND action <> 'relist')"

/** The most bytes of one bound parameter; D1's own limit is 2 MB, which the local one does not check. */
const CHUNK_BYTES = 1_500_000

/** A run that began earlier than this belongs to a process that died, or that will find its run gone. */
const STALE_MS = 3_600_000

/** The columns of a staged article that `articles` has too. */
export const ARTICLE_COLUMNS = [
  ...(['id', 'slug', 'origin', 'path', 'digest', 'published', 'updated', 'size', 'listed'] as const),
  ...(['data', 'body', 'expires'] as const),
] as const

/** The columns of a staged article that is to be written. */
export const STAGED_COLUMNS = [
  ...ARTICLE_COLUMNS,
  ...(['channels', 'aliases', 'words', 'media', 'hold'] as const),
] as const

type StagedColumn = (typeof STAGED_COLUMNS)[number]

interface RunRow {
  readonly key: number
}

const FORGET = 'DELETE FROM runs WHERE begun < ?1'
const BEGIN = `
  INSERT INTO runs (begun, expected, base, writes, actor, content, registry, pipeline, site)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING key`

// SQLite puts the brackets round the rows: JavaScript would copy the whole text for them once more.
const STAGE_MANY = `
  INSERT INTO staged_articles (run, action, ${STAGED_COLUMNS})
  SELECT ?1, 'write', ${STAGED_COLUMNS.map((_, index) => `value ->> ${index}`)} FROM json_each('[' || ?2 || ']')`

const STAGE_ONE = `
  INSERT INTO staged_articles (run, action, ${STAGED_COLUMNS})
  VALUES (?1, 'write', ${STAGED_COLUMNS.map((_, index) => `?${index + 2}`)})`

const STAGE_REMOVALS = `
  INSERT OR REPLACE INTO staged_articles (run, action, id, origin, ending)
  SELECT ?1, 'remove', value ->> 'id', value ->> 'origin', value -> 'ending' FROM json_each(?2)`

const STAGE_RELISTED = `
  INSERT INTO staged_articles (run, action, id, channels)
  SELECT ?1, 'relist', value ->> 'id', value ->> 'channels' FROM json_each(?2) WHERE true
  ON CONFLICT (run, id) DO NOTHING`

const STAGE_SOURCES = `
  INSERT INTO staged_sources (run, id, data)
  SELECT ?1, value ->> 'id', value ->> 'data' FROM json_each(?2)`

/** Begins a run and returns its key; forgets the runs that dead processes left. */
export async function beginRun(
  db: Database,
  { now, state, isContent, registry, pipeline, site, actor = '' }: RunHead,
): Promise<number> {
  const planned = [state.revision, state.registry, state.writes, actor, isContent ? 1 : 0]
  const { begun } = await runBatch(db, {
    forgotten: prepare(db, FORGET, now - STALE_MS),
    begun: prepare<RunRow>(
      db,
      BEGIN,
      now,
      ...planned,
      ...[registry?.digest, pipeline, site].map((one) => one ?? null),
    ),
  })
  const [{ key: run }] = begun as [RunRow]
  const rows = registry?.sources.map((source) => ({ id: source.id, data: JSON.stringify(source) }))
  for (const chunk of chunksOf(rows ?? [])) await prepare(db, STAGE_SOURCES, run, chunk).run()
  return run
}

/**
 * Stages articles in as few statements as the size of a parameter allows, and says after each one how many are
 * done. While one statement is under way the next is made ready.
 */
export async function stageArticles(
  db: Database,
  run: number,
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
    writing = prepare(db, STAGE_MANY, run, chunk.join(',')).run()
    // A failure is thrown where it is awaited; until then it must not count as one that nobody handles.
    writing.catch(() => {})
    chunk = []
    bytes = 0
  }
  for await (const staged of articles) {
    const row = toRow(staged)
    const json = JSON.stringify(STAGED_COLUMNS.map((name) => row[name]))
    const length = utf8Length(json) + 1
    if (bytes + length > CHUNK_BYTES) await flush()
    if (length > CHUNK_BYTES) {
      // After those before it: articles get their keys in the order in which they are staged.
      await writing
      await stageLarge(db, run, row)
    } else {
      chunk.push(json)
      bytes += length
    }
    progress(++done)
  }
  await flush()
  await writing
}

/** Stages the removal of these articles. */
export async function stageRemovals(db: Database, run: number, removals: readonly Removal[]): Promise<void> {
  for (const chunk of chunksOf(removals)) await prepare(db, STAGE_REMOVALS, run, chunk).run()
}

interface OtherRow {
  readonly key: number
  readonly id: string
  readonly data: string
}

const OTHERS = `
  SELECT key, id, data FROM articles WHERE origin <> 'content' AND key > ?1 ORDER BY key LIMIT 500`

/** Stages every article that did not come from a file to be listed anew, in the channels that it belongs to now. */
export async function stageRelisted(db: Database, run: number): Promise<void> {
  for (let after = 0; ; ) {
    const rows = await allRows(prepare<OtherRow>(db, OTHERS, after))
    const relisted = rows.map(({ id, data }) => ({
      id,
      channels: JSON.stringify(channelsOf(JSON.parse(data))),
    }))
    for (const chunk of chunksOf(relisted)) await prepare(db, STAGE_RELISTED, run, chunk).run()
    const last = rows.at(-1)
    if (!last) return
    after = last.key
  }
}

type Row = Readonly<Record<StagedColumn, string | number | null>>

function toRow({ article, origin, path, digest, aliases, hold }: StagedArticle): Row {
  const { body, ...data } = article
  const { noindex, canonical } = indexingOf(article)
  const json = JSON.stringify(data)
  return {
    id: article.id,
    slug: article.slug,
    origin,
    path,
    digest,
    published: article.published.instant,
    updated: article.updated.instant,
    size: utf8Length(body),
    listed: noindex || canonical !== undefined ? 0 : 1,
    expires: expiryOf(article)?.instant ?? null,
    data: json,
    body,
    channels: JSON.stringify(channelsOf(article)),
    aliases: JSON.stringify(aliases),
    words: searchWords(article) ?? null,
    media: JSON.stringify(ownFiles(article, json)),
    hold: hold ?? null,
  }
}

// JSON can double the length of a text, so a large article is bound column by column.
async function stageLarge(db: Database, run: number, row: Row): Promise<void> {
  await prepare(db, STAGE_ONE, run, ...STAGED_COLUMNS.map((name) => row[name])).run()
}

/** The values as JSON arrays, each small enough for a parameter. */
function* chunksOf(values: readonly unknown[]): Generator<string> {
  let chunk: string[] = []
  let bytes = 0
  for (const value of values) {
    const json = JSON.stringify(value)
    const length = utf8Length(json) + 1
    if (bytes + length > CHUNK_BYTES) {
      yield `[${chunk.join(',')}]`
      chunk = []
      bytes = 0
    }
    chunk.push(json)
    bytes += length
  }
  if (chunk.length > 0) yield `[${chunk.join(',')}]`
}
