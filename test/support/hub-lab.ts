import { env } from 'cloudflare:test'
import { app } from '../../src/app.ts'
import type { Env } from '../../src/config.ts'
import { readConfig } from '../../src/config.ts'
import type { HubMessage } from '../../src/model/subscription.ts'
import { consumeHub } from '../../src/websub/consume.ts'
import { watchHub } from '../../src/websub/due-work.ts'
import { type Hub, hubOf } from '../../src/websub/hub-context.ts'

/** A request that a callback got. */
export interface Received {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  readonly body: string
}

type Callback = (request: Received) => Response | Promise<Response>

/** A callback that means every request, and takes every delivery. */
export const willing: Callback = ({ url, method }) =>
  method === 'GET'
    ? new Response(new URL(url).searchParams.get('hub.challenge'))
    : new Response(null, { status: 204 })

/** The hub of the test's site, with queues that a test empties, and callbacks of its own in place of the internet. */
export class HubLab {
  readonly queue: HubMessage[] = []
  /** What all callbacks got, in order. */
  readonly received: Received[] = []
  readonly #callbacks = new Map<string, Callback>()
  readonly #background: Promise<unknown>[] = []
  readonly #variables: Partial<Env>

  /** With variables of the deployment. */
  constructor(variables: Partial<Env> = {}) {
    this.#variables = variables
  }

  get env(): Env {
    const send = async (body: HubMessage) => void this.queue.push(body)
    const sendBatch = async (batch: Iterable<MessageSendRequest<HubMessage>>) =>
      void this.queue.push(...Array.from(batch, ({ body }) => structuredClone(body)))
    const queue = { send, sendBatch } as never
    // Without the limit for callbacks of one host: a test has more of them than anybody asks for in a minute.
    const { HUB_CALLBACKS: _, ...others } = env
    return { ...others, HUB_TASKS: queue, HUB_DELIVERIES: queue, ...this.#variables }
  }

  get hub(): Hub {
    const variables = this.env
    const hub = hubOf(variables, readConfig(variables))
    if (!hub) throw new Error('There is no hub')
    return {
      ...hub,
      random: () => 0.5,
      fetch: (url, init) => this.#answer(url, init),
      connections: 64,
      atOnce: 6,
    }
  }

  /** Puts a callback at the address that begins so. */
  at(address: string, callback: Callback = willing): this {
    this.#callbacks.set(address, callback)
    return this
  }

  /** Posts a form to the hub. */
  post(form: Record<string, string> | string, headers: Record<string, string> = {}): Promise<Response> {
    const body = typeof form === 'string' ? form : new URLSearchParams(form).toString()
    const type = 'application/x-www-form-urlencoded'
    const init = { method: 'POST', body, headers: { 'Content-Type': type, ...headers } }
    return Promise.resolve(app.request('https://news.example/hub', init, this.env))
  }

  /** Asks for a subscription, which its callback confirms if it is a willing one. */
  async subscribe(callback: string, more: Record<string, string> = {}): Promise<void> {
    const asked = { 'hub.mode': 'subscribe', 'hub.topic': 'https://news.example/rss.xml', ...more }
    const response = await this.post({ 'hub.callback': callback, ...asked })
    if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`)
    await this.drain()
  }

  /** Does what the clock does. */
  look(): Promise<void> {
    return watchHub(this.hub, { wait: async () => {}, pause: 1000 }, 0)
  }

  /** The same, and all that follows from it. */
  async tick(): Promise<void> {
    await this.look()
    await this.drain()
  }

  /** Does what waits in the queues, until nothing does. */
  async drain(): Promise<void> {
    for (let next = this.queue.shift(); next; next = this.queue.shift()) await this.consume(next)
    await this.settle()
  }

  /** Waits for what goes on behind the queues. */
  async settle(): Promise<void> {
    await Promise.all(this.#background.splice(0))
  }

  /** Does what one message asks for. Its work goes on behind it. */
  async consume(body: HubMessage): Promise<void> {
    const message = { body, ack: () => {}, retry: () => {} }
    await consumeHub(this.hub, [message], (work) => this.#background.push(work))
  }

  /** The deliveries that a callback got. */
  deliveries(address: string): Received[] {
    return this.received.filter(({ url, method }) => method === 'POST' && url.startsWith(address))
  }

  /** The questions that a callback got. */
  questions(address: string): URLSearchParams[] {
    const asked = this.received.filter(({ url, method }) => method === 'GET' && url.startsWith(address))
    return asked.map(({ url }) => new URL(url).searchParams)
  }

  async #answer(url: string, init: RequestInit): Promise<Response> {
    const request = new Request(url, init)
    const received = { url, method: request.method, headers: request.headers, body: await request.text() }
    this.received.push(received)
    const address = [...this.#callbacks.keys()].find((one) => url.startsWith(one))
    const callback = address !== undefined && this.#callbacks.get(address)
    if (!callback) throw new TypeError('There is nobody')
    return callback(received)
  }
}
