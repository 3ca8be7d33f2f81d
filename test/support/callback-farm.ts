import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import {
  type AddressInfo,
  createServer as createNetServer,
  type Server as NetServer,
  type Socket,
} from 'node:net'
import { text } from 'node:stream/consumers'
import { until } from './commands.ts'

/** A request that a callback got, and when. */
export interface Got {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
  readonly at: number
}

/** How a callback answers a delivery. */
export type Answer = (response: ServerResponse, got: Got) => void

const HANGS: Answer = () => {}

/** A server that speaks as slowly as it can: it says one byte a second, or nothing at all, not even in TLS. */
export class SlowTalker implements AsyncDisposable {
  /** How many ms each connection was held, of those that are closed. */
  readonly held: number[] = []
  readonly #server: NetServer
  readonly #sockets = new Set<Socket>()

  private constructor(says: string) {
    this.#server = createNetServer((socket) => {
      const begun = Date.now()
      this.#sockets.add(socket)
      let left = says
      const timer = setInterval(() => {
        socket.write(left.slice(0, 1))
        left = left.slice(1)
      }, 1000)
      socket.on('error', () => {}).on('data', () => {})
      socket.on('close', () => {
        clearInterval(timer)
        this.held.push(Date.now() - begun)
      })
    })
  }

  static async start(says = ''): Promise<SlowTalker> {
    const talker = new SlowTalker(says)
    talker.#server.listen(0, '0.0.0.0')
    await once(talker.#server, 'listening')
    return talker
  }

  /** Its URL at an address of the loopback network. */
  at(scheme: string, host: string): string {
    return `${scheme}://${host}:${(this.#server.address() as AddressInfo).port}/`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((closed) => this.#server.close(closed))
  }
}

/** A real server of callbacks: each path echoes challenges, and answers deliveries in its own way. */
export class CallbackFarm implements AsyncDisposable {
  readonly got: Got[] = []
  readonly #server: Server
  readonly #answers = new Map<string, Answer>()
  readonly #silent = new Set<string>()
  readonly #pages = new Map<string, string>()

  private constructor() {
    this.#server = createServer((request, response) => void this.#take(request, response))
  }

  static async start(): Promise<CallbackFarm> {
    const farm = new CallbackFarm()
    // Every address of the loopback network is one of this machine: a host for each callback that needs its own.
    farm.#server.listen(0, '0.0.0.0')
    await once(farm.#server, 'listening')
    return farm
  }

  /** The URL of a callback, which answers deliveries so from now on: with a status, or in its own way. */
  at(path: string, answer: number | Answer | 'hangs' = 204, host = '127.0.0.1'): string {
    this.#answers.set(
      path,
      typeof answer === 'number' ? statusOf(answer) : answer === 'hangs' ? HANGS : answer,
    )
    return `http://${host}:${(this.#server.address() as AddressInfo).port}${path}`
  }

  /** From now on a callback answers to no question. */
  silence(path: string): void {
    this.#silent.add(path)
  }

  /** The URL of a page, which is no callback. */
  page(path: string, body: string): string {
    const url = this.at(path)
    this.#pages.set(path, body)
    return url
  }

  /** The deliveries that a callback got. */
  pushed(path: string): Got[] {
    return this.got.filter(({ method, url }) => method === 'POST' && pathOf(url) === path)
  }

  /** The questions that a callback was asked. */
  asked(path: string): URLSearchParams[] {
    const asked = this.got.filter(({ method, url }) => method === 'GET' && pathOf(url) === path)
    return asked.map(({ url }) => new URL(url, 'http://x').searchParams)
  }

  /** Waits until a callback got a delivery that holds these words. */
  async gets(path: string, words: string, milliseconds = 20_000): Promise<Got> {
    const find = () => this.pushed(path).find(({ body }) => body.includes(words))
    await until(
      () => find() !== undefined,
      milliseconds,
      () => `${path} got no "${words}", but ${this.pushed(path).length} others`,
    )
    return find() as Got
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((closed) => this.#server.close(closed))
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request
    const got = { method, url, headers, body: await text(request), at: Date.now() }
    this.got.push(got)
    const path = pathOf(url)
    if (method !== 'GET') return (this.#answers.get(path) ?? statusOf(404))(response, got)
    if (this.#silent.has(path)) return
    const page = this.#pages.get(path)
    if (page !== undefined) return void response.writeHead(200).end(page)
    const challenge = new URL(url, 'http://x').searchParams.get('hub.challenge')
    response.writeHead(this.#answers.has(path) ? 200 : 404).end(challenge)
  }
}

function statusOf(status: number): Answer {
  return (response) => void response.writeHead(status).end()
}

function pathOf(url: string): string {
  return new URL(url, 'http://x').pathname
}
