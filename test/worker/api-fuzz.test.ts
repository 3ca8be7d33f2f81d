import fc from 'fast-check'
import { beforeAll, expect, inject, it, vi } from 'vitest'
import { ask, put, resetSite, show, token } from '../support/api-client.ts'
import { type OddRequest, oddRequest } from '../support/odd-requests.ts'
import { get } from '../support/site.ts'
import { expectSound } from '../support/sound-database.ts'
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
async function expectNothingBroken(): Promise<void> {
  await expectSound()
  expect(await column('SELECT id FROM staged_articles UNION ALL SELECT key FROM runs')).toEqual([])
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
      if (++sent % LOOK === 0) await expectNothingBroken()
    }),
    { numRuns: REQUESTS },
  )
  await expectNothingBroken()
  expect(thrown).not.toHaveBeenCalled()
  const fresh = `sehat-${crypto.randomUUID()}`
  expect(await put(fresh, secret, { title: 'Sehat' })).toMatchObject({ status: 201, outcome: 'created' })
  expect(await show(fresh, secret)).toMatchObject({ status: 'public', article: { title: 'Sehat' } })
  // Not everything was refused.
  expect(await column('SELECT COUNT(*) > 20 FROM versions')).toEqual([1])
}, 1_800_000)
