import { env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { longestUse } from '../../src/http/caching.ts'
import { watchDue } from '../../src/lifecycle/watch-due.ts'
import { Isolate } from '../support/isolate.ts'
import { fileOf, HOUR, LAMA, now, setClock, time, useClock } from '../support/lifetimes.ts'
import { contentOf, get, NOW, sync } from '../support/site.ts'
import { column } from '../support/tables.ts'

useClock()

describe('an article that expires', () => {
  const PATHS = [
    ...['/', '/rss.xml', '/atom.xml', '/feed.json', '/feed', '/tags/dunia/rss.xml', '/articles/usai'],
    ...['/search?q=isi', '/search/rss.xml?q=isi', '/rss.xml?tag=dunia', '/opml.xml', '/feeds.json'],
    ...['/sitemap.xml', '/archives/1/rss.xml'],
  ]
  const store = () =>
    sync(contentOf({ ...LAMA, usai: fileOf('usai', { expires: time(NOW + HOUR), tags: ['Dunia'] }) }))

  async function follow(isolate: Isolate, path: string, headers: Record<string, string> = {}) {
    const response = await isolate.get(path, headers)
    const location = response.headers.get('Location')
    return location ? isolate.get(location, headers) : response
  }

  it.each([HOUR, 20 * 60_000, 5000, 900, 1])(
    'No copy may be used any more, fresh or stale, when it expires in %s ms',
    async (left) => {
      await store()
      const isolate = new Isolate()
      setClock(NOW + HOUR - left)
      for (const path of [...PATHS, ...PATHS]) {
        const response = await follow(isolate, path)
        expect(response.status, path).toBe(200)
        const lifetime = String(response.headers.get('Cache-Control'))
        expect(longestUse(lifetime) * 1000, `${path} ${lifetime}`).toBeLessThanOrEqual(left)
        if (left < 1000) expect(lifetime).toBe('no-store')
      }
    },
  )

  it('It is gone on time from a warm isolate where no clock takes it out', async () => {
    await store()
    const isolate = new Isolate()
    setClock(NOW + HOUR - 1)
    const etags = new Map<string, string>()
    for (const path of PATHS) {
      const response = await follow(isolate, path)
      etags.set(path, String(response.headers.get('ETag')))
    }
    setClock(NOW + HOUR)
    for (const path of PATHS) {
      const response = await follow(isolate, path, { 'If-None-Match': etags.get(path) ?? '' })
      expect([200, 404, 410], path).toContain(response.status)
      expect(await response.text(), path).not.toContain('Judul usai')
    }
    expect(await column('SELECT id FROM articles')).toEqual(['urn:x:lama'])
  })

  it('It is a 503 that nobody keeps where the database can not tell what is left', async () => {
    await store()
    const isolate = new Isolate()
    for (const path of PATHS) await follow(isolate, path)
    setClock(NOW + HOUR)
    isolate.traffic.asked = () => {
      throw new Error('D1_ERROR: Network connection lost.')
    }
    for (const path of PATHS.filter((path) => !path.startsWith('/archives'))) {
      const response = await isolate.get(path)
      expect(response.status, path).toBe(503)
      expect(response.headers.get('Cache-Control'), path).toBe('no-store')
    }
  })

  it('Feeds and page say when it ends', async () => {
    await store()
    const rss = await (await get('/rss.xml')).text()
    expect(rss).toContain('<dcterms:valid>2026-01-01T08:00:00+07:00</dcterms:valid>')
    expect(await (await get('/atom.xml')).text()).toContain(
      '<dcterms:valid>2026-01-01T08:00:00+07:00</dcterms:valid>',
    )
    expect(await (await get('/feed.json')).text()).toContain(
      '"_lifecycle":{"expires":"2026-01-01T01:00:00Z"}',
    )
    const page = await (await get('/articles/usai', { Accept: 'text/html' })).text()
    expect(page).toContain('unavailable_after: 2026-01-01T01:00:00')
    expect(page).toContain('"expires":"2026-01-01T01:00:00')
  })
})

describe('a warm isolate whose database fails', () => {
  it('It gives its copies for ten minutes, and then none', async () => {
    await sync(contentOf(LAMA))
    const isolate = new Isolate()
    await isolate.get('/rss.xml')
    isolate.traffic.asked = () => {
      throw new Error('D1_ERROR: Network connection lost.')
    }
    setClock(NOW + 600_000)
    expect((await isolate.get('/rss.xml')).status).toBe(200)
    setClock(NOW + 600_001)
    expect((await isolate.get('/rss.xml')).status).toBe(503)
  })
})

describe('the clock', () => {
  it('It does what is due when it is due, and purges twice', async () => {
    await sync(
      contentOf({
        ...LAMA,
        baru: fileOf('baru', { embargo: time(NOW + 3000) }),
        usai: fileOf('usai', { expires: time(NOW + 7000) }),
      }),
    )
    const done: string[] = []
    await watchDue(
      env.DB,
      {
        now: () => now,
        wait: async (ms) => void setClock(now + ms),
        pause: 5000,
        purge: async (since) => void done.push(`${now - NOW}: purged since ${since - NOW}`),
      },
      30_000,
    )
    expect(await column('SELECT slug FROM articles ORDER BY slug')).toEqual(['baru', 'lama'])
    expect(done).toEqual([
      '3000: purged since 0',
      '7000: purged since 3000',
      expect.stringMatching(/^2\d+: purged since 6999/),
    ])
    expect(await column('SELECT purged FROM withdrawals')).toEqual([1])
  })
})
