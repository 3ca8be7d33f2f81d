import type { Source } from '../model/source.ts'
import type { Database } from './database.ts'

/** Every source of the registry, as the last sync stored it. */
export async function readSources(db: Database): Promise<Source[]> {
  const rows = await db.prepare('SELECT data FROM sources ORDER BY id').all<{ data: string }>()
  return rows.results.map(({ data }) => JSON.parse(data) as Source)
}

const IS_NEW = '(SELECT registry FROM revision WHERE id = 1) <> ?1'

/**
 * Where the registry (its digest) is another one than before, keeps its sources and makes `polls` follow it.
 * Comes before the digest is stored. Polled articles carry their sources' data, so every feed is asked for
 * its whole document once more.
 */
export function registrySql(
  db: Database,
  { registry, sources }: { readonly registry: string; readonly sources: readonly Source[] },
): D1PreparedStatement[] {
  const rows = JSON.stringify(sources.map((source) => ({ id: source.id, data: JSON.stringify(source) })))
  const polled = sources.flatMap(({ id, feed, poll }) => (poll && feed ? [{ id, feed }] : []))
  return [
    db.prepare(`DELETE FROM sources WHERE ${IS_NEW}`).bind(registry),
    db
      .prepare(
        `INSERT INTO sources (id, data)
         SELECT value ->> 'id', value ->> 'data' FROM json_each(?2) WHERE ${IS_NEW}`,
      )
      .bind(registry, rows),
    db
      .prepare(
        `DELETE FROM polls WHERE ${IS_NEW} AND NOT EXISTS (
           SELECT 1 FROM json_each(?2) WHERE value ->> 'id' = source AND value ->> 'feed' = feed)`,
      )
      .bind(registry, JSON.stringify(polled)),
    db.prepare(`UPDATE polls SET etag = NULL, last_modified = NULL WHERE ${IS_NEW}`).bind(registry),
    db
      .prepare(
        `INSERT INTO polls (source, feed, next_poll)
         SELECT value ->> 'id', value ->> 'feed', 0 FROM json_each(?2) WHERE ${IS_NEW}
         ON CONFLICT (source) DO NOTHING`,
      )
      .bind(registry, JSON.stringify(polled)),
  ]
}
