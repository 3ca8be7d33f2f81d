import { PIPELINE } from '../../src/ingest/content/read-files.ts'
import { beginRun } from '../../src/storage/commit/staging.ts'
import { commit } from '../../src/storage/commit/transaction.ts'
import type { Database } from '../../src/storage/database.ts'
import { readState } from '../../src/storage/revision.ts'
import { filler } from '../filler.ts'

// Made-up articles for measuring, written by SQLite itself and put in place by the same commit that a sync
// ends with, so that every table is as a sync would leave it. They are never news: the titles say so.
//
// An article is a function of its rank: 0 is the newest, 1 the one before. So the newest articles, and with them
// the feeds, are the same bytes however many are stored below them.

export interface Generation {
  readonly count: number
  /** Characters of each of the three paragraphs of a body. */
  readonly paragraph: number
  readonly progress: (done: number) => void
}

/** How many are staged and committed at a time. */
const BATCH = 10_000

/** When the newest was published; each older one ten minutes earlier. */
const NEWEST = Date.UTC(2026, 0, 1)
const STEP_MS = 600_000

const COLUMNS =
  'run, id, slug, path, digest, published, updated, size, listed, channels, origin, aliases, action, data, body'

// ?1 run, ?2 the oldest rank, ?3 the newest rank, ?4 filler text, ?5 characters of a paragraph. D1 binds every number as a REAL.
const STAGE = `
  WITH RECURSIVE
  ranks (rank) AS (SELECT CAST(?2 AS INTEGER) UNION ALL SELECT rank - 1 FROM ranks WHERE rank > ?3),
  seeded AS (SELECT rank, (rank * 2654435761 + 20220920) % 4294967296 AS seed FROM ranks),
  named AS (
    SELECT rank, seed, printf('generated-%07d', rank) AS slug, ${NEWEST} - rank * ${STEP_MS} AS published,
      CASE WHEN seed % 10 < 8 THEN 'id' ELSE 'en' END AS language,
      rank % 8 AS publisher, (rank + seed / 8) % 16 AS agency,
      (seed / 128) % 200 AS reporter, (seed / 256) % 40 AS editor,
      (seed / 512) % 12 AS near, 12 + (seed / 1024) % 400 AS far
    FROM seeded),
  written AS (
    SELECT *,
      printf('<p>Generated article %d. %s &amp; “%s”.</p>', rank, substr(?4, 1 + seed % 1000, ?5), language)
        || printf('<p>%s.</p><p>%s.</p>', substr(?4, 1 + (seed / 7) % 1000, ?5), substr(?4, 1 + (seed / 11) % 1000, ?5))
      AS body
    FROM named)
  INSERT INTO staged_articles (${COLUMNS})
  SELECT ?1, 'tag:bench.example,2022:' || slug, slug, printf('%09d', 999999999 - rank), '', published, published + 1000,
    length(CAST(body AS BLOB)), 1,
    json_array(
      json_object('kind', 'all', 'slug', '', 'title', ''),
      json_object('kind', 'publishers', 'slug', 'publisher-' || publisher, 'title', 'Publisher ' || publisher),
      json_object('kind', 'sources', 'slug', 'agency-' || agency, 'title', 'Agency ' || agency),
      json_object('kind', 'authors', 'slug', 'reporter-' || reporter, 'title', 'Reporter ' || reporter),
      json_object('kind', 'authors', 'slug', 'editor-' || editor, 'title', 'Editor ' || editor),
      json_object('kind', 'tags', 'slug', 'topic-' || near, 'title', 'Topic ' || near, 'language', language),
      json_object('kind', 'tags', 'slug', 'topic-' || far, 'title', 'Topic ' || far, 'language', language),
      json_object('kind', 'languages', 'slug', language, 'title', language, 'language', language)),
    'bench', '[]', 'write',
    json_object(
      'id', 'tag:bench.example,2022:' || slug, 'slug', slug, 'language', language,
      'title', 'Generated article ' || rank || ' & <' || substr(?4, 1 + seed % 900, 40) || '>',
      'published', json_object('instant', published, 'offset', 420),
      'updated', json_object('instant', published + 1000, 'offset', 420),
      'summary', substr(?4, 1 + seed % 900, 140) || '.',
      'dateline', 'Jakarta',
      'authors', json_array(
        json_object('name', 'Reporter ' || reporter, 'role', 'reporter'),
        json_object('name', 'Editor ' || editor, 'role', 'editor')),
      'publisher', json_object('id', 'publisher-' || publisher, 'name', 'Publisher ' || publisher,
        'home', 'https://publisher-' || publisher || '.example/'),
      'sources', json_array(json_object('id', 'agency-' || agency, 'name', 'Agency ' || agency,
        'home', 'https://agency-' || agency || '.example/')),
      'image', json_object('url', 'https://publisher-' || publisher || '.example/' || rank || '.jpg',
        'type', 'image/jpeg', 'width', 1200, 'height', 800, 'caption', substr(?4, 1 + seed % 900, 60),
        'credit', 'Photographer ' || editor),
      'tags', json_array('Topic ' || near, 'Topic ' || far),
      'related', json_array()),
    body
  FROM written`

/** Fills an empty, migrated database. The newest article is written last. */
export async function generateArticles(
  db: Database,
  { count, paragraph, progress }: Generation,
): Promise<void> {
  const text = filler(2000)
  for (let oldest = count - 1; oldest >= 0; oldest -= BATCH) {
    const state = await readState(db)
    const run = await beginRun(db, { now: NEWEST, state, isContent: false, pipeline: PIPELINE })
    const newest = Math.max(0, oldest - BATCH + 1)
    await db.prepare(STAGE).bind(run, oldest, newest, text, paragraph).run()
    const committed = await commit(db, { run, now: NEWEST, writes: oldest - newest + 1 })
    if (!committed.ok) throw new Error('Something else writes to the database of the benchmark')
    progress(count - newest)
  }
}
