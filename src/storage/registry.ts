import type { Source } from '../model/source.ts'
import { allRows, type Database, prepare, type Statement } from './database.ts'

/** Every source of the registry, as the last sync stored it. */
export async function readSources(db: Database): Promise<Source[]> {
  const rows = await allRows(prepare<{ readonly data: string }>(db, 'SELECT data FROM sources ORDER BY id'))
  return rows.map(({ data }) => JSON.parse(data) as Source)
}

const IS_NEW =
  'EXISTS (SELECT 1 FROM runs r JOIN revision v ON v.registry <> r.registry WHERE r.key = ?1 AND v.id = 1)'
const IS_POLLED = "data ->> 'poll' = 1 AND data ->> 'feed' IS NOT NULL"

/**
 * Where a staged run brings a registry that is new, keeps its sources and makes `polls` follow them. Comes before the
 * digest of the registry is stored. Polled articles carry their sources' data, so every feed is asked for its whole
 * document once more.
 */
export function registrySql(db: Database, run: number): Statement[] {
  const statements = [
    `DELETE FROM sources WHERE ${IS_NEW}`,
    `INSERT INTO sources (id, data) SELECT id, data FROM staged_sources WHERE run = ?1 AND ${IS_NEW}`,
    `DELETE FROM polls WHERE ${IS_NEW} AND NOT EXISTS (
       SELECT 1 FROM sources WHERE id = source AND data ->> 'feed' = polls.feed AND ${IS_POLLED})`,
    `UPDATE polls SET etag = NULL, last_modified = NULL WHERE ${IS_NEW}`,
    `INSERT INTO polls (source, feed, next_poll)
     SELECT id, data ->> 'feed', 0 FROM sources WHERE ${IS_NEW} AND ${IS_POLLED}
     ON CONFLICT (source) DO NOTHING`,
  ]
  return statements.map((sql) => prepare(db, sql, run))
}
