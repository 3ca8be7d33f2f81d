import { beforeEach, describe, expect, it } from 'vitest'
import type { PollOptions } from '../../src/ingest/poll/run.ts'
import { NOW } from '../support/site.ts'
import { column, dumpTables, emptyTables } from '../support/tables.ts'
import { DUA, item, newsOf, rss, SATU, stateOf, syncPolled, Upstream } from '../support/upstream.ts'

const MINUTE = 60_000
const FEED = rss('Kabar Satu', item('urn:satu:1', 'Berita satu', 'Isi.'))

let upstream: Upstream

beforeEach(async () => {
  await emptyTables()
  await syncPolled()
  upstream = new Upstream()
})

/** Polls the first source and returns what it had. */
async function pollSatu(options: Partial<PollOptions> = {}) {
  return newsOf(await upstream.poll('satu', options))
}

const titles = () => column("SELECT data ->> '$.title' FROM articles ORDER BY 1")

describe('a feed that answers', () => {
  it('A feed that answers has its articles stored and its validators kept', async () => {
    upstream.serve(SATU, FEED, { ETag: '"a"', 'Last-Modified': 'Tue, 20 Sep 2022 06:00:00 GMT' })
    expect(await pollSatu()).toMatchObject({ kind: 'written', added: 1, changed: 0 })
    expect(await titles()).toEqual(['Berita satu'])
    expect(await stateOf('satu')).toEqual({
      source: 'satu',
      feed: SATU,
      moved: null,
      etag: '"a"',
      lastModified: 'Tue, 20 Sep 2022 06:00:00 GMT',
      ttl: null,
      lastSuccess: NOW,
      nextPoll: NOW + 30 * MINUTE,
      failures: 0,
      lastError: null,
      isGone: false,
      omitted: [],
      day: Math.floor(NOW / 86_400_000),
      added: 1,
    })
  })

  it('A feed is asked under our name, and for the formats that we read', async () => {
    upstream.serve(SATU, FEED)
    await upstream.poll('satu')
    const [asked] = upstream.asked
    expect(asked?.headers.get('User-Agent')).toBe('Warta/1.0')
    expect(asked?.headers.get('Accept')).toContain('application/rss+xml')
    expect(asked?.headers.has('If-None-Match')).toBe(false)
  })

  it('A feed that answers 304 was asked with its validators and changes nothing but the time of the next poll', async () => {
    upstream.serve(SATU, FEED, { ETag: '"a"', 'Last-Modified': 'Tue, 20 Sep 2022 06:00:00 GMT' })
    await upstream.poll('satu')
    const before = await dumpTables()
    upstream.answer(SATU, 304)
    upstream.now += 30 * MINUTE
    expect(await pollSatu()).toMatchObject({ kind: 'unchanged' })
    expect(upstream.asked[1]?.headers.get('If-None-Match')).toBe('"a"')
    expect(upstream.asked[1]?.headers.get('If-Modified-Since')).toBe('Tue, 20 Sep 2022 06:00:00 GMT')
    const { polls: _, ...others } = await dumpTables()
    expect({ ...others, polls: before.polls }).toEqual(before)
    const kept = { etag: '"a"', lastSuccess: upstream.now, nextPoll: upstream.now + 30 * MINUTE }
    expect(await stateOf('satu')).toMatchObject(kept)
  })

  it('A feed with the same document again takes no revision', async () => {
    upstream.serve(SATU, FEED)
    await upstream.poll('satu')
    const [before] = await column<number>('SELECT number FROM revision')
    upstream.now += MINUTE
    expect(await pollSatu()).toMatchObject({ added: 0, changed: 0 })
    expect(await column('SELECT number FROM revision')).toEqual([before])
  })

  it('A feed says by ttl and max-age when to ask again, and its ttl holds for a 304 too', async () => {
    upstream.serve(SATU, FEED.replace('<language>', '<ttl>90</ttl><language>'), {
      'Cache-Control': 'max-age=600',
    })
    await upstream.poll('satu')
    expect(await stateOf('satu')).toMatchObject({ ttl: 90 * MINUTE, nextPoll: NOW + 90 * MINUTE })
    upstream.answer(SATU, 304, { 'Cache-Control': 'max-age=7200' })
    await upstream.poll('satu')
    expect(await stateOf('satu')).toMatchObject({ ttl: 90 * MINUTE, nextPoll: NOW + 120 * MINUTE })
  })

  it('A feed is asked in full again after a change of the registry', async () => {
    upstream.serve(SATU, FEED, { ETag: '"a"' })
    await upstream.poll('satu')
    const registry = `sources:\n  - { id: republika, name: Republika }\n  - { id: satu, name: Satu Baru, feed: "${SATU}", poll: true }\n`
    await syncPolled({}, registry)
    expect(await stateOf('satu')).toMatchObject({ etag: null, lastSuccess: NOW })
    expect(await stateOf('dua')).toBeNull()
    expect(await pollSatu()).toMatchObject({ added: 0, changed: 1 })
    expect(await column("SELECT data ->> '$.publisher.name' FROM articles")).toEqual(['Satu Baru'])
  })
})

