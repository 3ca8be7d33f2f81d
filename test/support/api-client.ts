import { createExecutionContext, env } from 'cloudflare:test'
import { app } from '../../src/app.ts'
import type { Env } from '../../src/config.ts'
import { newSecret, type Token } from '../../src/model/access-token.ts'
import { addToken, hashOfSecret } from '../../src/storage/tokens.ts'
import { checkAnswer } from './api-contract.ts'
import { articleFile, contentOf, NOW, sync } from './site.ts'
import { emptyTables } from './tables.ts'

export const HOUR = 3_600_000

/** Empties the database, but for an article of a file: id `urn:x:lain`, slug `lain`. */
export async function resetSite(): Promise<void> {
  await emptyTables()
  await sync(contentOf({ lain: articleFile({ id: 'urn:x:lain', title: 'Berkas' }) }))
}

/** Makes a token, and returns its secret. */
export async function token(more: Partial<Token> = {}): Promise<string> {
  const secret = newSecret()
  const name = more.name ?? `cms-${crypto.randomUUID()}`
  const plain = {
    desk: 'metro',
    scopes: ['publish'] as const,
    publishers: undefined,
    created: NOW,
    expires: null,
  }
  await addToken(env.DB, await hashOfSecret(secret), { ...plain, ...more, name })
  return secret
}

export interface Asked {
  readonly secret?: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
  readonly bindings?: Partial<Env>
  /** The cache in front of the Worker: whether a purge of it succeeds. */
  readonly purges?: boolean
}

// A test asks faster than any client: more than a hundred times a minute with one token.
const { API_REQUESTS: _, ...unlimited } = env

/**
 * Asks the API. A body that is no text is sent as JSON. @throws Error where the answer is none that openapi.json describes.
 */
export async function ask(method: string, path: string, asked: Asked = {}): Promise<Response> {
  const { secret, body, headers, bindings, purges } = asked
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
  const init = {
    method,
    headers: {
      ...(secret !== undefined && { Authorization: `Bearer ${secret}` }),
      ...(body !== undefined && { 'Content-Type': type }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  }
  const url = `https://news.example/api/${path}`
  const context =
    purges === undefined ? undefined : Object.assign(createExecutionContext(), edgeCache(purges))
  const response = await app.request(url, init, { ...unlimited, ...bindings }, context)
  await checkAnswer(new Request(url, init), body, response)
  return response
}

function edgeCache(success: boolean) {
  const purge = async () => ({ success, errors: success ? [] : [{ code: 1, message: 'no' }] })
  return { cache: { purge } as unknown as CacheContext }
}

/** An article that is taken. */
export const ARTICLE = {
  title: 'Contoh',
  language: 'id',
  published: '2022-09-20T12:32:00+07:00',
  summary: 'Ringkasan.',
  authors: [
    { name: 'Lintar Satria', role: 'reporter' },
    { name: 'Friska Yolandha', role: 'editor' },
  ],
  publisher: 'republika',
  sources: ['reuters'],
  body: '<p>Isi berita.</p>',
}

/** Puts ARTICLE, with other fields, under a key. */
export async function put(
  key: string,
  secret: string,
  more: object = {},
  headers: Record<string, string> = {},
) {
  const response = await ask('PUT', `articles/${key}`, { secret, body: { ...ARTICLE, ...more }, headers })
  return { ...((await response.json()) as Answer), status: response.status, headers: response.headers }
}

/** What the API may answer, whatever of it there is. */
export interface Answer {
  readonly id: string
  readonly slug: string
  readonly etag: string
  readonly outcome: string
  readonly type: string
  readonly article: Record<string, unknown>
  readonly errors: { pointer: string; detail: string }[]
  readonly items: { result: string; id: string; reason: string }[]
}

/** What the API tells of an article. */
export async function show(key: string, secret: string): Promise<Answer & { status: string }> {
  return (await ask('GET', `articles/${key}`, { secret })).json()
}
