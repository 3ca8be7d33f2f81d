import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'

/** A question to the API, below an account: its method and path, what the path names, its body. */
interface Asked {
  readonly path: string
  readonly query: URLSearchParams
  readonly names: readonly string[]
  readonly body: string
}

/** An answer of the API: what it found or made, or the number of an error. */
type Answer = { readonly result: unknown } | { readonly status: number; readonly code: number }

interface Deployed {
  readonly id: string
  readonly tag: string
}

const missing = (code: number): Answer => ({ status: 404, code })
const done = (result: unknown): Answer => ({ result })

/** Stands for Cloudflare's API, as far as wrangler asks it while Warta is deployed. Its databases are SQLite in memory. */
export class CloudflareApi implements AsyncDisposable {
  readonly databases = new Map<string, { readonly name: string; readonly db: DatabaseSync }>()
  readonly queues: string[] = []
  readonly versions: Deployed[] = []
  /** Every request that changes something, as "POST /queues". */
  readonly changes: string[] = []
  readonly unknown: string[] = []
  /** How many requests there were. */
  asked = 0
  readonly #server = createServer(async (request, response) => {
    this.asked++
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://api')
    const answer = this.#answer(request.method ?? '', pathname, searchParams, await text(request))
    const failure = 'code' in answer ? [{ code: answer.code, message: `error ${answer.code}` }] : []
    response.writeHead('code' in answer ? answer.status : 200, { 'Content-Type': 'application/json' })
    response.end(
      JSON.stringify({
        success: failure.length === 0,
        errors: failure,
        messages: [],
        result: 'result' in answer ? answer.result : null,
        result_info: { page: 1, per_page: 100, total_pages: 1, count: 1, total_count: 1 },
      }),
    )
  })

  /** The environment with which wrangler asks this API. */
  async listen(): Promise<Record<string, string>> {
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening))
    const { port } = this.#server.address() as AddressInfo
    return { CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${port}`, CLOUDFLARE_API_TOKEN: 'token' }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  #answer(method: string, path: string, query: URLSearchParams, body: string): Answer {
    if (path === '/user') return done({ id: 'user', email: 'owner@news.example' })
    if (path === '/user/tokens/verify') return done({ id: 'token', status: 'active' })
    if (path === '/accounts') return done([ACCOUNT])
    if (path === '/memberships') return done([{ id: 'membership', account: ACCOUNT }])
    const below = path.replace('/accounts/account', '')
    for (const [wanted, pattern, answer] of this.#routes) {
      const found = method === wanted ? pattern.exec(below) : null
      if (!found) continue
      if (method !== 'GET' && !below.endsWith('/query')) this.changes.push(`${method} ${below}`)
      return answer({ path: below, query, names: found.slice(1), body })
    }
    this.unknown.push(`${method} ${below}`)
    return missing(7003)
  }

  readonly #routes: readonly (readonly [string, RegExp, (asked: Asked) => Answer])[] = [
    ['GET', /^\/d1\/database$/, () => done(this.#listed())],
    ['POST', /^\/d1\/database$/, ({ body }) => done(this.#createDatabase(body))],
    ['POST', /^\/d1\/database\/([^/]+)\/query$/, (asked) => this.#query(asked)],
    ['GET', /^\/queues$/, ({ query }) => done(this.#foundQueues(query.getAll('name')))],
    ['POST', /^\/queues$/, ({ body }) => done(this.#createQueue(body))],
    ['POST', /^\/queues\/[^/]+\/consumers$/, () => done({})],
    ['GET', /^\/queues\/[^/]+\/consumers$/, () => done([])],
    ['GET', /^\/workers\/services\/[^/]+$/, () => this.#ifDeployed({ default_environment: { script: {} } })],
    ['GET', /^\/workers\/scripts\/[^/]+\/secrets$/, () => this.#ifDeployed([])],
    ['GET', /^\/workers\/scripts\/[^/]+\/settings$/, () => this.#ifDeployed({ bindings: [] })],
    ['PATCH', /^\/workers\/scripts\/[^/]+\/script-settings$/, () => done({})],
    [
      'GET',
      /^\/workers\/workers\/[^/]+$/,
      () => done({ subdomain: { enabled: false, previews_enabled: false } }),
    ],
    ['GET', /^\/workers\/subdomain$/, () => done({ subdomain: 'newsroom' })],
    [
      'GET',
      /^\/workers\/scripts\/[^/]+\/subdomain$/,
      () => done({ enabled: false, previews_enabled: false }),
    ],
    [
      'POST',
      /^\/workers\/scripts\/[^/]+\/subdomain$/,
      () => done({ enabled: false, previews_enabled: false }),
    ],
    ['POST', /^\/workers\/scripts\/[^/]+\/assets-upload-session$/, () => done({ jwt: 'jwt', buckets: [] })],
    ['PUT', /^\/workers\/scripts\/[^/]+$/, ({ body }) => done(this.#upload(body))],
    ['PUT', /^\/workers\/scripts\/[^/]+\/schedules$/, () => done({})],
    ['GET', /^\/workers\/scripts\/[^/]+\/deployments$/, () => this.#ifDeployed(this.#deployments())],
    ['GET', /^\/workers\/scripts\/[^/]+\/versions\/([^/]+)$/, ({ names: [id] }) => this.#version(id)],
  ]

  #listed() {
    return Array.from(this.databases, ([uuid, { name }]) => ({ uuid, name, version: 'production' }))
  }

  #createDatabase(body: string) {
    const { name } = JSON.parse(body) as { name: string }
    const uuid = `${String(this.databases.size + 1).repeat(8)}-0000-4000-8000-000000000000`
    this.databases.set(uuid, { name, db: new DatabaseSync(':memory:') })
    return { uuid, name, version: 'production' }
  }

  #query({ names: [uuid = ''], body }: Asked): Answer {
    const { sql, params = [] } = JSON.parse(body) as { sql: string; params?: string[] }
    const db = this.databases.get(uuid)?.db
    if (!db) return missing(7404)
    try {
      return done([{ results: rowsOf(db, sql, params), success: true, meta: { duration: 0 } }])
    } catch {
      return { status: 400, code: 7500 }
    }
  }

  #ifDeployed(result: unknown): Answer {
    return this.versions.length > 0 ? done(result) : missing(10090)
  }

  #upload(body: string) {
    const id = `${String(this.versions.length + 1).repeat(8)}-0000-4000-8000-000000000000`
    this.versions.push({ id, tag: /"workers\/tag":"([^"]*)"/.exec(body)?.[1] ?? '' })
    return { id, startup_time_ms: 1, deployment_id: id, entry_point: 'worker.js' }
  }

  #deployments() {
    const versions = this.versions.slice(-1).map(({ id }) => ({ version_id: id, percentage: 100 }))
    return { deployments: [{ id: 'deployment', source: 'wrangler', strategy: 'percentage', versions }] }
  }

  #version(id: string | undefined): Answer {
    const found = this.versions.find((one) => one.id === id)
    return found ? done({ id, annotations: { 'workers/tag': found.tag }, resources: {} }) : missing(10090)
  }

  #foundQueues(names: readonly string[]) {
    return this.queues
      .filter((one) => names.length === 0 || names.includes(one))
      .map((queue_name) => ({ queue_id: queue_name, queue_name, producers: [], consumers: [] }))
  }

  #createQueue(body: string) {
    const { queue_name } = JSON.parse(body) as { queue_name: string }
    this.queues.push(queue_name)
    return { queue_id: queue_name, queue_name }
  }
}

const ACCOUNT = { id: 'account', name: 'Newsroom' }

function rowsOf(db: DatabaseSync, sql: string, params: readonly string[]): unknown[] {
  if (/^\s*select/i.test(sql)) return db.prepare(sql).all(...params)
  db.exec(sql)
  return []
}
