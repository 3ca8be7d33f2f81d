import { allRows, type Database, firstRow, prepare } from '../database.ts'
import { DECIDED } from './staging.ts'

/** A source that is not in the registry any more, and how many articles its feed has brought. */
export interface LeftSource {
  readonly source: string
  readonly articles: number
}

/** How many articles the feeds of these sources have brought. */
export function countLeft(left: readonly LeftSource[]): number {
  return left.reduce((sum, { articles }) => sum + articles, 0)
}

/** SQL: the origins of polled articles, as rows `p`. Each takes one step in the index, however many articles it has. */
const POLLED = `(
    WITH RECURSIVE origins (origin) AS (
      SELECT MIN(a.origin) FROM articles a WHERE a.origin > 'poll:' AND a.origin < 'poll;'
      UNION ALL
      SELECT (SELECT MIN(a.origin) FROM articles a WHERE a.origin > origins.origin AND a.origin < 'poll;')
      FROM origins WHERE origins.origin IS NOT NULL)
    SELECT origin FROM origins WHERE origin IS NOT NULL) p`

const LEFT = `
  SELECT substr(p.origin, 6) AS source, (SELECT COUNT(*) FROM articles a WHERE a.origin = p.origin) AS articles
  FROM ${POLLED} WHERE substr(p.origin, 6) NOT IN (SELECT value FROM json_each(?1))`

/** The sources of polled articles that are none of these, sorted. */
export function findLeftSources(db: Database, registered: readonly string[]): Promise<LeftSource[]> {
  return allRows(prepare<LeftSource>(db, LEFT, JSON.stringify(registered)))
}

/** How many articles came from polled feeds. */
export async function countPolled(db: Database): Promise<number> {
  const sql = "SELECT COUNT(*) AS articles FROM articles WHERE origin > 'poll:' AND origin < 'poll;'"
  return (await firstRow(prepare<{ readonly articles: number }>(db, sql)))?.articles ?? 0
}

/**
 * SQL: stages the removal of the polled articles whose source is not in the registry any more, where a run makes the
 * stored articles equal to content/. What the run writes itself stays. Comes after the registry of the run is kept.
 */
export const REMOVE_LEFT = `
  INSERT OR REPLACE INTO staged_articles (run, action, id, origin, ending)
  SELECT ?1, 'remove', a.id, a.origin, '{"kind":"left"}' FROM ${POLLED} JOIN articles a ON a.origin = p.origin
  WHERE substr(p.origin, 6) NOT IN (SELECT id FROM sources)
    AND EXISTS (SELECT 1 FROM runs WHERE key = ?1 AND content = 1)
    AND a.id NOT IN ${DECIDED}`
