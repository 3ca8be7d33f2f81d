import { failed, type Result, success } from '../../model/result.ts'

const API = 'https://api.cloudflare.com/client/v4'
const TIMEOUT = 30_000
/** The API gives a list in pages of at most so many. */
const PAGE = 100
/** The numbers of its errors for what is not there. */
const NO_SCRIPT = [10007, 10090]

/** How somebody proves who they are to the API, as `wrangler auth token --json` prints it. */
export type Credentials =
  | { readonly type: 'oauth' | 'api_token'; readonly token: string }
  | { readonly type: 'api_key'; readonly key: string; readonly email: string }

/** What a request to the API came to where it is no answer: why, and the number of its error. */
interface ApiFailure {
  readonly reason: string
  readonly codes: readonly number[]
}

type Method = 'GET' | 'POST'

/** Cloudflare's API, as far as a deployment asks it before wrangler does. @see https://developers.cloudflare.com/api */
export class Cloudflare {
  readonly #headers: Readonly<Record<string, string>>

  constructor(credentials: Credentials) {
    this.#headers =
      credentials.type === 'api_key'
        ? { 'X-Auth-Key': credentials.key, 'X-Auth-Email': credentials.email }
        : { Authorization: `Bearer ${credentials.token}` }
  }

  /** The accounts that may be used. */
  accounts() {
    return this.#list<{ readonly id: string; readonly name: string }>('/accounts')
  }

  databases(account: string) {
    return this.#list<{ readonly uuid: string; readonly name: string }>(`/accounts/${account}/d1/database`)
  }

  /** Makes a database; its id is `uuid`. */
  createDatabase(account: string, name: string) {
    return this.#post<{ readonly uuid: string }>(`/accounts/${account}/d1/database`, { name })
  }

  /** The rows that a query of a database gives. */
  async query<Row>(account: string, database: string, sql: string): Promise<readonly Row[]> {
    const path = `/accounts/${account}/d1/database/${database}/query`
    const [first] = await this.#post<readonly { readonly results: readonly Row[] }[]>(path, { sql })
    return first?.results ?? []
  }

  async queues(account: string): Promise<readonly string[]> {
    const queues = await this.#list<{ readonly queue_name: string }>(`/accounts/${account}/queues`)
    return queues.map(({ queue_name }) => queue_name)
  }

  async createQueue(account: string, name: string): Promise<void> {
    await this.#post(`/accounts/${account}/queues`, { queue_name: name })
  }

  /** The tag of the version of a Worker that answers now; `undefined` where there is no such Worker. */
  async deployedTag(account: string, worker: string): Promise<{ readonly tag: string } | undefined> {
    const script = `/accounts/${account}/workers/scripts/${worker}`
    const asked = await this.#ask<Deployments>('GET', `${script}/deployments`)
    if (!asked.ok && asked.failure.codes.some((code) => NO_SCRIPT.includes(code))) return undefined
    const id = orThrow(asked).result.deployments[0]?.versions[0]?.version_id
    if (id === undefined) return undefined
    const version = orThrow(await this.#ask<Version>('GET', `${script}/versions/${id}`)).result
    return { tag: version.annotations?.['workers/tag'] ?? '' }
  }

  /** The name that the account's Workers have at workers.dev; `undefined` where it has none. */
  async subdomain(account: string): Promise<string | undefined> {
    const asked = await this.#ask<{ subdomain?: string }>('GET', `/accounts/${account}/workers/subdomain`)
    return asked.ok ? asked.value.result.subdomain : undefined
  }

  async #list<Item>(path: string): Promise<readonly Item[]> {
    const items: Item[] = []
    for (let page = 1; ; page++) {
      const answer = orThrow(await this.#ask<Item[]>('GET', `${path}?per_page=${PAGE}&page=${page}`))
      items.push(...answer.result)
      if (page >= (answer.result_info?.total_pages ?? 1)) return items
    }
  }

  async #post<Made>(path: string, body: unknown): Promise<Made> {
    return orThrow(await this.#ask<Made>('POST', path, body)).result
  }

  async #ask<Found>(
    method: Method,
    path: string,
    body?: unknown,
  ): Promise<Result<Envelope<Found>, ApiFailure>> {
    const response = await fetch((process.env.CLOUDFLARE_API_BASE_URL ?? API) + path, {
      method,
      headers: { ...this.#headers, 'Content-Type': 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const envelope = (await response.json().catch(() => ({}))) as Partial<Envelope<Found>>
    if (response.ok && envelope.success) return success(envelope as Envelope<Found>)
    const errors = envelope.errors ?? []
    const reasons = errors.map(({ code, message }) => `${message} [${code}]`).join('; ')
    return failed({
      reason: `Cloudflare answered ${response.status} to ${method} ${path}: ${reasons || 'no reason'}`,
      codes: errors.map(({ code }) => code),
    })
  }
}

/** What each answer of the API is wrapped in. */
interface Envelope<Found> {
  readonly success: boolean
  readonly errors: readonly { readonly code: number; readonly message: string }[]
  readonly result: Found
  readonly result_info?: { readonly total_pages?: number }
}

interface Deployments {
  readonly deployments: readonly { readonly versions: readonly { readonly version_id: string }[] }[]
}

interface Version {
  readonly annotations?: { readonly 'workers/tag'?: string }
}

function orThrow<Value>(asked: Result<Value, ApiFailure>): Value {
  if (asked.ok) return asked.value
  throw new Error(asked.failure.reason)
}
