import { env } from 'cloudflare:test'
import { app } from '../../src/app.ts'
import type { Env } from '../../src/config.ts'
import { countingDatabase, type Tally, type Traffic } from './counting-database.ts'

/** The names of the queries that make a document's version known, and of those that read its articles. */
const VERSIONS = ['channel by name', 'archive by name']
const ARTICLES = ['newest entries', 'archived entries']

/** An isolate of the deployed Worker: what it keeps in memory lasts from one request to the next. */
export class Isolate {
  readonly tally: Tally
  /** What happens to its queries on their way. */
  readonly traffic: Traffic = {}
  readonly #env: Env

  constructor(bindings: Partial<Env> = {}) {
    const { db, tally } = countingDatabase(this.traffic)
    this.tally = tally
    this.#env = { ...env, ...bindings, DB: db }
  }

  /** Asks as a client would; takes whole URLs too. */
  get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
    const url = new URL(path, 'https://news.example').href
    return Promise.resolve(app.request(url, { method, headers }, this.#env))
  }

  /** The text of a document. */
  async text(path: string, headers: Record<string, string> = {}): Promise<string> {
    return (await this.get(path, headers)).text()
  }

  /** How often it has read a version and how often articles, each the beginning of a rendering. */
  get work(): { readonly versions: number; readonly renderings: number } {
    const sent = (names: string[]) => this.tally.sent.filter(({ name = '' }) => names.includes(name)).length
    return { versions: sent(VERSIONS), renderings: sent(ARTICLES) }
  }

  /** The work that a request adds to that. */
  async workOf(request: () => Promise<unknown>): Promise<Isolate['work'] & { readonly rows: number }> {
    const [before, rows] = [this.work, this.tally.rowsRead]
    await request()
    const { versions, renderings } = this.work
    return {
      versions: versions - before.versions,
      renderings: renderings - before.renderings,
      rows: this.tally.rowsRead - rows,
    }
  }
}

/** A gate that work waits at until it is opened. */
export function gate(): { readonly passed: Promise<void>; readonly open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { passed: promise, open: resolve }
}
