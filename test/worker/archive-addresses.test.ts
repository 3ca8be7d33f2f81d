import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { placeOf, walk } from '../support/archive-walk.ts'
import { Isolate } from '../support/isolate.ts'
import { FEED_FILES } from '../support/read-feed.ts'
import { articleFile, contentOf, NOW, sync } from '../support/site.ts'
import { Story } from '../support/story.ts'
import { emptyTables } from '../support/tables.ts'

const SITE = 'https://news.example'
const NEWEST_FIRST = [3, 2, 1]

let now = NOW
const story = new Story().add(1, 250)

// An old deployment, so that the time of a document is that of its articles.
const VERSION = { id: 'build-1', tag: '', timestamp: '2020-01-01T00:00:00Z' }

const get = (path: string, headers?: Record<string, string>, method?: string) =>
  new Isolate({ VERSION }).get(path, headers, method)

/** The paths of the archives of a feed, the newest first. */
async function pathsOf(path = '/atom.xml'): Promise<string[]> {
  return (await walk(new Isolate(), path)).slice(1).map(({ url }) => url.slice(SITE.length))
}

/** Writes the story as it is after a change; returns which archives have another path, and all their old ones. */
async function changeBy(change: () => unknown) {
  const before = await pathsOf()
  change()
  now += 60_000
  await sync(story.content, now)
  const after = await pathsOf()
  const moved = NEWEST_FIRST.filter((_, index) => after.at(index) !== before.at(index))
  return { moved, before, after }
}

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW + 86_400_000 })
  await emptyTables()
  await sync(story.content, now)
})

afterAll(() => {
  vi.useRealTimers()
})

describe('the address of an archive', () => {
  it.each([
    ['is corrected', () => story.edit(50, { title: 'Ralat' }), [1]],
    ['gets another body', () => story.edit(150, { summary: 'Lain.' }), [2]],
    ['is deleted', () => story.delete(51), [1]],
    ['arrives', () => story.add(251), [3]],
    ['arrives late', () => story.add(-5), [3]],
    ['is dated back', () => story.edit(120, { published: '2020-01-01T00:00:00Z' }), [2]],
    ['leaves a channel', () => story.edit(20, { tags: ['Lain'] }), [1]],
  ])('is a new one where one of its articles %s, and the others keep theirs', async (_, change, expected) => {
    const { moved, before, after } = await changeBy(change)
    expect(moved).toEqual(expected)
    for (const number of moved) {
      const [old, current] = [before.at(3 - number) ?? '', after.at(3 - number) ?? '']
      const response = await get(old)
      expect(response.status).toBe(302)
      expect(response.headers.get('Location')).toBe(current)
      expect((await get(current)).status).toBe(200)
    }
    for (const path of after) expect((await get(path)).status).toBe(200)
  })

  it('leads there without a revision too, and keeps the query string', async () => {
    for (const [, file] of FEED_FILES) {
      const [newest = ''] = await pathsOf(`/tags/dunia/${file}`)
      const bare = newest.replace(/\/[0-9a-z]+(?=\/[^/]+$)/, '')
      expect(bare).toBe(`/tags/dunia/archives/2/${file}`)
      for (const query of ['', '?content=summary']) {
        const response = await get(bare + query)
        expect(response.status).toBe(302)
        expect(response.headers.get('Location')).toBe(newest + query)
      }
    }
  })

  it('is found by another spelling of its channel', async () => {
    const response = await get('/tags/Dunia/archives/1/rss.xml?content=summary')
    expect(response.status).toBe(301)
    expect(response.headers.get('Location')).toBe('/tags/dunia/archives/1/rss.xml?content=summary')
  })

  it('is not touched by what happens in other channels', async () => {
    const before = await pathsOf('/tags/dunia/atom.xml')
    const { moved } = await changeBy(() => story.edit(51, { title: 'Lain' }).edit(53, { title: 'Lain' }))
    expect(moved).not.toEqual([])
    expect(await pathsOf('/tags/dunia/atom.xml')).toEqual(before)
  })
})

