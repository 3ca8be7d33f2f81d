import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { applyDue } from '../../src/lifecycle/apply-due.ts'
import { killArticle, undoKill } from '../../src/lifecycle/kill-article.ts'
import { Isolate } from '../support/isolate.ts'
import { DAY, fileOf, HOUR, kill, LAMA, now, setClock, time, useClock } from '../support/lifetimes.ts'
import { contentOf, get, NOW, sync } from '../support/site.ts'
import { column, withCommit } from '../support/tables.ts'

useClock()

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

describe('an article that was deleted and comes back with other tags', () => {
  it('Its former tags no longer tell that it is gone, and say so to whoever has them already', async () => {
    const one = { baru: fileOf('baru', { tags: ['Satu', 'Sepi'] }) }
    const other = { lama: fileOf('lama', { tags: ['Satu'] }) }
    await sync(contentOf({ ...other, ...one }))
    await sync(contentOf(other), NOW + 1000)
    setClock(NOW + 2000)
    const before = await get('/tags/satu/atom.xml')
    expect(await before.text()).toContain('at:deleted-entry')
    expect((await get('/tags/sepi/atom.xml')).status).toBe(200)

    await sync(contentOf({ ...other, baru: fileOf('baru', { tags: ['Dua'] }) }), NOW + 3000)
    setClock(NOW + 5000)
    const after = await get('/tags/satu/atom.xml', { 'If-None-Match': String(before.headers.get('ETag')) })
    expect(after.status).toBe(200)
    expect(await after.text()).not.toContain('at:deleted-entry')
    expect((await get('/tags/sepi/atom.xml')).status).toBe(404)
    expect((await get('/tags/dua/atom.xml')).status).toBe(200)
  })
})
