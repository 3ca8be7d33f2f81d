import type { DeadLetter, DeadLetters } from '../model/operation.ts'
import { type Database, prepare, runBatch, type Statement } from './database.ts'

/** A message, by the name that its queue gives it. */
export interface NamedLetter extends DeadLetter {
  readonly id: string
}

/** The most that are kept, and for how long, in ms. */
const MOST_KEPT = 1000
const DAY_MS = 86_400_000
const KEPT_MS = 30 * DAY_MS

// What comes a second time is there already.
const STORE = `
  INSERT OR IGNORE INTO dead_letters (id, at, queue, message)
  SELECT value ->> 'id', value ->> 'at', value ->> 'queue', value ->> 'message' FROM json_each(?1)`

// Keys count up from 1. The newest row stays in any case, so that they never begin anew.
const NEWEST_KEY = '(SELECT MAX(key) FROM dead_letters)'

/** Stores messages that failed each time. The oldest go where there are too many. */
export async function storeDeadLetters(db: Database, letters: readonly NamedLetter[]): Promise<void> {
  await runBatch(db, {
    store: prepare(db, STORE, JSON.stringify(letters)),
    cut: prepare(db, `DELETE FROM dead_letters WHERE key <= ${NEWEST_KEY} - ${MOST_KEPT}`),
  })
}

/** SQL that drops what is too old at `now`, in ms since the epoch. */
export function dropDeadLetters(db: Database, now: number): Statement {
  return prepare(db, `DELETE FROM dead_letters WHERE at < ?1 AND key < ${NEWEST_KEY}`, now - KEPT_MS)
}

const SUMS = `
  SELECT COALESCE(MAX(key), 0) AS ever, COALESCE(SUM(at > ?1), 0) AS lately FROM dead_letters`

/** The statements that tell what failed each time, at `now` in ms since the epoch. */
export function deadLetterStatements(db: Database, now: number) {
  return {
    dead: prepare<Omit<DeadLetters, 'newest'>>(db, SUMS, now - DAY_MS),
    newest: prepare<DeadLetter>(db, 'SELECT at, queue, message FROM dead_letters ORDER BY key DESC LIMIT 10'),
  }
}
