import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { Command, freePort, run, Workspace } from '../../test/support/commands.ts'
import { articleFile, editionFile, REGISTRY } from '../store/article-files.ts'

const ORIGIN = 'https://news.example'

/** The topic of which everybody is a subscriber. */
export const TOPIC = `${ORIGIN}/rss.xml`

const ARTICLES = 60
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** A machine that does other things as well is slow to start a server. */
const START_MS = 120_000

/** A subscription that is put into the database. */
export interface Filled {
  readonly callback: string
  readonly secret: string
}

/** The production server, as `npm run serve` starts it, with a hub that may ask callbacks of this machine. */
export class HubSite implements Disposable {
  readonly #workspace = new Workspace()
  readonly #now = Date.now()
  #server: Command | undefined
  #port = 0

  /** A site with sixty articles. What `npm run build` makes has to be there. */
  static async start(): Promise<HubSite> {
    const site = new HubSite()
    site.#workspace.write('sources.yaml', REGISTRY)
    for (let n = 0; n < ARTICLES; n++) {
      site.#workspace.write(`articles/2026/file-${n}.md`, articleFile(n, site.#now - DAY_MS - n * HOUR_MS))
    }
    await site.startServer('--content', site.#workspace.content)
    return site
  }

  /** Starts the server, after it was stopped or killed. */
  async startServer(...options: string[]): Promise<void> {
    this.#port = await freePort()
    const env = { SITE_URL: ORIGIN, TAG_AUTHORITY: 'bench.example', HUB_ANYWHERE: '1' }
    this.#server = new Command('serve', this.#workspace, env, '--port', String(this.#port), ...options)
    await this.#server.says(`Warta serves ${ORIGIN}`, START_MS)
  }

  async stopServer(): Promise<void> {
    this.#server?.signal('SIGTERM')
    await this.#server?.ended()
  }

  /** Ends the server and all that it has started at once, as a power failure does. */
  async killServer(): Promise<void> {
    this.#server?.signal('SIGKILL')
    await this.#server?.ended()
  }

  /** Asks for a subscription as a reader does. Returns the status of the answer. */
  async subscribe({ callback, secret }: Filled): Promise<number> {
    const form = {
      'hub.mode': 'subscribe',
      'hub.topic': TOPIC,
      'hub.callback': callback,
      'hub.secret': secret,
    }
    const body = new URLSearchParams(form)
    const response = await fetch(`http://127.0.0.1:${this.#port}/hub`, { method: 'POST', body })
    await response.arrayBuffer()
    return response.status
  }

  /** Puts subscriptions into the database of a server that is stopped, as if they had been verified yesterday. */
  fill(subscriptions: Iterable<Filled>): void {
    using database = new DatabaseSync(this.#workspace.database)
    database.exec('BEGIN')
    const insert = database.prepare(INSERT)
    let count = database.prepare('SELECT COUNT(*) AS n FROM subscriptions').get()?.n as number
    for (const { callback, secret } of subscriptions) {
      const chunk = 1 + Math.floor(count++ / 200)
      insert.run(
        TOPIC,
        chunk,
        callback,
        new URL(callback).hostname,
        secret,
        this.#now - DAY_MS,
        this.#now + 9 * DAY_MS,
      )
    }
    database.exec(CHUNKS)
    database.exec('COMMIT')
  }

  /** Asks the database of the server something while nothing is going on. */
  query<Row>(sql: string): Row[] {
    using database = new DatabaseSync(this.#workspace.database, { readOnly: true })
    return database.prepare(sql).all() as Row[]
  }

  /** How many rows a table has. */
  count(table: string): number {
    return this.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`)[0]?.n ?? 0
  }

  /** Writes an edition and has it stored. Returns when it was stored, in ms since the epoch. */
  async publish(edition: number): Promise<number> {
    this.#workspace.write(
      `articles/2026/edition-${edition}.md`,
      editionFile(edition, this.#now - HOUR_MS + edition),
    )
    const synced = await run('sync', this.#workspace)
    if (synced.code !== 0) throw new Error(`The sync failed: ${synced.err}`)
    // A revision is the time of its write.
    return this.query<{ number: number }>('SELECT number FROM revision')[0]?.number ?? Number.NaN
  }

  /** What the server has said of failures. */
  get log(): string {
    return this.#server?.err ?? ''
  }

  [Symbol.dispose](): void {
    this.#server?.signal('SIGKILL')
    this.#workspace[Symbol.dispose]()
  }
}

/** Waits until a number has not risen for so many ms, or has reached its end; at most `limit` ms. */
export async function settled(
  count: () => Promise<number>,
  { end = Number.POSITIVE_INFINITY, still, limit }: { end?: number; still: number; limit: number },
): Promise<number> {
  let [last, since] = [-1, Date.now()]
  for (const until = Date.now() + limit; Date.now() < until; await sleep(100)) {
    const now = await count()
    if (now !== last) [last, since] = [now, Date.now()]
    if (now >= end || Date.now() - since > still) break
  }
  return last
}

const INSERT = `
  INSERT INTO subscriptions (topic, chunk, callback, host, secret, since, lease_until, request)
  SELECT key, ?2, ?3, ?4, ?5, ?6, ?7, 1 FROM topics WHERE url = ?1`
const CHUNKS = `
  INSERT OR REPLACE INTO hub_chunks (topic, chunk, slow, size, revision, at)
  SELECT s.topic, s.chunk, 0, COUNT(*), t.pushed, unixepoch() * 1000 FROM subscriptions s JOIN topics t ON t.key = s.topic
  GROUP BY s.topic, s.chunk;
  INSERT OR REPLACE INTO hub_hosts (host, subscriptions) SELECT host, COUNT(*) FROM subscriptions GROUP BY host`