describe('redirects', () => {
  const NEW = 'https://baru.example/feed'

  it('A permanent redirect is followed and recorded, and the new URL is asked next', async () => {
    upstream.answer(SATU, 301, { Location: NEW })
    upstream.serve(NEW, FEED)
    expect(await pollSatu()).toMatchObject({ kind: 'written', added: 1 })
    expect(await stateOf('satu')).toMatchObject({ feed: SATU, moved: NEW })
    await upstream.poll('satu')
    expect(upstream.asked.map(({ url }) => url)).toEqual([SATU, NEW, NEW])
  })

  it('A permanent redirect is forgotten when the new URL has failed three times', async () => {
    upstream.answer(SATU, 301, { Location: NEW })
    upstream.serve(NEW, FEED)
    await upstream.poll('satu')
    upstream.serve(SATU, FEED)
    upstream.answer(NEW, 404)
    for (let n = 0; n < 3; n++) await upstream.poll('satu')
    expect(await stateOf('satu')).toMatchObject({ moved: NEW, failures: 3 })
    await upstream.poll('satu')
    expect(await stateOf('satu')).toMatchObject({ moved: null, failures: 0 })
  })

  it.each([302, 307])('A temporary redirect (%i) is followed and not recorded', async (status) => {
    upstream.answer(SATU, status, { Location: '/lain' })
    upstream.serve('https://satu.example/lain', FEED)
    expect(await pollSatu()).toMatchObject({ kind: 'written', added: 1 })
    expect(await stateOf('satu')).toMatchObject({ moved: null })
  })

  it('A permanent redirect after a temporary one is not recorded', async () => {
    upstream.answer(SATU, 302, { Location: DUA })
    upstream.answer(DUA, 308, { Location: NEW })
    upstream.serve(NEW, FEED)
    await upstream.poll('satu')
    expect(await stateOf('satu')).toMatchObject({ moved: null, failures: 0 })
  })

  it('Redirects in a loop are given up after five', async () => {
    upstream.answer(SATU, 302, { Location: DUA })
    upstream.answer(DUA, 302, { Location: SATU })
    expect((await upstream.poll('satu'))?.result).toMatchObject({ ok: false, failure: { kind: 'failing' } })
    expect(upstream.asked.length).toBe(6)
    expect(await stateOf('satu')).toMatchObject({ failures: 1, lastError: 'It redirects more than 5 times.' })
  })

  it.each([
    ['http://127.0.0.1/', 'http://127.0.0.1/ has an IP address for a host.'],
    ['https://db.internal/feed', 'https://db.internal/feed has a host that is not public: db.internal.'],
    ['file:///etc/passwd', 'file:///etc/passwd is no http or https URL.'],
    ['http://[', 'http://[ is no URL.'],
  ])('A redirect to %s is not followed', async (location, lastError) => {
    upstream.answer(SATU, 301, { Location: location })
    await upstream.poll('satu')
    expect(upstream.asked.map(({ url }) => url)).toEqual([SATU])
    expect(await stateOf('satu')).toMatchObject({ failures: 1, lastError, moved: null })
  })

  it('The reason of a failure is kept on one line, without control characters, and bounded', async () => {
    upstream.answer(SATU, 301, { Location: `ftp://${'x'.repeat(5000)}/` })
    await upstream.poll('satu')
    expect((await stateOf('satu'))?.lastError).toHaveLength(500)
    upstream.answers.set(SATU, () => Promise.reject(new Error('a\u001b[31m\n b')))
    await upstream.poll('satu')
    expect((await stateOf('satu'))?.lastError).toBe('It could not be reached: a[31m b.')
  })

  it('A redirect to a private host is followed where polling is open', async () => {
    upstream.answer(SATU, 302, { Location: 'http://127.0.0.1:9000/' })
    upstream.serve('http://127.0.0.1:9000/', FEED)
    expect(await pollSatu({ anywhere: true })).toMatchObject({ added: 1 })
  })
})

