import fc from 'fast-check'
import { afterEach, beforeEach, expect, inject, it, vi } from 'vitest'
import { ARTICLE, type Asked, ask, HOUR, put, resetSite, token } from '../support/api-client.ts'
import { articleFile, contentOf, get, NOW, sync } from '../support/site.ts'
import { column } from '../support/tables.ts'
import { newsml, ninjs } from '../support/wire-items.ts'

// Two sites: one has held articles of content/ and of another desk, one has not. A desk asks both for the same. Nothing in
// the answers may tell which is which.

const LATER = new Date(NOW + HOUR).toISOString()
const WORDS = 'Kabar yang belum boleh terbit, dengan cukup banyak kata untuk dikenali lagi. '.repeat(5)
const ORIGINAL = 'https://asal.example/rahasia'
const FILE_ID = 'urn:x:rahasia'
const DESK_ID = 'urn:x:gelap'
const KILLED_ID = 'urn:x:mati'
const KILLED_ITEM = 'urn:wire:ninjs:2'
const MINTED = 'tag:warta.example,2022-09-20:rahasia-tanpa-id'

const PLAIN = { lain: articleFile({ id: 'urn:x:lain', title: 'Berkas' }) }
const HELD = {
  rahasia: articleFile(
    { id: FILE_ID, title: 'Rahasia', tags: ['Gelap'], original: ORIGINAL, embargo: LATER },
    WORDS,
  ),
  'rahasia-tanpa-id': articleFile({ id: MINTED, title: 'Rahasia tanpa id', embargo: LATER }),
  // A file whose slug is like the one that an article of the desk would get, behind the name of the desk.
  'metro-contoh': articleFile({ id: 'tag:warta.example,2022-09-20:metro-contoh', embargo: LATER }),
}

async function holdArticles(): Promise<void> {
  await sync(contentOf({ ...PLAIN, ...HELD }))
  const other = await token({ name: 'lain', desk: 'olahraga' })
  await put('a', other, { id: DESK_ID, slug: 'gelap', title: 'Gelap', embargo: LATER })
  await put('b', other, { title: 'Rahasia', embargo: 'until further notice', tags: ['Gelap'] })
  await ask('POST', 'documents', { secret: other, body: ninjs({ embargo: LATER }) })
  const headers = { 'Content-Type': 'application/xml' }
  await ask('POST', 'documents', { secret: other, body: newsml({ status: 'withheld' }), headers })
  expect(await column('SELECT COUNT(*) FROM held_articles')).toEqual([7])
  await killHeld()
}

/** Articles that were killed while they were held, so that nobody has ever seen them. */
async function killHeld(): Promise<void> {
  const secret = await token({ name: 'pembunuh', desk: 'olahraga', scopes: ['publish', 'kill'] })
  await put('c', secret, { id: KILLED_ID, slug: 'mati', title: 'Mati', embargo: LATER })
  await ask('POST', 'documents', { secret, body: ninjs({ embargo: LATER }).replace('ninjs:1', 'ninjs:2') })
  for (const key of ['c', encodeURIComponent(KILLED_ITEM)]) {
    expect((await ask('PUT', `articles/${key}/withdrawal`, { secret, ...kill })).status).toBe(200)
    // They stay killed for their own desk, whatever they are called by it.
    const id = key === 'c' ? KILLED_ID : KILLED_ITEM
    for (const name of ['c2', encodeURIComponent(id)])
      expect((await put(name, secret, { id })).status).toBe(409)
  }
  expect((await put('c', secret)).status).toBe(409)
  const again = await ask('POST', 'documents', { secret, body: ninjs().replace('ninjs:1', 'ninjs:2') })
  expect(await again.json()).toMatchObject({ items: [{ result: 'refused' }] })
}

type Request = readonly [method: string, path: string, more?: Omit<Asked, 'secret'>]

const named = (name: string) => `articles/${encodeURIComponent(name)}`
const article = (more: object) => ({ body: { ...ARTICLE, ...more } })
const kill = { body: { kind: 'kill', reason: 'Salah.' } }

/** Names that are those of held articles, on one of the two sites. */
const GUESSES = [FILE_ID, DESK_ID, KILLED_ID, 'urn:wire:ninjs:1', 'a', 'c']

