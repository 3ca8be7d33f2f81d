import type { Database } from '../database.ts'

/**
 * Takes the entries that a staged run is about to take out off the counts of their channels. Comes before that.
 * Reads the entries of the articles touched, however many a channel has.
 */
export function countLeavingSql(db: Database, run: string): D1PreparedStatement {
  return db.prepare(countBy('-', "'write', 'remove'")).bind(run)
}

/** Adds the entries that a staged run has put in to the counts of their channels. Comes after that. */
export function countArrivingSql(db: Database, run: string): D1PreparedStatement {
  return db.prepare(countBy('+', "'write'")).bind(run)
}

function countBy(sign: '+' | '-', actions: string): string {
  return `UPDATE channels SET entries = entries ${sign} counted.number
    FROM (
      SELECT e.channel, COUNT(*) AS number
      FROM staged_articles s JOIN articles a ON a.id = s.id JOIN entries e ON e.article = a.key
      WHERE s.run = ?1 AND s.action IN (${actions}) GROUP BY e.channel
    ) AS counted WHERE channels.key = counted.channel`
}
