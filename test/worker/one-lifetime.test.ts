import { beforeAll, describe, expect, it } from 'vitest'
import { get, NOW, sync } from '../support/site.ts'
import { Story } from '../support/story.ts'

const FEEDS = [
  '/rss.xml',
  '/rss.xml?limit=3&content=summary',
  '/feed',
  '/tags/dunia/rss.xml',
  '/publishers/republika/rss.xml',
  '/rss.xml?tag=dunia',
  '/search/rss.xml?q=judul',
  '/search/rss.xml?q=tidak-ada-kata-ini',
]

const MINUTES: Record<string, number> = { hourly: 60, daily: 1440 }

/** Minutes for which a feed may be kept, by each of the ways in which it says so. */
async function minutesOf(path: string, headers: Record<string, string> = {}) {
  const response = await get(path, headers)
  expect(response.status).toBe(200)
  const text = await response.text()
  const [, seconds] = /max-age=(\d+)/.exec(response.headers.get('Cache-Control') ?? '') ?? []
  const [, ttl] = /<ttl>(\d+)</.exec(text) ?? []
  const [, period = '', times] =
    /<sy:updatePeriod>(\w+)<\/sy:updatePeriod>\s*<sy:updateFrequency>(\d+)</.exec(text) ?? []
  return {
    cache: Number(seconds) / 60,
    updates: (MINUTES[period] ?? Number.NaN) / Number(times),
    ttl: ttl === undefined ? undefined : Number(ttl),
  }
}

beforeAll(async () => {
  // The last articles fill the first archive.
  await sync(new Story().add(1, 130).content, NOW - 10_000)
  await sync(new Story().add(1, 260).content, NOW)
})

describe('how long a feed may be kept', () => {
  it.each(FEEDS)('is one number in Cache-Control, ttl and sy: of %s', async (path) => {
    expect(await minutesOf(path)).toEqual({ cache: 5, updates: 5, ttl: 5 })
  })

  it.each(FEEDS.filter((path) => path !== '/feed'))(
    'is one number in the Atom document of %s',
    async (path) => {
      expect(await minutesOf(path.replace('rss.xml', 'atom.xml'))).toEqual({ cache: 5, updates: 5 })
    },
  )

  it('is one number in the feed of a single article', async () => {
    const kept = await minutesOf('/articles/n7', { Accept: 'application/rss+xml' })
    expect(kept).toEqual({ cache: 5, updates: 5, ttl: 5 })
  })

  it.each(['rss', 'atom'])('is a day in an archive, and everything says so: %s', async (format) => {
    const feed = await (await get(`/${format}.xml`)).text()
    const [, archive = ''] = /https:\/\/news\.example(\/archives\/[^"]+)/.exec(feed) ?? []
    expect(archive).not.toBe('')
    expect(await minutesOf(archive)).toMatchObject({ cache: 1440, updates: 1440 })
    if (format === 'rss') expect((await minutesOf(archive)).ttl).toBe(1440)
  })
})
