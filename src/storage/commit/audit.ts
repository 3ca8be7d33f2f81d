import { type Database, prepare } from '../database.ts'

/** An act of a person or of a client of the API. It holds no words of an article. */
export interface Act {
  /** Milliseconds since the epoch. */
  readonly at: number
  /** Who it was: the name of a token, or who ran a command. */
  readonly actor: string
  /** What was asked for, such as `kill`. */
  readonly action: string
  /** The id of the article. */
  readonly article?: string
  /** The number of the write that came of it. */
  readonly revision?: number
  /** The HTTP status that it was answered with. */
  readonly status?: number
  readonly detail?: string
}

/** Takes note of an act. */
export async function recordAct(db: Database, act: Act): Promise<void> {
  const { at, actor, action, article = null, revision = null, status = null, detail = null } = act
  const sql = `
    INSERT INTO audit (at, actor, action, article, revision, status, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)`
  await prepare(db, sql, at, actor, action, article, revision, status, detail).run()
}
