import { beforeAll, describe, expect, it } from 'vitest'
import { getFrom } from '../support/deployment.ts'
import { articleFile, contentOf, NOW, sync } from '../support/site.ts'

// An old deployment, so that the time of a document is that of its articles.
const VERSION = { id: 'build-1', tag: '', timestamp: '2020-01-01T00:00:00Z' }

const DOCUMENTS = [
  '/rss.xml',
  '/atom.xml',
  '/feed.json',
  '/rss.xml?limit=5&content=summary',
  '/tags/dunia/rss.xml',
  '/tags/caf%C3%A9/feed.json',
  '/feed',
  '/index.xml',
  '/',
  '/tags/dunia',
  '/articles/contoh',
  '/attribution',
  '/search/rss.xml?q=contoh',
  '/feed.json?tag=dunia&limit=3',
  '/search?q=contoh',
]

const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  getFrom({ VERSION }, path, headers, method)

beforeAll(async () => {
  await sync(contentOf({ contoh: articleFile({ tags: ['Dunia', 'Café'] }) }))
})

describe.each(DOCUMENTS)('%s', (path) => {
  it('has a strong entity tag and a time', async () => {
    const { headers } = await ask(path)
    expect(headers.get('ETag')).toMatch(/^"[\w-]+"$/)
    expect(headers.get('Last-Modified')).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/)
  })

  it('is a 304 to whoever has it', async () => {
    const whole = await ask(path)
    const etag = String(whole.headers.get('ETag'))
    for (const tags of [etag, `W/${etag}`, `"older", ${etag}`, '*']) {
      const response = await ask(path, { 'If-None-Match': tags })
      expect(response.status).toBe(304)
      expect(response.body).toBeNull()
      expect(response.headers.has('Content-Length')).toBe(false)
      expect(response.headers.has('Content-Type')).toBe(false)
      for (const name of ['ETag', 'Cache-Control', 'Last-Modified', 'Vary', 'Content-Location']) {
        expect(response.headers.get(name)).toBe(whole.headers.get(name))
      }
    }
  })

  it('is a 304 to whoever has its time, in each of the three forms', async () => {
    const modified = String((await ask(path)).headers.get('Last-Modified'))
    const [, day = '', month = '', year = '', time = ''] = /, (\d\d) (\w+) (\d+) (\S+)/.exec(modified) ?? []
    const weekday = new Date(modified).toLocaleDateString('en-GB', { weekday: 'long', timeZone: 'UTC' })
    for (const since of [
      modified,
      `${weekday}, ${day}-${month}-${year.slice(2)} ${time} GMT`,
      `${weekday.slice(0, 3)} ${month} ${day.replace(/^0/, ' ')} ${time} ${year}`,
    ]) {
      expect((await ask(path, { 'If-Modified-Since': since })).status).toBe(304)
    }
  })

  it('is a 304 to whoever has a later time that is not in the future, as curl -z does', async () => {
    const modified = Date.parse(String((await ask(path)).headers.get('Last-Modified')))
    for (const time of [modified + 1000, Date.now()]) {
      const since = new Date(time).toUTCString()
      expect((await ask(path, { 'If-Modified-Since': since })).status).toBe(304)
    }
  })

  it('is sent whole to everybody else', async () => {
    const modified = Date.parse(String((await ask(path)).headers.get('Last-Modified')))
    const [before, future] = [modified - 1000, Date.now() + 3_600_000].map((time) =>
      new Date(time).toUTCString(),
    )
    for (const headers of [
      { 'If-None-Match': '"another"' },
      { 'If-None-Match': '' },
      { 'If-None-Match': '"another"', 'If-Modified-Since': new Date(modified).toUTCString() },
      { 'If-Modified-Since': String(before) },
      { 'If-Modified-Since': String(future) },
      { 'If-Modified-Since': 'yesterday' },
    ]) {
      const response = await ask(path, headers)
      expect(response.status).toBe(200)
      expect((await response.text()).length).toBeGreaterThan(500)
    }
  })

  it('answers HEAD by the same conditions', async () => {
    const etag = String((await ask(path)).headers.get('ETag'))
    expect((await ask(path, { 'If-None-Match': etag }, 'HEAD')).status).toBe(304)
    expect((await ask(path, { 'If-None-Match': '"another"' }, 'HEAD')).status).toBe(200)
  })

  it('has the same bytes a second time', async () => {
    const [first, second] = [await ask(path), await ask(path)]
    expect(await second.text()).toBe(await first.text())
    expect([...second.headers]).toEqual([...first.headers])
  })
})

describe('a 304', () => {
  it('repeats Vary', async () => {
    const varyOf = async (path: string) => (await ask(path, { 'If-None-Match': '*' })).headers.get('Vary')
    for (const path of ['/feed', '/rss.xml']) {
      expect(await varyOf(path)).toBe('Sec-Fetch-Dest, Accept, Accept-Encoding')
    }
    expect(await varyOf('/attribution')).toBe('Accept-Encoding')
  })

  it('is never the answer where there is nothing', async () => {
    for (const path of ['/nothing', '/tags/nothing/rss.xml', '/tags/nothing', '/articles/nothing']) {
      expect((await ask(path, { 'If-None-Match': '*' })).status).toBe(404)
    }
    expect((await ask('/rss.xml?limit=0', { 'If-None-Match': '*' })).status).toBe(400)
  })

  it('is for one document, not for its neighbours', async () => {
    const tags = DOCUMENTS.slice(0, 4).map(async (path) => (await ask(path)).headers.get('ETag'))
    expect(new Set(await Promise.all(tags)).size).toBe(4)
  })
})

describe('Last-Modified', () => {
  it('is when the channel changed, not when its newest article came out', async () => {
    for (const path of ['/rss.xml', '/tags/dunia/atom.xml', '/tags/dunia']) {
      expect((await ask(path)).headers.get('Last-Modified')).toBe(new Date(NOW).toUTCString())
    }
  })
})