const REQUESTS: readonly Request[] = [
  ...GUESSES.flatMap((name): Request[] => [
    ['GET', named(name)],
    ['GET', `${named(name)}/history`],
    ['PATCH', named(name), { body: { title: 'x' }, headers: { 'If-Match': '*' } }],
    ['POST', `${named(name)}/corrections`, { body: { text: 'Ralat.' } }],
    ['DELETE', named(name), { headers: { 'If-Match': '*' } }],
    ['DELETE', named(name)],
    ['PUT', named(name), article({ title: `Milik ${name}` })],
    ['PUT', `${named(name)}/withdrawal`, kill],
  ]),
  ['GET', 'articles'],
  ['GET', 'articles?after=a'],
  // The same slug, id, page, text, tag and time as a held one.
  ['PUT', 'articles/k1', article({ slug: 'rahasia' })],
  ['PUT', 'articles/k2', article({ slug: 'gelap' })],
  ['PUT', 'articles/k3', article({ title: 'Rahasia' })],
  ['PUT', 'articles/k4', article({ title: 'Rahasia tanpa id' })],
  ['PUT', 'articles/k5', article({ id: FILE_ID, title: 'Lima' })],
  ['PUT', 'articles/k6', article({ id: DESK_ID, title: 'Enam' })],
  ['PUT', 'articles/k7', article({ id: MINTED, title: 'Tujuh' })],
  ['PUT', 'articles/k8', article({ original: ORIGINAL, title: 'Delapan', body: `<p>${WORDS}</p>` })],
  ['PUT', 'articles/k9', article({ title: 'Sembilan', tags: ['Gelap'], embargo: LATER })],
  ['PUT', 'articles/k10', article({ title: 'Contoh' })],
  ['PUT', 'articles/k1', article({ slug: 'rahasia' })],
  ['PUT', 'articles/k11', article({ slug: 'lain' })],
  ['PUT', 'articles/k12', article({ id: KILLED_ID, slug: 'mati', title: 'Dua belas' })],
  ['POST', 'documents', { body: ninjs().replace('ninjs:1', 'ninjs:2') }],
  ['GET', 'articles/k1'],
  ['GET', 'articles/k9'],
  ['POST', 'documents', { body: ninjs() }],
  ['POST', 'documents', { body: ninjs({ version: 2, embargo: LATER }) }],
  ['POST', 'documents', { body: ninjs({ version: 3, status: 'canceled' }) }],
  ['POST', 'documents', { body: newsml(), headers: { 'Content-Type': 'application/xml' } }],
  ['POST', 'documents', { body: newsml({ status: 'canceled' }), headers: { 'Content-Type': 'text/xml' } }],
]

/** What a reader sees of it. */
const PAGES = [
  '/rss.xml',
  '/atom.xml',
  '/feed.json',
  '/tags/gelap',
  '/articles/rahasia',
  '/articles/mati',
  '/sitemap.xml',
  '/feeds.json',
]

/** An answer without what is minted by chance. */
async function told(response: Response): Promise<unknown> {
  const text = `${JSON.stringify([...response.headers])} ${await response.text()}`
  return [response.status, text.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, 'UUID')]
}

async function answersTo(requests: readonly Request[], isHolding: boolean): Promise<unknown[]> {
  vi.setSystemTime(NOW)
  await resetSite()
  await sync(contentOf(PLAIN))
  if (isHolding) await holdArticles()
  const scopes = ['publish', 'correct', 'kill'] as const
  const secret = await token({ name: 'cms', scopes })
  const answers: unknown[] = []
  for (const [n, [method, path, more = {}]] of requests.entries()) {
    vi.setSystemTime(NOW + 10_000 + n * 1000)
    const answer = await told(await ask(method, path, { ...more, secret }))
    answers.push([`${n} ${method} ${path}`, answer])
  }
  vi.setSystemTime(NOW + 10_000 + requests.length * 1000)
  for (const path of PAGES) answers.push([path, await told(await get(path))])
  return answers
}

async function expectTwins(requests: readonly Request[]): Promise<unknown[]> {
  const without = await answersTo(requests, false)
  const others = await answersTo(requests, true)
  for (const [n, answer] of without.entries()) expect(others[n]).toEqual(answer)
  return without
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW }))
afterEach(() => void vi.useRealTimers())

it('A desk gets the same answers whether others hold articles or not, whatever of them it guesses', async () => {
  const answers = await expectTwins(REQUESTS)
  const statuses = new Set(answers.map((one) => (one as [string, [number]])[1][0]))
  expect([...statuses].sort()).toEqual([200, 201, 204, 404, 409, 412, 422])
})

it('That is so in whatever order it asks', async () => {
  const some = fc.shuffledSubarray([...REQUESTS], { minLength: 10, maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(some, async (requests) => void (await expectTwins(requests))),
    { numRuns: inject('soak') ? 200 : 2 },
  )
})

it('An id that is minted for a desk is never one that a file or another desk could get', async () => {
  const ids = new Set<string>()
  for (const [n, [desk, title]] of [
    ['metro', 'x contoh'],
    ['metro-x', 'contoh'],
  ].entries()) {
    const secret = await token({ name: `t${n}`, desk: desk ?? '' })
    ids.add((await put('a', secret, { title, embargo: LATER })).id)
  }
  expect(ids.size).toBe(2)
  await sync(contentOf({ 'metro-x-contoh': articleFile({ id: undefined }) }))
  const [file] = await column<string>("SELECT id FROM articles WHERE origin = 'content'")
  expect(ids).not.toContain(file)
})