describe.each(FEED_FILES)('an archive as %s', (_, file, type) => {
  let path = ''
  beforeEach(async () => {
    path = (await pathsOf(`/${file}`))[1] ?? ''
  })

  it('is kept for a day and no longer, as it may have to be corrected', async () => {
    const { headers } = await get(path)
    expect(headers.get('Cache-Control')).toBe('public, max-age=86400')
    expect(headers.get('Content-Type')).toBe(type)
    expect(headers.get('Cache-Tag')).toBe('channel:/')
    expect(headers.get('Link')).toBe(`<${SITE}${path}>; rel="self"`)
  })

  it('is a 304 to whoever has it, by entity tag or time', async () => {
    const { headers } = await get(path)
    const [etag, modified] = [String(headers.get('ETag')), String(headers.get('Last-Modified'))]
    expect(Date.parse(modified)).toBeGreaterThanOrEqual(NOW)
    for (const known of [
      { 'If-None-Match': etag },
      { 'If-None-Match': `W/${etag}` },
      { 'If-Modified-Since': modified },
    ]) {
      const isolate = new Isolate({ VERSION })
      const response = await isolate.get(path, known)
      expect(response.status).toBe(304)
      expect(response.headers.get('Cache-Control')).toBe(headers.get('Cache-Control'))
      expect(isolate.work).toEqual({ versions: 1, renderings: 0 })
    }
    const summary = String((await get(`${path}?content=summary`)).headers.get('ETag'))
    expect(summary).not.toBe(etag)
    expect((await get(path, { 'If-None-Match': summary })).status).toBe(200)
  })

  it('has new validators when a neighbour has another address', async () => {
    const before = await get(path)
    await changeBy(() => story.edit(50, { title: `Ralat ${file}` }))
    const after = await get(path)
    expect(after.headers.get('ETag')).not.toBe(before.headers.get('ETag'))
    expect(after.headers.get('Last-Modified')).not.toBe(before.headers.get('Last-Modified'))
    const { previous } = placeOf(await after.text())
    expect(previous).not.toBe(placeOf(await before.text()).previous)
  })

  it('answers HEAD', async () => {
    const [whole, head] = [await get(path), await get(path, {}, 'HEAD')]
    expect([...head.headers]).toEqual([...whole.headers])
  })
})

describe('there is no archive', () => {
  const stamp = '/mjuohv34'
  it.each([
    ...['4', '0', '01', '-1', '1e9', '1.0', '+1', '%31x', '99999999999', '999999999', 'x', '1%2F2', '１'],
    ...[`0${stamp}`, `01${stamp}`, `4${stamp}`, `-1${stamp}`, `99999999999${stamp}`, `1e9${stamp}`],
    ...['1/MJUOHV34', '1/-1', '1/a.b', '1/%20', '1/zzzzzzzzzzzz', "1/a'--", '1/', '1/a/b', '1/%00'],
  ])('at %s', async (place) => {
    for (const channel of ['', '/tags/dunia']) {
      const response = await get(`${channel}/archives/${place}/atom.xml`)
      expect(response.status).toBe(404)
      expect(response.headers.get('Content-Type')).toContain('problem+json')
    }
  })

  it.each([
    '/tags/nothing/archives/1/rss.xml',
    '/archives/1/feed.xml',
    '/archives/rss.xml',
    '/kinds/x/archives/1/rss.xml',
  ])('at %s', async (path) => {
    expect((await get(path)).status).toBe(404)
  })

  it('of a channel in which nothing ever arrived', async () => {
    const response = await get('/sources/antara/archives/1/rss.xml')
    expect(response.status).toBe(404)
    expect(placeOf(await (await get('/sources/antara/rss.xml')).text())).toMatchObject({
      complete: true,
      previous: undefined,
    })
  })

  it.each(['/zzzzzzzzzzz', '/0', '/1', '/00000000001'])(
    'of the revision %s, but another',
    async (revision) => {
      const response = await get(`/archives/1${revision}/atom.xml`)
      expect(response.status).toBe(302)
      expect(response.headers.get('Location')).toBe((await pathsOf()).at(-1))
    },
  )

  it('for wrong parameters', async () => {
    expect((await get('/archives/1/rss.xml?content=none')).status).toBe(400)
  })
})

describe('an archive of which every article was deleted', () => {
  it('is empty and still a link of the chain', async () => {
    await emptyTables()
    const few = new Story().add(1, 250)
    await sync(few.content, now + 1_000_000)
    await sync(few.delete(...Array.from({ length: 100 }, (_, n) => n + 101)).content, now + 2_000_000)
    const steps = await walk(new Isolate(), '/rss.xml')
    expect(steps.map(({ ids }) => ids.length)).toEqual([30, 50, 0, 100])
  })

  it('holds what the site has, where everything was replaced', async () => {
    const text = articleFile({ id: 'urn:x:1' })
    await sync(contentOf({ satu: text }), now + 3_000_000)
    expect(placeOf(await (await get('/rss.xml')).text()).complete).toBe(true)
    expect((await get('/archives/1/rss.xml')).status).toBe(302)
  })
})
