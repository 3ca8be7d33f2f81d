/** What storage needs of D1: a database, or one of its read sessions. */
export type Database = Pick<D1Database, 'prepare' | 'batch'>

/**
 * A session to read with: it begins at the primary, so that nothing is older than the last write, and goes on
 * at any replica that is no older than what it has seen (D1 Sessions API).
 */
export function readSession(db: D1Database): Database {
  return db.withSession('first-primary')
}

/** Whether an error says that the database could not do its work, as opposed to a bug of ours. */
export function isDatabaseFailure(error: unknown): boolean {
  return error instanceof Error && /^D1_|Network connection lost|storage operation/.test(error.message)
}
