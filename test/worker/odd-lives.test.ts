import { env } from 'cloudflare:test'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { applyDue } from '../../src/lifecycle/apply-due.ts'
import { readDue } from '../../src/storage/commit/expiries.ts'
import { ARTICLE, ask, HOUR, put, resetSite, show, token } from '../support/api-client.ts'
import { get, NOW } from '../support/site.ts'
import { expectSound } from '../support/sound-database.ts'
import { column } from '../support/tables.ts'
import { ninjs } from '../support/wire-items.ts'

// What articles live through in an order that nobody has in mind, and at odd times.

const ID = 'urn:x:a'
const LATER = new Date(NOW + HOUR).toISOString()
const SCOPES = ['publish', 'correct', 'kill'] as const
const KILL = { kind: 'kill', reason: 'Salah.' }

let secret = ''

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  await resetSite()
  secret = await token({ scopes: SCOPES })
})
afterEach(async () => {
  await expectSound()
  vi.useRealTimers()
})

const withdraw = (key: string, by = secret) =>
  ask('PUT', `articles/${key}/withdrawal`, { secret: by, body: KILL })

/** Lets an hour go by, and the clock do what is due, until there is nothing more to be done. */
async function anHourLater(): Promise<void> {
  vi.setSystemTime(NOW + 2 * HOUR)
  for (let look = 0; look < 2; look++) await applyDue(env.DB, Date.now())
  expect((await readDue(env.DB)).due).toBeGreaterThan(Date.now())
}

it('An article that was deleted, is held once more, and is killed then is held no longer, and its text is nowhere', async () => {
  await put('a', secret, { id: ID })
  await ask('DELETE', 'articles/a', { secret })
  await put('a', secret, { id: ID, embargo: LATER })
  expect((await withdraw('a')).status).toBe(200)
  expect(await column('SELECT id FROM held_articles')).toEqual([])
  expect(await show('a', secret)).not.toHaveProperty('article')
  expect((await get('/articles/contoh')).status).toBe(410)
  await anHourLater()
  expect((await get('/articles/contoh')).status).toBe(410)
  expect(await put('a', secret)).toMatchObject({ status: 409 })
})

it('A held article whose id is killed for everybody meanwhile stays away, and the clock does not wait for it', async () => {
  const other = await token({ desk: 'lain' })
  await put('b', other, { id: ID, title: 'Ditahan', embargo: LATER })
  await put('a', secret, { id: ID })
  await withdraw('a')
  await anHourLater()
  expect((await get('/articles/ditahan')).status).toBe(404)
  expect(await column("SELECT id FROM articles WHERE origin <> 'content'")).toEqual([])
  // Its desk can still take it out.
  expect((await ask('DELETE', 'articles/b', { secret: other })).status).toBe(204)
  expect(await column('SELECT id FROM held_articles')).toEqual([])
})

it('An article is corrected also within the second in which it was published', async () => {
  vi.setSystemTime(NOW + 600)
  await put('a', secret, { published: new Date(NOW + 600).toISOString() })
  vi.setSystemTime(NOW + 800)
  const corrected = await ask('POST', 'articles/a/corrections', { secret, body: { text: 'Keliru.' } })
  expect(corrected.status).toBe(200)
  expect((await show('a', secret)).article).toMatchObject({ corrections: [{ text: 'Keliru.' }] })
})

it('An article whose time is over before its release is never seen, and nothing of its text is kept', async () => {
  const expires = new Date(NOW + HOUR + 1000).toISOString()
  await put('a', secret, { title: 'Terlambat', embargo: LATER, expires })
  await anHourLater()
  expect((await get('/articles/terlambat')).status).toBe(404)
  const gone = await show('a', secret)
  expect(gone).not.toHaveProperty('article')
  expect(gone).not.toHaveProperty('etag')
  expect(await column('SELECT id FROM held_articles')).toEqual([])
})

it('An article that ends by being written says so, and is told of as expired', async () => {
  await put('a', secret)
  vi.setSystemTime(NOW + HOUR)
  const body = { ...ARTICLE, expires: LATER }
  const ended = await (await ask('PUT', 'articles/a', { secret, body })).json()
  expect(ended).toMatchObject({ status: 'expired', outcome: 'changed' })
  expect(ended).not.toHaveProperty('url')
  expect((await get('/articles/contoh')).status).toBe(410)
  expect(await show('a', secret)).toMatchObject({ status: 'expired' })
  expect(await show('a', secret)).not.toHaveProperty('article')
  // A new licence brings it back.
  expect(await put('a', secret, { expires: '2032-01-01T00:00:00Z' })).toMatchObject({ outcome: 'created' })
  expect((await get('/articles/contoh')).status).toBe(200)
})

it('A time that has no four-digit year in UTC is refused, and the last one that has is taken', async () => {
  for (const published of ['9999-12-31T23:59:59-14:00', '0000-01-01T00:00:00+07:00']) {
    expect(await put('a', secret, { published })).toMatchObject({
      type: expect.stringContaining('validation'),
    })
  }
  await put('a', secret, { published: '9999-12-31T23:59:59.999Z' })
  expect(await show('a', secret)).toMatchObject({ status: 'scheduled', release: '9999-12-31T23:59:59.999Z' })
  await put('a', secret, { published: '0000-01-01T00:00:00Z' })
  expect(await show('a', secret)).toMatchObject({ status: 'public' })
  for (const path of ['/rss.xml', '/atom.xml', '/feed.json', '/', '/sitemap.xml']) {
    expect((await get(path)).status, path).toBe(200)
  }
})

it('What a source keeps for some days only is told of as expired where it comes too late', async () => {
  const sql = "UPDATE sources SET data = json_set(data, '$.keep_days', 1) WHERE id = 'antara'"
  await env.DB.prepare(sql).run()
  const sent = await ask('POST', 'documents', { secret, body: ninjs() })
  expect(await sent.json()).toMatchObject({ items: [{ result: 'created', status: 'expired' }] })
  expect(await (await get('/rss.xml')).text()).not.toContain('Kabar kawat')
})

it('A put, a deletion and a withdrawal at the same time end in one of their orders, and a kill always wins', async () => {
  for (let round = 0; round < 3; round++) {
    const key = `balap-${round}`
    await put(key, secret, { title: `Balap ${round}` })
    const answers = await Promise.all([
      put(key, secret, { title: `Balap lagi ${round}` }).then(({ status }) => status),
      ask('DELETE', `articles/${key}`, { secret }).then(({ status }) => status),
      withdraw(key).then(({ status }) => status),
      ask('POST', `articles/${key}/corrections`, { secret, body: { text: 'Keliru.' } }).then(
        ({ status }) => status,
      ),
      put(key, secret, { title: `Balap tahan ${round}`, embargo: LATER }).then(({ status }) => status),
    ])
    expect(answers[2]).toBe(200)
    expect(answers.filter((status) => Number(status) >= 500 && status !== 503)).toEqual([])
    expect(await show(key, secret)).toMatchObject({ status: 'killed' })
    expect((await get(`/articles/balap-${round}`)).status).toBe(410)
    await expectSound()
  }
  expect(await column('SELECT id FROM held_articles')).toEqual([])
})
