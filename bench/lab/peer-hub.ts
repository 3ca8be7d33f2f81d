import { type ChildProcess, spawn } from 'node:child_process'
import { access, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../test/support/commands.ts'
import { sentences } from '../filler.ts'
import { settled } from './hub-site.ts'
import { secretOf } from './receivers/callbacks.ts'
import type { Receivers } from './receivers/receivers.ts'

/** So large is what it sends, as our deliveries are. */
const BODY_BYTES = 6180

/**
 * The hub websub-hub of thylacine, where it is installed: WEBSUB_HUB names its folder and WEBSUB_HUB_NODE the Node that it
 * was installed with. Its config/production.js has to take `dingus.selfBaseUrl` from SELF and the SQLite file of
 * `db.connectionString` from DB_FILE, and leave all else as it is.
 */
export class PeerHub implements Disposable {
  readonly name = "thylacine's websub-hub"
  readonly #folder: string
  #child: ChildProcess | undefined
  #origin = ''
  #receivers: Receivers | undefined

  static async find(): Promise<PeerHub | undefined> {
    const folder = process.env.WEBSUB_HUB
    if (!folder) return undefined
    await access(join(folder, 'server.js'))
    return new PeerHub(folder)
  }

  private constructor(folder: string) {
    this.#folder = folder
  }

  /** Starts it with so many fast callbacks: one that subscribes, the others put into its database. */
  async begin(receivers: Receivers, count: number): Promise<void> {
    const state = await mkdtemp(join(tmpdir(), 'warta-peer-'))
    process.once('exit', () => rm(state, { recursive: true, force: true }))
    const file = join(state, 'hub.sqlite')
    this.#receivers = receivers
    await this.#start(file)
    await receivers.setTopic(bodyOf(0), this.#origin)
    await this.#post({ 'hub.mode': 'publish', 'hub.url': receivers.topic })
    // The topic is there once it was fetched.
    await sleep(2000)
    const callback = { 'hub.callback': receivers.callback('fast', 0), 'hub.secret': secretOf(0) }
    await this.#post({ 'hub.mode': 'subscribe', 'hub.topic': receivers.topic, ...callback })
    await settled(async () => (await receivers.count()).asks, { end: 1, still: 10_000, limit: 20_000 })
    await sleep(1000)
    this.#child?.kill('SIGKILL')
    fill(file, receivers, count)
    await this.#start(file)
  }

  /** Changes the topic and says so. Returns when, in ms since the epoch. */
  async publish(edition: number): Promise<number> {
    if (!this.#receivers) throw new Error('It has not begun')
    await this.#receivers.setTopic(bodyOf(edition), this.#origin)
    // Its clock has seconds, and a delivery is due in the one after its topic was fetched.
    await sleep(1500)
    const pinged = Date.now()
    await this.#post({ 'hub.mode': 'publish', 'hub.url': this.#receivers.topic })
    return pinged
  }

  [Symbol.dispose](): void {
    this.#child?.kill('SIGKILL')
  }

  async #start(file: string): Promise<void> {
    const port = this.#origin ? new URL(this.#origin).port : String(await freePort())
    this.#origin = `http://127.0.0.1:${port}/`
    const env = { ...process.env, NODE_ENV: 'production', SELF: this.#origin, DB_FILE: file, PORT: port }
    const node = process.env.WEBSUB_HUB_NODE ?? 'node'
    this.#child = spawn(node, ['server.js'], {
      cwd: this.#folder,
      env,
      stdio: ['ignore', process.env.PEERLOG ? 'inherit' : 'ignore', 'ignore'],
    })
    const isUp = async () =>
      Number(
        await fetch(`${this.#origin}healthcheck`).then(
          ({ ok }) => ok,
          () => false,
        ),
      )
    await settled(isUp, { end: 1, still: 30_000, limit: 30_000 })
  }

  async #post(form: Record<string, string>): Promise<void> {
    const response = await fetch(this.#origin, { method: 'POST', body: new URLSearchParams(form) })
    if (response.status !== 202) throw new Error(`${this.name}: ${response.status} ${await response.text()}`)
  }
}

function fill(file: string, receivers: Receivers, count: number): void {
  using database = new DatabaseSync(file)
  const insert = database.prepare(`
    INSERT INTO subscription (topic_id, callback, verified, expires, secret, content_delivered, latest_content_delivered)
    SELECT id, ?1, unixepoch(), unixepoch() + 86400, ?2, content_updated, content_updated FROM topic`)
  database.exec('BEGIN')
  for (let n = 1; n < count; n++) insert.run(receivers.callback('fast', n), secretOf(n))
  database.exec('COMMIT')
}

function bodyOf(edition: number): string {
  return `<rss><channel><title>Edition ${edition}.</title>${sentences(edition)(2000)}`.slice(0, BODY_BYTES)
}
