/** What a database answered, in the order in which it was asked. */
type Answers = readonly unknown[]

/** A statement as the Worker uses it: bound, then asked for its rows. */
interface Statement {
  readonly bind: (...values: unknown[]) => Statement
  readonly original?: D1PreparedStatement
}

const ASKING = ['all', 'run', 'raw', 'first'] as const

/**
 * A database whose answers are kept (`recorder`), and databases that give the same answers to the same questions once more
 * without any work (`replayed`): what is then measured is the Worker's own.
 */
export function recorded(db: D1Database): { readonly recorder: unknown; readonly replayed: () => unknown } {
  const answers: unknown[] = []
  const keep = async <Answer>(answer: Promise<Answer>) => {
    const place = answers.push(undefined) - 1
    const value = await answer
    answers[place] = value
    return value
  }
  const recording = (original: D1PreparedStatement): Statement => ({
    original,
    bind: (...values) => recording(original.bind(...values)),
    ...Object.fromEntries(
      ASKING.map((name) => [
        name,
        (...given: never[]) => keep((original[name] as (...all: never[]) => Promise<unknown>)(...given)),
      ]),
    ),
  })
  const recorder = {
    prepare: (sql: string) => recording(db.prepare(sql)),
    batch: (statements: readonly Statement[]) =>
      keep(db.batch(statements.flatMap(({ original }) => original ?? []))),
  }
  return { recorder: withSession(recorder), replayed: () => withSession(replay(answers)) }
}

function replay(answers: Answers): object {
  let next = 0
  const answer = async () => answers[next++]
  const statement: Statement = {
    bind: () => statement,
    ...Object.fromEntries(ASKING.map((name) => [name, answer])),
  }
  return { prepare: () => statement, batch: answer }
}

// Readers ask through a session of D1.
function withSession<Db extends object>(db: Db): Db & { readonly withSession: () => object } {
  return { ...db, withSession: () => ({ ...db, getBookmark: () => null }) }
}
