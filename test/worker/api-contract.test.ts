import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { EACH, OPERATIONS, type Operation } from '../../src/cli/api-schema/operations.ts'
import { PROBLEMS, type ProblemType } from '../../src/words/problem-types.ts'
import { ARTICLE, type Asked, ask, put, resetSite, token } from '../support/api-client.ts'
import { DOCUMENT, seen } from '../support/api-contract.ts'

const KILL = { kind: 'kill', reason: 'Salah.' }

/** A sound body for each operation that takes one. */
const BODIES: Readonly<Record<string, unknown>> = {
  putArticle: { ...ARTICLE, title: 'Sudah lain' },
  patchArticle: { title: 'Sudah lain' },
  correctArticle: { text: 'Nama menteri keliru.' },
  withdrawArticle: KILL,
  postDocument: [{ uri: 'urn:wire:1', type: 'text', versioncreated: ARTICLE.published, headline: 'Kawat' }],
}

let secret: string
let etag: string

beforeEach(resetArticle)

async function resetArticle(): Promise<void> {
  await resetSite()
  secret = await token({ scopes: ['read', 'publish', 'correct', 'kill'] })
  etag = (await put('a', secret)).etag
}

const log = vi.spyOn(console, 'error').mockImplementation(() => {})
afterAll(() => log.mockRestore())

/** Asks for an operation of the article `a` as its client would, or in another way. */
function askFor(
  { id, method, path, required = [] }: Operation,
  { headers, ...more }: Asked = {},
  name = 'a',
) {
  const body = BODIES[id]
  return ask(method.toUpperCase(), path.slice(1).replace('{name}', name), {
    secret,
    ...(body !== undefined && { body }),
    ...more,
    headers: { ...(required.includes('If-Match') && { 'If-Match': etag }), ...headers },
  })
}

/** A database that fails in this way whatever it is asked. */
function failing(error: Error): Asked {
  const prepare = () => {
    throw error
  }
  return { bindings: { DB: { prepare, withSession: () => ({ prepare }) } as unknown as D1Database } }
}

/** How a client comes to be refused for each type of problem. */
const PROVOKE: Readonly<
  Record<Exclude<ProblemType, 'method-not-allowed'>, (one: Operation) => Promise<Response>>
> = {
  unauthorized: (one) => askFor(one, { secret: 'warta_x' }),
  'too-many-requests': (one) => {
    const bindings = { API_FAILURES: { limit: async () => ({ success: false }) } }
    return askFor(one, { secret: 'warta_x', bindings, headers: { 'CF-Connecting-IP': '192.0.2.1' } })
  },
  forbidden: async (one) => askFor(one, { secret: await token({ scopes: ['operate'] }) }),
  internal: (one) => askFor(one, failing(new TypeError('A bug'))),
  unavailable: (one) => askFor(one, failing(new Error('D1_ERROR: overloaded'))),
  'not-found': (one) => askFor(one, {}, 'a%20b'),
  'bad-request': (one) => {
    if (one.id === 'listArticles') return ask('GET', 'articles?status=lain', { secret })
    const isNamed = one.path.includes('{name}')
    return askFor(one, {
      headers: isNamed ? { 'If-Match': 'abc' } : { 'Content-Type': 'text/plain; charset=lain' },
    })
  },
  'not-json': (one) => askFor(one, { body: '{' }),
  'too-large': (one) => askFor(one, { body: 'x'.repeat(2_000_001) }),
  'unsupported-media-type': (one) => askFor(one, { headers: { 'Content-Type': 'text/html' } }),
  validation: (one) => askFor(one, { body: { title: '', text: '', kind: 'lain' } }),
  'precondition-failed': (one) => askFor(one, { headers: { 'If-Match': '"abc"' } }),
  'precondition-required': () => ask('PATCH', 'articles/a', { secret, body: BODIES.patchArticle }),
  conflict: async (one) => {
    // The slug of the file.
    if (one.id === 'putArticle') return askFor(one, { body: { ...ARTICLE, slug: 'lain' } }, 'b')
    if (one.id === 'patchArticle') return askFor(one, { body: { slug: 'lain' } })
    // A held article reserves no slug: when it is corrected somebody else has it.
    await put('held', secret, { slug: 'nanti', embargo: 'until further notice' })
    await put('b', secret, { slug: 'nanti' })
    return askFor(one, {}, 'held')
  },
  withdrawn: async (one) => {
    await ask('PUT', 'articles/a/withdrawal', { secret, body: KILL })
    return askFor(one)
  },
}

/** Types of problems that an operation never answers, though openapi.json has them; and why. There are none. */
const NEVER_SEEN: readonly string[] = []

/** The statuses of an operation that does what it is asked for, in each way in which it can. */
async function successesOf(operation: Operation): Promise<number[]> {
  const responses: Response[] = []
  if (304 in operation.answers) {
    responses.push(await askFor(operation, { headers: { 'If-None-Match': etag } }))
  }
  if (201 in operation.answers) responses.push(await askFor(operation, {}, 'baru'))
  responses.push(await askFor(operation))
  return responses.map(({ status }) => status).sort()
}

describe.each(OPERATIONS.map((one) => [one.id, one] as const))('%s', (id, operation) => {
  it('answers everything that openapi.json says of it', async () => {
    const { problems, answers } = operation
    for (const type of [...EACH, ...problems]) {
      if (type === 'method-not-allowed' || NEVER_SEEN.includes(`${id} ${type}`)) continue
      const response = await PROVOKE[type](operation)
      expect(response.status, type).toBe(PROBLEMS[type][0])
      expect((await response.json<{ type: string }>()).type, type).toBe(
        `https://news.example/problems#${type}`,
      )
      // The others write nothing.
      if (type === 'withdrawn' || type === 'conflict') await resetArticle()
    }
    expect(await successesOf(operation)).toEqual(Object.keys(answers).map(Number).sort())
  })
})

it('Every resource answers 405 to a method that it does not have, and names those that it has', async () => {
  for (const [path, methods] of Object.entries(DOCUMENT.paths)) {
    if (path.endsWith('.json')) continue
    const response = await ask('REPORT', path.slice(1).replace('{name}', 'a'), { secret })
    expect(response.status, path).toBe(405)
    const allowed = response.headers.get('Allow')?.toLowerCase().split(', ').sort()
    expect(allowed, path).toEqual(Object.keys(methods).sort())
  }
})

it('The descriptions of the API are answered as they say themselves', async () => {
  for (const path of ['openapi.json', 'article.schema.json'])
    expect((await ask('GET', path)).status).toBe(200)
})

it('Every status and type of problem in openapi.json was seen above', () => {
  const described = Object.values(DOCUMENT.paths).flatMap((methods) =>
    Object.values(methods).flatMap(({ operationId, responses }) =>
      Object.entries(responses).flatMap(([status, { $ref }]) => {
        const types = $ref?.replace(/.*\//, '').split('-or-') ?? ['']
        return types.map((type) => `${operationId} ${status} ${type}`.trim())
      }),
    ),
  )
  expect(described.length).toBeGreaterThan(90)
  expect(described.filter((one) => !seen.has(one) && !NEVER_SEEN.includes(one))).toEqual([])
})
