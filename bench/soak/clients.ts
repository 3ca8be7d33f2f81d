import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from '../../test/support/generated-files.ts'
import type { Journal } from './journal.ts'
import type { Kinds, Visit } from './visits.ts'

/** How many clients ask one after the other, and how long each rests after an answer, in ms. */
const STEADY = 4
const REST_MS = 20

/** How many clients with a new connection come at once, and how long after the ones before, in ms. */
const BURST = 96
const BURST_EVERY_MS = 1200

const ANSWER_MS = 30_000

/** How many ETags the clients remember. */
const ETAGS = 5000

/** How much of a body is kept for the report, in bytes. */
const EXCERPT = 400

export interface ClientOptions {
  /** Of the server, on the loopback address. */
  readonly port: number
  readonly kinds: Kinds
  readonly dice: Dice
  readonly journal: Journal
  /** In ms since 1970. */
  readonly end: number
}

/** What came back: its status, or what went wrong with the connection. */
export interface Answer {
  readonly status: number | string
  readonly etag: string | undefined
  readonly milliseconds: number
  /** The beginning of the body. */
  readonly excerpt: string
}

/** Loads a server until the time is over: four steady clients, and bursts of 96 new connections. */
export async function loadServer(options: ClientOptions): Promise<void> {
  const client = new Client(options)
  await Promise.all([...Array.from({ length: STEADY }, () => client.askSteadily()), client.askInBursts()])
}

class Client {
  readonly #options: ClientOptions
  readonly #names: readonly string[]
  readonly #etags = new Map<string, string>()

  constructor(options: ClientOptions) {
    this.#options = options
    this.#names = Object.keys(options.kinds)
  }

  async askSteadily(): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    while (Date.now() < this.#options.end) {
      await this.#askSomething(agent)
      await sleep(REST_MS)
    }
    agent.destroy()
  }

  /** Bursts never overlap: where one takes longer than the pause, the next one begins later. */
  async askInBursts(): Promise<void> {
    while (Date.now() < this.#options.end) {
      const rest = sleep(BURST_EVERY_MS)
      await Promise.all(Array.from({ length: BURST }, () => this.#askSomething(false)))
      await rest
    }
  }

  async #askSomething(agent: Agent | false): Promise<void> {
    const { port, kinds, dice, journal } = this.#options
    const kind = dice.pick(this.#names)
    const drawn = kinds[kind]?.(dice)
    if (!drawn) return
    const visit = this.#asReadersAsk(drawn)
    const answer = await ask(port, visit, agent)
    if (answer.etag) this.#remember(drawn, answer.etag)
    journal.note(kind, visit, answer)
  }

  // Half of them have an older copy, half take gzip, and a part would take only what has changed (RFC 3229).
  #asReadersAsk(visit: Visit): Visit {
    const { dice } = this.#options
    const etag = this.#etags.get(nameOf(visit))
    const more = {
      ...(etag && dice.below(2) && { 'If-None-Match': etag }),
      ...(dice.below(2) && { 'Accept-Encoding': 'gzip' }),
      ...(dice.below(5) === 0 && { 'A-IM': 'feed' }),
    }
    return { path: visit.path, headers: { ...visit.headers, ...more } }
  }

  #remember(visit: Visit, etag: string): void {
    if (this.#etags.size >= ETAGS) this.#etags.clear()
    this.#etags.set(nameOf(visit), etag)
  }
}

function nameOf({ path, headers }: Visit): string {
  return `${path} ${headers.Accept ?? ''}`
}

/** Asks once. A connection that fails is an answer too, with the error's code as its status. */
export function ask(port: number, { path, headers }: Visit, agent: Agent | false = false): Promise<Answer> {
  const begin = performance.now()
  return new Promise((resolve) => {
    const answer = (status: number | string, etag?: string, excerpt = '') =>
      resolve({ status, etag, excerpt, milliseconds: performance.now() - begin })
    const asked = request(
      { host: '127.0.0.1', port, path, headers, agent, timeout: ANSWER_MS },
      (response) => {
        const chunks: Buffer[] = []
        let kept = 0
        response.on('data', (chunk: Buffer) => {
          if (kept < EXCERPT) chunks.push(chunk)
          kept += chunk.length
        })
        response.on('error', (error) => answer(codeOf(error)))
        response.on('end', () => {
          const excerpt = Buffer.concat(chunks).toString('utf8', 0, EXCERPT)
          answer(response.statusCode ?? 'no status', response.headers.etag, excerpt)
        })
      },
    )
    asked.on('timeout', () => asked.destroy(new Error('no answer in time')))
    asked.on('error', (error) => answer(codeOf(error)))
    asked.end()
  })
}

function codeOf(error: Error & { code?: string }): string {
  return error.code ?? error.message
}
