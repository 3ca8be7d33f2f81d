import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { ARTICLE, ask, put, resetSite, show, token } from '../support/api-client.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'
import { column, emptyTables } from '../support/tables.ts'

beforeEach(resetSite)

describe('an article under a key', () => {
  it('is created, then replaced, and is one article in every feed', async () => {
    const secret = await token()
    const first = await put('berita-1', secret)
    expect(first).toMatchObject({ status: 201, slug: 'contoh', outcome: 'created' })
    expect(first.headers.get('Location')).toBe('https://news.example/api/articles/berita-1')
    const again = await put('berita-1', secret, { title: 'Contoh baru' })
    expect(again).toMatchObject({ status: 200, slug: 'contoh', outcome: 'changed', id: first.id })
    for (const path of ['/rss.xml', '/atom.xml', '/feed.json']) {
      const text = await (await get(path)).text()
      expect(text.split('Contoh baru').length - 1, path).toBeGreaterThan(0)
      expect(text).toContain('Lintar Satria')
      expect(text).toContain('Reuters')
    }
    expect(await column('SELECT count(*) FROM articles')).toEqual([2])
  })

  it('is as the same article in a file, but for its id', async () => {
    const fields = {
      tags: ['Dunia'],
      image: { url: 'https://img.example/a.jpg', caption: 'Gambar', credit: 'Foto' },
    }
    const html = '<p>Isi <b>berita</b> <a href="lain.md">lain</a>.</p><ul><li>satu</li></ul>'
    const file = articleFile({ ...fields, id: undefined, format: 'html' }, html)
    await emptyTables()
    await sync(contentOf({ contoh: file }))
    const feeds = ['/rss.xml', '/atom.xml', '/feed.json', '/articles/contoh']
    const textOf = async () =>
      Promise.all(
        feeds.map(async (path) => (await (await get(path)).text()).replaceAll(/tag:warta[^"<\s]*/g, 'ID')),
      )
    const asFile = await textOf()
    await emptyTables()
    await sync(contentOf({}))
    expect(await put('x', await token(), { ...fields, body: html })).toMatchObject({ status: 201 })
    const stripped = (texts: string[]) =>
      texts.map((text) => text.replaceAll(/20\d\d-\d\d-\d\dT[\d:.]+Z|<lastBuildDate>[^<]*|\?v=\w+/g, ''))
    expect(stripped(await textOf())).toEqual(stripped(asFile))
  })

  it('that is sent once more is unchanged, and moves no revision', async () => {
    const secret = await token()
    await put('a', secret)
    const before = await column('SELECT number FROM revision')
    expect(await put('a', secret)).toMatchObject({ status: 200, outcome: 'unchanged' })
    expect(await column('SELECT number FROM revision')).toEqual(before)
  })

  it('is shown as its client edits it, with the body sanitised', async () => {
    const secret = await token()
    const body = '<p onclick="x()">Isi</p><script>alert(1)</script><p>\u0003\u001A</p>'
    const written = await put('a', secret, { body, summary: undefined })
    const shown = await show('a', secret)
    const { summary: _, ...sent } = ARTICLE
    expect(shown).toMatchObject({
      key: 'a',
      status: 'public',
      etag: written.etag,
      url: 'https://news.example/articles/contoh',
    })
    expect(shown.article).toEqual({ ...sent, body: '<p>Isi</p>' })
    const response = await ask('GET', 'articles/a', { secret })
    expect(response.headers.get('ETag')).toBe(written.etag)
    // By its id it is the same one.
    expect(await show(encodeURIComponent(written.id), secret)).toEqual(shown)
  })

  it('is deleted without a trace of its text, as often as somebody asks', async () => {
    const secret = await token()
    const { id } = await put('a', secret, { body: '<p>Rahasia</p>' })
    for (let n = 0; n < 2; n++) expect((await ask('DELETE', 'articles/a', { secret })).status).toBe(204)
    expect((await ask('DELETE', 'articles/never', { secret })).status).toBe(204)
    expect((await get('/articles/contoh')).status).toBe(410)
    expect(await show('a', secret)).toMatchObject({ id, status: 'deleted' })
    expect(JSON.stringify((await env.DB.prepare('SELECT * FROM receipts').all()).results)).not.toContain(
      'Rahasia',
    )
    expect(await put('a', secret)).toMatchObject({ status: 201, id })
  })
})
