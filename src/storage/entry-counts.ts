import type { Database } from './database.ts'

const touched = (actions: string, sign: '+' | '-') => `
  UPDATE channels SET entries = entries ${sign} t.number
  FROM (
    SELECT e.channel, COUNT(*) AS number
    FROM staged_articles s JOIN articles a ON a.id = s.id JOIN entries e ON e.article = a.key
    WHERE s.run = ?1 AND s.action IN (${actions}) GROUP BY e.channel
  ) t WHERE channels.key = t.channel`

/** Takes the entries of the articles that a staged run touches off the counts. Comes before they go. */
export function uncountSql(db: Database, run: string): D1PreparedStatement[] {
  return [db.prepare(touched("'write', 'remove'", '-')).bind(run)]
}

/** Adds the entries of the articles that a staged run has written. Comes after they are written. */
export function countSql(db: Database, run: string): D1PreparedStatement[] {
  return [db.prepare(touched("'write'", '+')).bind(run)]
}
