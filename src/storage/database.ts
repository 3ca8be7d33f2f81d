/** What storage needs of D1: a database, or one of its read sessions. */
export type Database = Pick<D1Database, 'prepare' | 'batch'>

/** Whether an error says that the database could not do its work, as opposed to a bug of ours. */
export function isDatabaseFailure(error: unknown): boolean {
  return error instanceof Error && /^D1_|Network connection lost|storage operation/.test(error.message)
}
