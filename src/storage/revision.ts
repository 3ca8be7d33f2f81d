import type { Database } from './database.ts'
import { ask, type Query } from './query.ts'

/** SQL: the number of the last write. */
export const NUMBER = '(SELECT number FROM revision WHERE id = 1)'

/** SQL: stamps channels with it; their time in seconds moves by at least one. */
export const STAMP = `revision = ${NUMBER}, modified = MAX(modified + 1, ${NUMBER} / 1000)`

export const READ_REVISION: Query<[]> = {
  name: 'revision',
  sql: 'SELECT number FROM revision WHERE id = 1',
  rows: () => 1,
}

/** The number of the last write: 0 before the first one. Fails where migrations are missing. */
export async function readRevision(db: Database): Promise<number> {
  const row = await ask(db, READ_REVISION).first<{ number: number }>()
  if (!row) throw new Error('The revision table is empty')
  return row.number
}

/**
 * When what a revision made was modified, in seconds since the epoch: the end of its second, after which no other
 * revision can have the same one. A revision is the time of its write in milliseconds.
 */
export function modifiedOf(revision: number): number {
  return Math.floor(revision / 1000) + 1
}

/** What a write is planned on: the number of the last write and the digest of the source registry. */
export async function readState(db: Database): Promise<{ revision: number; registry: string }> {
  const row = await db
    .prepare('SELECT number AS revision, registry FROM revision WHERE id = 1')
    .first<{ revision: number; registry: string }>()
  return row ?? { revision: 0, registry: '' }
}
