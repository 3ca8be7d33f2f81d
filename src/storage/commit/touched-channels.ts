import type { Source } from '../../model/source.ts'
import type { Database } from '../database.ts'
import { NUMBER, STAMP } from '../revision.ts'

/**
 * Makes the channels that list the articles of a staged run, or stamps them. Sources without articles keep their
 * channels while the registry has them.
 */
export function channelSql(
  db: Database,
  { run, sources }: { readonly run: string; readonly sources: readonly Source[] },
): D1PreparedStatement[] {
  const named = sources.flatMap(({ id, name }) => [
    { kind: 'sources', slug: id, title: name },
    { kind: 'publishers', slug: id, title: name },
  ])
  return [
    db
      .prepare(
        `DELETE FROM channels WHERE kind IN ('sources', 'publishers')
           AND NOT EXISTS (SELECT 1 FROM entries WHERE channel = channels.key)
           AND slug NOT IN (SELECT value ->> 'slug' FROM json_each(?1))
           AND slug NOT IN (SELECT c.value ->> 'slug' FROM staged_articles s, json_each(s.channels) c
             WHERE s.run = ?2 AND s.action = 'write')`,
      )
      .bind(JSON.stringify(named), run),
    db
      .prepare(
        `INSERT INTO channels (kind, slug, title, revision, modified)
         SELECT value ->> 'kind', value ->> 'slug', value ->> 'title', ${NUMBER}, ${NUMBER} / 1000
         FROM json_each(?1) WHERE true
         ON CONFLICT (kind, slug) DO UPDATE SET title = excluded.title, ${STAMP}
         WHERE title <> excluded.title`,
      )
      .bind(JSON.stringify(named)),
    db
      .prepare(
        `INSERT INTO channels (kind, slug, title, language, revision, modified)
         SELECT c.value ->> 'kind', c.value ->> 'slug', MIN(c.value ->> 'title'),
           MIN(c.value ->> 'language'), ${NUMBER}, ${NUMBER} / 1000
         FROM staged_articles s, json_each(s.channels) c WHERE s.run = ?1 AND s.action = 'write'
         GROUP BY 1, 2
         ON CONFLICT (kind, slug) DO UPDATE SET ${STAMP} WHERE channels.revision <> ${NUMBER}`,
      )
      .bind(run),
  ]
}
