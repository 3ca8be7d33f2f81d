import { env } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { longestUse } from '../../src/http/caching.ts'
import { applyDue } from '../../src/lifecycle/apply-due.ts'
import { killArticle, undoKill } from '../../src/lifecycle/kill-article.ts'
import { watchDue } from '../../src/lifecycle/watch-due.ts'
import { shownUntil } from '../../src/storage/read/media-files.ts'
import { getFrom } from '../support/deployment.ts'
import { Isolate } from '../support/isolate.ts'
import { articleFile, contentOf, get, NOW, sync } from '../support/site.ts'
import { column, emptyTables, withCommit } from '../support/tables.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const time = (ms: number) => new Date(ms).toISOString()
const fileOf = (slug: string, fields: Record<string, unknown> = {}, body?: string) =>
  articleFile({ id: `urn:x:${slug}`, title: `Judul ${slug}`, ...fields }, body)
const LAMA = { lama: fileOf('lama') }
const kill = (id: string, now: number, more: object = {}) =>
  killArticle(env.DB, {
    id,
    ending: { kind: 'kill', reason: 'Salah <orang>.', by: 'Redaksi', ...more },
    actor: 'test',
    now,
  })

let now = NOW
function setClock(time: number): number {
  now = time
  vi.setSystemTime(now)
  return now
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  setClock(NOW)
  vi.spyOn(console, 'error').mockImplementation(() => {})
  await emptyTables()
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('a killed article', () => {
  beforeEach(async () => {
    await sync(contentOf({ ...LAMA, baru: fileOf('baru', { tags: ['Rahasia Besar'] }) }))
    setClock(NOW + 2000)
    await kill('urn:x:baru', now)
  })

  it('Its RSS item says that it was withdrawn, when, by whom and why, under the same guid', async () => {
    const rss = await (await get('/rss.xml')).text()
    expect(rss).not.toContain('Judul baru')
    expect(rss).toContain('<title>Ditarik</title>')
    expect(rss).toContain(
      '<guid isPermaLink="false">urn:x:baru</guid><pubDate>Thu, 01 Jan 2026 07:00:02 +0700<',
    )
    expect(rss).toContain('<dcterms:valid>2026-01-01T07:00:02+07:00</dcterms:valid>')
    expect(rss).toContain('<media:status state="deleted"/>')
    expect(rss).toContain('ditarik oleh Redaksi pada 1/1/2026. Alasan: Salah ')
    expect(rss.indexOf('urn:x:lama')).toBeLessThan(rss.indexOf('urn:x:baru'))
  })

  it('Its Atom entry has the same id, and RFC 6721 a tombstone', async () => {
    const atom = await (await get('/atom.xml')).text()
    expect(atom).toContain('xmlns:at="http://purl.org/atompub/tombstones/1.0"')
    expect(atom).toMatch(/<entry[^>]*><id>urn:x:baru<\/id><title>Ditarik<\/title>/)
    expect(atom).toContain(
      '<at:deleted-entry ref="urn:x:baru" when="2026-01-01T07:00:02.001+07:00"><at:by><name>Redaksi</name></at:by><at:comment>Salah &#x3C;orang&#x3E;.</at:comment>',
    )
  })

  it('Its JSON Feed item has the state as data', async () => {
    const feed = (await (await get('/feed.json')).json()) as { items: { id: string }[]; _lifecycle: object }
    const lifecycle = {
      kind: 'kill',
      at: '2026-01-01T07:00:02+07:00',
      by: 'Redaksi',
      reason: 'Salah <orang>.',
    }
    const item = feed.items.find(({ id }) => id === 'urn:x:baru')
    expect(item).toMatchObject({ title: 'Ditarik', _lifecycle: { state: 'deleted', ...lifecycle } })
    expect(feed._lifecycle).toEqual({ removed: [{ id: 'urn:x:baru', ...lifecycle }] })
  })

  it('Its page is gone and says why, in its language', async () => {
    const page = await get('/articles/baru', { Accept: 'text/html' })
    expect(page.status).toBe(410)
    expect(page.headers.get('Cache-Tag')).toBe('channel:/')
    const html = await page.text()
    expect(html).toContain('<html lang="id"')
    expect(html).toContain('Artikel ini ditarik oleh Redaksi pada 1/1/2026. Alasan: Salah &lt;orang&gt;.')
    expect(await (await get('/articles/baru')).json()).toMatchObject({
      status: 410,
      detail: 'This article was withdrawn by Redaksi on 1 January 2026. Reason: Salah <orang>.',
    })
  })

  it('One that a court has forbidden is a 451 that names who blocks it (RFC 7725)', async () => {
    await kill('urn:x:lama', now + 1, { kind: 'legal', reason: 'Putusan 12/2026.' })
    const page = await get('/articles/lama')
    expect(page.status).toBe(451)
    expect(page.headers.get('Link')).toBe('<https://news.example/>; rel="blocked-by"')
    expect(await page.json()).toMatchObject({ title: 'Article withdrawn' })
  })

  it('A tag that it has emptied answers with its notice alone, and when that ends with 404', async () => {
    const rss = await (await get('/tags/rahasia-besar/rss.xml')).text()
    expect(rss).not.toContain('Rahasia Besar')
    expect(rss).toContain('urn:x:baru')
    for (const path of ['/feeds.json', '/opml.xml', '/sitemap.xml', '/']) {
      expect(await (await get(path)).text(), path).not.toMatch(/rahasia/i)
    }
    await applyDue(env.DB, now + 30 * DAY)
    expect((await get('/tags/rahasia-besar/rss.xml')).status).toBe(404)
    expect((await get('/tags/rahasia-besar')).status).toBe(404)
    expect(await (await get('/atom.xml')).text()).not.toContain('urn:x:baru')
    expect((await get('/articles/baru')).status).toBe(410)
    await sync(contentOf({ ...LAMA, x: fileOf('x', { tags: ['Rahasia besar'] }) }), now + 30 * DAY + 1)
    expect(await (await get('/tags/rahasia-besar/rss.xml')).text()).toContain('Rahasia besar')
  })

  it('An old entity tag with A-IM gets the whole feed, and an old archive address leads to a new one', async () => {
    const isolate = new Isolate()
    await undoKill(env.DB, { id: 'urn:x:baru', actor: 'test', now: now + 1 })
    await sync(contentOf({ ...LAMA, baru: fileOf('baru') }), now + 2)
    setClock(now + 2000)
    const before = await isolate.get('/rss.xml')
    const archive = String((await isolate.get('/archives/1/rss.xml')).headers.get('Location'))
    setClock(now + 2000)
    await kill('urn:x:baru', now)
    setClock(now + 1001)
    const delta = await isolate.get('/rss.xml', {
      'A-IM': 'feed',
      'If-None-Match': String(before.headers.get('ETag')),
    })
    expect(delta.status).toBe(200)
    expect(await delta.text()).not.toContain('Judul baru')
    expect((await isolate.get(archive)).status).toBe(302)
  })

  it('Every act is written down', async () => {
    await undoKill(env.DB, { id: 'urn:x:baru', actor: 'test', now: now + 1 })
    expect(await column('SELECT action FROM audit ORDER BY key')).toEqual(['kill', 'lift'])
    expect((await get('/articles/baru')).status).toBe(410)
    expect(await (await get('/atom.xml')).text()).not.toContain('urn:x:baru')
  })

  it('What was only deleted can be killed: then readers are told why', async () => {
    await sync(contentOf({ x: fileOf('x') }), now + 1)
    expect(await (await get('/articles/lama')).json()).toMatchObject({
      detail: expect.stringContaining('taken out for good'),
    })
    await kill('urn:x:lama', now + 2)
    expect(await (await get('/rss.xml')).text()).toContain('urn:x:lama')
    expect(await sync(contentOf({ ...LAMA, x: fileOf('x') }), now + 3)).toMatchObject({
      killed: ['content/articles/2022/09/lama.md'],
    })
  })

  it('A kill that is cut off after any statement is wholly made or not at all', async () => {
    await sync(contentOf({ ...LAMA, baru: fileOf('lain', { id: 'urn:x:lain' }) }), now + 1)
    const state = () =>
      column("SELECT id FROM articles UNION ALL SELECT kind FROM withdrawals WHERE id = 'urn:x:lain'")
    const before = await state()
    const fail = env.DB.prepare(
      "INSERT INTO revision (id, number, registry, pipeline, content) VALUES (2, 0, '', '', 0)",
    )
    for (let at = 0, all = 1; at <= all; at += 7) {
      const db = withCommit((statements) => {
        all = statements.length
        return env.DB.batch(statements.toSpliced(at, 0, fail))
      })
      const order = {
        id: 'urn:x:lain',
        ending: { kind: 'kill', reason: 'x' },
        actor: 'x',
        now: now + 9,
      } as const
      await expect(killArticle(db, order)).rejects.toThrow('CHECK')
      expect(await state()).toEqual(before)
    }
  })
})

describe('what was deleted or has expired', () => {
  it('Atom and JSON Feed have a tombstone, RSS has nothing', async () => {
    await sync(
      contentOf({ ...LAMA, baru: fileOf('baru'), usai: fileOf('usai', { expires: time(NOW + HOUR) }) }),
    )
    await sync(contentOf({ ...LAMA, usai: fileOf('usai', { expires: time(NOW + HOUR) }) }), NOW + 1)
    setClock(NOW + HOUR)
    await applyDue(env.DB, now)
    const [rss, atom, json] = await Promise.all(
      ['/rss.xml', '/atom.xml', '/feed.json'].map(async (path) => (await get(path)).text()),
    )
    expect(rss).not.toMatch(/urn:x:(baru|usai)/)
    expect(atom).toContain('<at:deleted-entry ref="urn:x:usai"')
    expect(atom).toContain('<at:deleted-entry ref="urn:x:baru"')
    expect(atom).not.toContain('<id>urn:x:usai</id>')
    expect(JSON.parse(String(json))._lifecycle.removed).toMatchObject([
      { id: 'urn:x:usai', kind: 'expired' },
      { id: 'urn:x:baru', kind: 'deleted' },
    ])
  })
})

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

describe('a corrected article', () => {
  const fields = {
    updated: '2022-09-20T13:00:00+07:00',
    corrections: [{ at: '2022-09-21T08:00:00+07:00', text: 'Nama <menteri> salah ditulis.' }],
  }

  it('Body and summary say so in its words, and it was updated then', async () => {
    await sync(contentOf({ lama: fileOf('lama', fields) }))
    const text = 'Ralat 21/9/2022: Nama &#x3C;menteri&#x3E; salah ditulis.'
    const atom = await (await get('/atom.xml')).text()
    expect(atom).toContain('<updated>2022-09-21T08:00:00+07:00</updated>')
    expect(atom).toContain(`<![CDATA[<p><strong>${text}</strong></p>`)
    expect(atom).toMatch(new RegExp(`<summary>Ringkasan. ${text} Laporan`))
    expect(await (await get('/feed.json')).text()).toContain(
      '"corrections":[{"at":"2022-09-21T01:00:00Z","text":"Nama <menteri> salah ditulis."}]',
    )
    const page = await (await get('/articles/lama', { Accept: 'text/html' })).text()
    expect(page).toContain('<strong>Ralat 21/9/2022: Nama &lt;menteri&gt; salah ditulis.</strong>')
    expect(page).toContain('"correction":[{"@type":"CorrectionComment"')
  })

  it('An English article is corrected in English', async () => {
    await sync(contentOf({ lama: fileOf('lama', { ...fields, language: 'en' }) }))
    expect(await (await get('/rss.xml')).text()).toContain('Correction, 21 September 2022: Nama')
  })
})

describe('the pictures of an article', () => {
  const PATHS = ['/media/a.1f2e3d4c.480.webp', '/media/a.1f2e3d4c.jpg']

  function pictured(fields: Record<string, unknown> = {}) {
    const content = contentOf({ ...LAMA, baru: fileOf('baru', fields, '![dua](a.jpg)') })
    const size = { width: 640, height: 480, widths: [480] }
    content.media.set('a.jpg', { path: '/media/a.1f2e3d4c.jpg', type: 'image/jpeg', ...size, digest: 'x' })
    return content
  }
  const shown = async (paths: readonly string[]) =>
    Promise.all(paths.map(async (path) => (await shownUntil(env.DB, path, now)) !== undefined))

  it('They are there in all sizes while a public article shows them', async () => {
    await sync(pictured())
    expect(await column('SELECT path FROM media ORDER BY path')).toEqual(PATHS)
    expect(await shown(PATHS)).toEqual([true, true])
    await kill('urn:x:baru', NOW + 1)
    expect(await column('SELECT path FROM media')).toEqual([])
    expect(await column('SELECT media = number FROM revision')).toEqual([1])
    expect(await shown(PATHS)).toEqual([false, false])
    expect((await get(PATHS[0] ?? '')).status).toBe(404)
  })

  it('They are not there while their article is held, nor when it has expired', async () => {
    await sync(pictured({ embargo: time(NOW + HOUR), expires: time(NOW + 2 * HOUR) }))
    expect(await shown(PATHS)).toEqual([false, false])
    await applyDue(env.DB, setClock(NOW + HOUR))
    expect(await shown(PATHS)).toEqual([true, true])
    setClock(NOW + 2 * HOUR)
    expect(await shown(PATHS)).toEqual([false, false])
  })

  it('A card is there while its article is public and says the same', async () => {
    const ASSETS = new Proxy(env.ASSETS, { get: () => async () => new Response('png') })
    const statusOf = async (path: string) => (await getFrom({ ASSETS }, path)).status
    const cardOf = async (slug: string) => {
      const page = await (await get(`/articles/${slug}`, { Accept: 'text/html' })).text()
      return (
        /og:image" content="https:\/\/news\.example(\/media\/cards\/articles\/[^"]+)/.exec(page)?.[1] ?? ''
      )
    }
    await sync(contentOf(LAMA))
    const card = await cardOf('lama')
    expect(await statusOf(card)).toBe(200)
    await sync(contentOf({ lama: fileOf('lama', { title: 'Judul lain' }) }), setClock(NOW + 2000))
    expect(await statusOf(card)).toBe(404)
    const other = await cardOf('lama')
    expect(await statusOf(other)).toBe(200)
    await kill('urn:x:lama', setClock(NOW + 4000))
    expect(await statusOf(other)).toBe(404)
    expect(await statusOf('/media/cards/articles/%ff.1a.png')).toBe(404)
    expect(await statusOf('/media/cards/site.1a.png')).toBe(200)
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
