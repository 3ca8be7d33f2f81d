import { env } from 'cloudflare:test'
import fc from 'fast-check'
import { beforeAll, expect, inject, it, vi } from 'vitest'
import { ask, put, resetSite, show, token } from '../support/api-client.ts'
import { type OddRequest, oddRequest } from '../support/odd-requests.ts'
import { get } from '../support/site.ts'
import { column } from '../support/tables.ts'

/** How many requests are sent. Ten thousand of them take ten minutes. */
const REQUESTS = inject('soak') ? 10_000 : 200
/** After so many of them it is looked whether the database is still sound. */
const LOOK = 50

const SCOPES = ['publish', 'correct', 'kill-any'] as const
const ANSWERS = [200, 201, 204, 304, 400, 404, 405, 409, 412, 413, 415, 422, 428]

beforeAll(resetSite)

async function send({ method, path, body, headers }: OddRequest, secret: string): Promise<void> {
  const response = await ask(method, path, { secret, headers, ...(body !== undefined && { body }) })
  const { status } = response
  const text = await response.text()
  expect(ANSWERS, text).toContain(status)
  if ([204, 304].includes(status)) return expect(text).toBe('')
  const answer = JSON.parse(text) as { type?: string; status?: number }
  const isProblem = response.headers.get('Content-Type')?.startsWith('application/problem+json') ?? false
  expect(isProblem, text).toBe(status >= 400)
  if (isProblem) expect(answer).toMatchObject({ type: expect.stringMatching(/problems#[a-z-]+$/), status })
}

/** What must be so after every write, whatever it was. */
async function expectSound(): Promise<void> {
  const faults = await env.DB.batch(
    [
      // Every article of a client has what the client sent of it, and the other way round.
      `SELECT id FROM articles a WHERE origin LIKE 'api:%' AND NOT EXISTS (
         SELECT 1 FROM receipts r WHERE r.id = a.id AND r.origin = a.origin AND r.etag <> '')`,
      `SELECT r.id FROM receipts r WHERE etag <> '' AND NOT EXISTS (
         SELECT 1 FROM articles a WHERE a.id = r.id AND a.origin = r.origin) AND NOT EXISTS (
         SELECT 1 FROM held_articles h WHERE h.id = r.id AND h.origin = r.origin)`,
      // Nothing that was killed is public or held.
      `SELECT id FROM withdrawals w WHERE kind IN ('kill', 'legal') AND (
         id IN (SELECT id FROM articles) OR id IN (SELECT id FROM held_articles))`,
      // Channels count their entries, and nothing is left of a run.
      'SELECT key FROM channels c WHERE entries <> (SELECT COUNT(*) FROM entries e WHERE e.channel = c.key)',
      'SELECT id FROM staged_articles UNION ALL SELECT key FROM runs',
    ].map((sql) => env.DB.prepare(sql)),
  )
  expect(faults.map(({ results }) => results)).toEqual(faults.map(() => []))
  expect((await env.DB.prepare('PRAGMA foreign_key_check').all()).results).toEqual([])
  for (const path of ['/rss.xml', '/atom.xml', '/feed.json', '/', '/sitemap.xml', '/opml.xml']) {
    expect((await get(path)).status, path).toBe(200)
  }
}

it('Whatever the API is sent, it answers with what it says it does or with a problem, and the database stays sound', async () => {
  const thrown = vi.spyOn(console, 'error')
  const secret = await token({ scopes: SCOPES })
  let sent = 0
  await fc.assert(
    fc.asyncProperty(oddRequest, async (request) => {
      await send(request, secret)
      if (++sent % LOOK === 0) await expectSound()
    }),
    { numRuns: REQUESTS },
  )
  await expectSound()
  expect(thrown).not.toHaveBeenCalled()
  const fresh = `sehat-${crypto.randomUUID()}`
  expect(await put(fresh, secret, { title: 'Sehat' })).toMatchObject({ status: 201, outcome: 'created' })
  expect(await show(fresh, secret)).toMatchObject({ status: 'public', article: { title: 'Sehat' } })
  // Not everything was refused.
  expect(await column('SELECT COUNT(*) > 20 FROM versions')).toEqual([1])
}, 1_800_000)
