import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { WALK } from '../../src/storage/commit/receipts.ts'
import { ask, HOUR, put, resetSite, token } from '../support/api-client.ts'

beforeEach(resetSite)

interface Page {
  readonly keys: string[]
  readonly statuses: string[]
  /** The address of the next page, below /api. */
  readonly next: string | undefined
}

async function page(path: string, secret: string): Promise<Page> {
  const response = await ask('GET', path, { secret })
  expect(response.status, path).toBe(200)
  const { articles } = await response.json<{ articles: { key: string; status: string }[] }>()
  const link = response.headers.get('Link') ?? ''
  const next = /^<https:\/\/news\.example\/api\/([^>]*)>; rel="next"$/.exec(link)?.[1]
  return { keys: articles.map(({ key }) => key), statuses: articles.map(({ status }) => status), next }
}

/** Keys of articles that are gone: `k0000` and so on. */
async function insertGone(count: number): Promise<string[]> {
  const keys = Array.from({ length: count }, (_, n) => `k${String(n).padStart(4, '0')}`)
  const sql = `INSERT INTO receipts (origin, name, id, etag, data, at)
    SELECT 'api:metro', value, 'urn:' || value, '', NULL, 1 FROM json_each(?1)`
  await env.DB.prepare(sql).bind(JSON.stringify(keys)).run()
  return keys
}

describe('the list of the articles of a desk', () => {
  it('has a hundred at a time, and the address of the next page', async () => {
    const secret = await token()
    const keys = await insertGone(101)
    const first = await page('articles', secret)
    expect(first.keys).toEqual(keys.slice(0, 100))
    const second = await page(String(first.next), secret)
    expect(second).toEqual({ keys: ['k0100'], statuses: ['deleted'], next: undefined })
  })

  it('has those with one status, where it is asked for', async () => {
    const secret = await token({ scopes: ['publish', 'kill'] })
    const soon = new Date(Date.now() + HOUR).toISOString()
    await put('terbit', secret)
    await put('nanti', secret, { title: 'Nanti', embargo: soon })
    await put('tahan', secret, { title: 'Tahan', embargo: 'until further notice' })
    await put('hapus', secret, { title: 'Hapus' })
    await ask('DELETE', 'articles/hapus', { secret })
    await put('tarik', secret, { title: 'Tarik' })
    const body = { kind: 'kill', reason: 'Salah.' }
    expect((await ask('PUT', 'articles/tarik/withdrawal', { secret, body })).status).toBe(200)
    const { id } = await put('habis', secret, { title: 'Habis' })
    await ask('DELETE', 'articles/habis', { secret })
    await env.DB.prepare("UPDATE withdrawals SET kind = 'expired' WHERE id = ?1").bind(id).run()
    const expected = {
      public: ['terbit'],
      scheduled: ['nanti'],
      withheld: ['tahan'],
      deleted: ['hapus'],
      killed: ['tarik'],
      expired: ['habis'],
    }
    for (const [status, keys] of Object.entries(expected)) {
      const listed = await page(`articles?status=${status}`, secret)
      expect(listed, status).toEqual({ keys, statuses: [status], next: undefined })
    }
    expect((await page('articles', secret)).keys.sort()).toEqual(Object.values(expected).flat().sort())
    const other = await token({ desk: 'lain' })
    for (const status of Object.keys(expected)) {
      expect((await page(`articles?status=${status}`, other)).keys).toEqual([])
    }
  })

  it('of those with one status goes on where a page looked through many others in vain', async () => {
    const secret = await token()
    await insertGone(WALK)
    await put('z', secret)
    await put('tahan', secret, { title: 'Tahan', embargo: 'until further notice' })
    const first = await page('articles?status=public', secret)
    expect(first).toMatchObject({ keys: [], next: expect.stringContaining('status=public&after=k1999') })
    expect(await page(String(first.next), secret)).toEqual({
      keys: ['z'],
      statuses: ['public'],
      next: undefined,
    })
    // What is held is found at once.
    expect((await page('articles?status=withheld', secret)).keys).toEqual(['tahan'])
  })

  it('of those with one status has pages too', async () => {
    const secret = await token()
    const keys = await insertGone(150)
    const first = await page('articles?status=deleted', secret)
    expect(first.keys).toEqual(keys.slice(0, 100))
    expect((await page(String(first.next), secret)).keys).toEqual(keys.slice(100))
  })

  it('is refused for a status that there is not', async () => {
    const secret = await token()
    for (const status of ['lain', '', 'Public', 'public,killed']) {
      const response = await ask('GET', `articles?status=${status}`, { secret })
      expect(response.status, status).toBe(400)
      expect(await response.json()).toMatchObject({ detail: expect.stringContaining('scheduled, withheld') })
    }
  })
})