describe('a feed that fails', () => {
  it('A feed that answers 410 is not asked again', async () => {
    upstream.answer(SATU, 410)
    expect((await upstream.poll('satu'))?.result).toEqual({ ok: false, failure: { kind: 'gone' } })
    expect(await stateOf('satu')).toMatchObject({ isGone: true })
    expect(await upstream.poll('satu')).toBeUndefined()
    expect(upstream.asked.length).toBe(1)
  })

  it('A feed that answers 429 or 503 is left alone as long as it says, in seconds or until a date', async () => {
    upstream.answer(SATU, 429, { 'Retry-After': '7200' })
    await upstream.poll('satu')
    const said = {
      failures: 1,
      lastError: 'It answered 429.',
      nextPoll: NOW + 120 * MINUTE,
      lastSuccess: null,
    }
    expect(await stateOf('satu')).toMatchObject(said)
    upstream.answer(SATU, 503, { 'Retry-After': new Date(NOW + 180 * MINUTE).toUTCString() })
    await upstream.poll('satu')
    expect(await stateOf('satu')).toMatchObject({ failures: 2, nextPoll: NOW + 180 * MINUTE })
  })

  it('A feed that answers 500 is left alone longer each time, keeps its validators, and starts anew when it is well', async () => {
    upstream.serve(SATU, FEED, { ETag: '"a"' })
    await upstream.poll('satu')
    upstream.answer(SATU, 500)
    const waits: number[] = []
    for (let n = 0; n < 3; n++) {
      await upstream.poll('satu', { jitter: () => 1 })
      waits.push(((await stateOf('satu'))?.nextPoll ?? 0) - NOW)
    }
    expect(waits).toEqual([5 * MINUTE, 10 * MINUTE, 20 * MINUTE])
    expect(await stateOf('satu')).toMatchObject({ failures: 3, etag: '"a"', lastSuccess: NOW })
    upstream.serve(SATU, FEED)
    await upstream.poll('satu')
    expect(await stateOf('satu')).toMatchObject({ failures: 0, lastError: null, etag: null })
  })

  it('A feed that does not answer in time is given up', async () => {
    upstream.answers.set(SATU, () => new Promise(() => {}))
    await upstream.poll('satu', { timeout: 50 })
    const lastError = 'It did not answer within 0.05 seconds.'
    expect(await stateOf('satu')).toMatchObject({ failures: 1, lastError })
  })

  it('A feed that does not end its body in time is given up', async () => {
    const endless = new ReadableStream({
      start: (stream) => stream.enqueue(new TextEncoder().encode('<rss>')),
    })
    upstream.answers.set(SATU, () => new Response(endless))
    await upstream.poll('satu', { timeout: 50 })
    const lastError = 'It did not answer within 0.05 seconds.'
    expect(await stateOf('satu')).toMatchObject({ failures: 1, lastError })
  })

  it('A feed that is too large is cut off at the limit', async () => {
    let sent = 0
    const huge = new ReadableStream({
      pull: (stream) => {
        sent++
        stream.enqueue(new Uint8Array(1_000_000))
        if (sent === 100) stream.close()
      },
    })
    upstream.answers.set(SATU, () => new Response(huge))
    await upstream.poll('satu')
    expect(await stateOf('satu')).toMatchObject({ lastError: 'It is larger than 10000000 bytes.' })
    expect(sent).toBeLessThan(15)
  })

  it.each([
    ['is no feed', '<html><body>Maaf</body></html>', 'It is neither RSS nor Atom nor JSON Feed.'],
    ['is cut off', FEED.slice(0, -20), 'It is cut off: its outermost element is not closed.'],
  ])(
    'A feed whose document %s is a failure that says so, and stores nothing',
    async (_, document, lastError) => {
      upstream.serve(SATU, document, { ETag: '"x"' })
      await upstream.poll('satu')
      expect(await stateOf('satu')).toMatchObject({ failures: 1, lastError, etag: null })
      expect(await titles()).toEqual([])
    },
  )

  it('A feed that can not be reached is a failure that says why', async () => {
    await upstream.poll('satu')
    const lastError = `It could not be reached: ${SATU} is not served by this test.`
    expect(await stateOf('satu')).toMatchObject({ failures: 1, lastError })
  })
})

describe('a source that is not polled', () => {
  it('A source that is not polled is not asked', async () => {
    expect(await upstream.poll('reuters')).toBeUndefined()
    expect(upstream.asked).toEqual([])
  })
})
