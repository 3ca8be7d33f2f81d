import { randomUUID } from 'node:crypto'
import type { Miniflare } from 'miniflare'
import type { Result } from '../model/result.ts'
import type { Database } from '../storage/database.ts'
import { CONFIG_FILE, type WranglerConfig } from './wrangler-config.ts'

// Miniflare's own D1 for Node (that of getPlatformProxy too) makes an object in workerd for each statement, and blocks
// Node while the values are sent there: a third of the time of a large sync. Here a Worker beside the site takes whole
// statements, so that Node goes on reading files while SQLite works.

const NAME = 'database'

// Other processes of this machine, and pages that a browser has open, can reach Miniflare's port as well.
const TOKEN = randomUUID()

/** A value of at least so many characters is sent as it is, see toBytes. */
const LONG = 10_000

const SCRIPT = `
export default {
  async fetch(request, { DB, TOKEN }) {
    if (request.headers.get('Authorization') !== TOKEN) return new Response(null, { status: 403 })
    try {
      const text = await request.text()
      let at = text.indexOf('\\n') + 1
      const whole = (value) => (Array.isArray(value) ? text.slice(at, (at += value[0])) : value)
      const asked = JSON.parse(text.slice(0, at))
      const results = await DB.batch(asked.map(([sql, values]) => DB.prepare(sql).bind(...values.map(whole))))
      return Response.json({ ok: true, value: results })
    } catch (error) {
      return Response.json({ ok: false, failure: error.message })
    }
  },
}`

type Send = (statements: readonly Statement[]) => Promise<D1Result[]>

/**
 * Miniflare's options for a Worker that has the same database as the site. @throws Error where wrangler.toml names no
 * database.
 */
export function databaseWorker({ d1Databases, compatibilityDate }: Omit<WranglerConfig, 'bindings'>) {
  if (!d1Databases?.DB) {
    throw new Error(
      `${CONFIG_FILE} names no database with the binding DB: put its table [[d1_databases]] back as Warta brought it ` +
        `(git show HEAD:${CONFIG_FILE}). Nothing is lost.`,
    )
  }
  return {
    name: NAME,
    modules: [{ type: 'ESModule', path: 'database.js', contents: SCRIPT }],
    compatibilityDate,
    d1Databases,
    bindings: { TOKEN },
  }
}

/**
 * The database of the site, through the databaseWorker of a Miniflare. `reasonOf` tells what is behind an error that says
 * little.
 */
export async function databaseOf(
  miniflare: Miniflare,
  reasonOf: (failure: string) => Promise<string> = async (failure) => failure,
): Promise<Database> {
  const worker = await miniflare.getWorker(NAME)
  const send: Send = async (statements) => {
    const response = await worker.fetch('http://database/', {
      method: 'POST',
      headers: { Authorization: TOKEN },
      // As bytes: a string would be looked through for lone surrogates first.
      body: toBytes(statements),
    })
    const answer = (await response.json()) as Result<D1Result[], string>
    if (!answer.ok) throw new Error(await reasonOf(answer.failure))
    return answer.value
  }
  const database = {
    prepare: (sql: string) => new Statement(sql, [], send),
    batch: (statements: readonly Statement[]) => send(statements),
  }
  return database as unknown as Database
}

// The first line is JSON: [sql, values] of each statement. In place of a long text it has [its length], and the text
// follows after the line: as JSON inside of JSON every quotation mark of an article would be escaped once more. Each text
// becomes bytes by itself: one text of them all would be one more copy.
function toBytes(statements: readonly Statement[]): Buffer {
  const long: string[] = []
  const head = statements.map(({ sql, values }) => {
    const short = values.map((value) => {
      if (typeof value !== 'string' || value.length < LONG) return value
      long.push(value)
      return [value.length]
    })
    return [sql, short]
  })
  return Buffer.concat([`${JSON.stringify(head)}\n`, ...long].map((text) => Buffer.from(text)))
}

/** The part of a D1PreparedStatement that storage uses. */
class Statement {
  readonly sql: string
  readonly values: readonly unknown[]
  readonly #send: Send

  constructor(sql: string, values: readonly unknown[], send: Send) {
    this.sql = sql
    this.values = values
    this.#send = send
  }

  bind(...values: readonly unknown[]): Statement {
    const wrong = values.find((value) => value !== null && !['string', 'number'].includes(typeof value))
    if (wrong !== undefined || values.includes(undefined))
      throw new Error(`D1_TYPE_ERROR: ${typeof wrong} is no value`)
    return new Statement(this.sql, values, this.#send)
  }

  async all(): Promise<D1Result | undefined> {
    return (await this.#send([this]))[0]
  }

  run(): Promise<D1Result | undefined> {
    return this.all()
  }

  async first(): Promise<unknown> {
    return (await this.all())?.results[0] ?? null
  }
}
