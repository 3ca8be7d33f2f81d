import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { pollFeed } from '../../src/ingest/poll/run.ts'
import { failed } from '../../src/model/result.ts'
import { findArticle } from '../../src/storage/read/articles.ts'
import { get } from '../support/site.ts'
import { column, emptyTables, withCommit } from '../support/tables.ts'
import { DUA, item, newsOf, rss, SATU, stateOf, story, syncPolled, Upstream } from '../support/upstream.ts'

const MINUTE = 60_000
const PUBLISHED = Date.UTC(2022, 8, 20, 5, 32)

let upstream: Upstream

beforeEach(async () => {
  await emptyTables()
  await syncPolled()
  upstream = new Upstream()
})

/** Polls the first source with these items. */
async function pollSatu(...items: string[]) {
  upstream.serve(SATU, rss('Kabar Satu', ...items))
  return newsOf(await upstream.poll('satu'))
}

async function pollDua(...items: string[]) {
  upstream.serve(DUA, rss('Kabar Dua', ...items))
  return newsOf(await upstream.poll('dua'))
}

const link = (url: string) => `<link>${url}</link>`
const ids = () => column('SELECT id FROM articles ORDER BY id')
const member = (name: string) => column(`SELECT data ->> '$.${name}' FROM articles ORDER BY id`)

describe('an item of a polled feed', () => {
  it('An item of a polled feed becomes an article of that source, sanitised, in the feeds', async () => {
    await pollSatu(
      item(
        'urn:satu:1',
        'Berita &amp; satu',
        '&lt;p onclick="x()"&gt;Isi&lt;script&gt;x()&lt;/script&gt;&lt;/p&gt;',
      ),
    )
    expect(await findArticle(env.DB, 'berita-satu')).toMatchObject({
      value: {
        article: {
          id: 'urn:satu:1',
          title: 'Berita & satu',
          language: 'id',
          published: { instant: PUBLISHED, offset: 420 },
          publisher: { id: 'satu', name: 'Kabar Satu', feed: SATU },
          sources: [],
          summary: 'Isi',
          body: '<p>Isi</p>',
        },
      },
    })
    expect(await (await get('/publishers/satu/rss.xml')).text()).toContain(
      '<title>Berita &#x26; satu</title>',
    )
    expect(await column('SELECT origin FROM articles')).toEqual(['poll:satu'])
  })

  it('An item without an id that is a URI has one minted, the same at the next poll', async () => {
    await pollSatu(item('17', 'Berita', 'Isi.'))
    const minted = ['tag:warta.example,2022-09-20:satu-berita']
    expect(await ids()).toEqual(minted)
    await pollSatu(item('17', 'Berita', 'Isi lain.'))
    expect(await ids()).toEqual(minted)
  })

  it('An item whose slug is taken gets a slug of its own', async () => {
    await syncPolled({ berita: [{ id: 'urn:x:1' }] })
    await pollSatu(item('urn:satu:1', 'Berita', 'Satu.'), item('urn:satu:2', 'Berita', 'Dua.'))
    const slugs = await column<string>('SELECT slug FROM articles ORDER BY id')
    expect(slugs[2]).toBe('berita')
    expect(slugs.slice(0, 2)).toEqual([
      expect.stringMatching(/^berita-[0-9a-f]{8}$/),
      expect.stringMatching(/^berita-[0-9a-f]{8}$/),
    ])
    expect(new Set(slugs).size).toBe(3)
  })

  it('An item that can be no article is reported, and the others are taken', async () => {
    const result = await pollSatu(
      item('urn:satu:1', 'x'.repeat(1001), 'Isi.'),
      item('urn:satu:2', 'B', 'Isi.'),
    )
    expect(result).toMatchObject({
      added: 1,
      refused: [{ reason: 'Its title is longer than 1000 characters; shorten it.' }],
    })
    expect(await ids()).toEqual(['urn:satu:2'])
  })

  it('An item loses only the field in which something is wrong', async () => {
    await pollSatu(item('urn:satu:1', 'A', 'Isi.', `<category>${'x'.repeat(200)}</category>`))
    expect(await member('title')).toEqual(['A'])
    expect(await member('tags')).toEqual(['[]'])
  })
})

describe('an item that changes', () => {
  const before = item('urn:satu:1', 'Lama', 'Isi lama.')

  it('An item that changes keeps the id, slug and time of publication of its article', async () => {
    await pollSatu(before)
    upstream.now += MINUTE
    const after = item('urn:satu:1', 'Baru', 'Isi baru.').replace('20 Sep 2022', '21 Sep 2022')
    expect(await pollSatu(after)).toMatchObject({ added: 0, changed: 1 })
    expect(await ids()).toEqual(['urn:satu:1'])
    expect(await findArticle(env.DB, 'lama')).toMatchObject({
      value: {
        article: { title: 'Baru', slug: 'lama', body: 'Isi baru.', published: { instant: PUBLISHED } },
      },
    })
    expect(await column('SELECT DISTINCT published FROM entries')).toEqual([PUBLISHED])
  })

  it('An item that changes without giving a time was updated when we saw it', async () => {
    await pollSatu(before)
    upstream.now += MINUTE
    await pollSatu(item('urn:satu:1', 'Lama', 'Isi baru.'))
    expect(await column('SELECT updated FROM articles')).toEqual([upstream.now])
  })

  it('An item from the future is no later than now', async () => {
    await pollSatu(before.replace('2022', '2099'))
    expect(await column('SELECT published FROM articles')).toEqual([upstream.now])
    upstream.now += MINUTE
    expect(await pollSatu(before.replace('2022', '2099'))).toMatchObject({ changed: 0 })
  })

  it('An item that goes from its feed leaves its article', async () => {
    await pollSatu(before)
    await pollSatu(item('urn:satu:2', 'Lain', 'Isi.'))
    expect(await ids()).toEqual(['urn:satu:1', 'urn:satu:2'])
  })
})

describe('the same story from two feeds is one article, of whoever had it first', () => {
  it('The same story from two feeds is recognised by its id', async () => {
    const id = 'tag:kantor.example,2022:1'
    await pollSatu(item(id, 'Satu', 'Isi satu.'))
    expect(await pollDua(item(id, 'Dua', 'Isi dua.'))).toMatchObject({ added: 0, changed: 0 })
    expect(await member('title')).toEqual(['Satu'])
  })

  it('The same story from two feeds is recognised by its page', async () => {
    const page = 'https://www.kantor.example/berita/1'
    await pollSatu(item('urn:satu:1', 'Satu', 'Isi satu.', link(`${page}?utm_source=satu`)))
    await pollDua(item('urn:dua:1', 'Dua', 'Isi dua.', link('http://kantor.example/berita/1/#isi')))
    expect(await ids()).toEqual(['urn:satu:1'])
  })

  it('The same story from two feeds is recognised by its text, also when the first one has changed its own', async () => {
    const copy = item('urn:dua:1', 'Dua', story('banjir').toUpperCase())
    await pollSatu(item('urn:satu:1', 'Satu', story('banjir')))
    await pollDua(copy)
    await pollSatu(item('urn:satu:1', 'Satu', story('gempa')))
    await pollDua(copy, item('urn:dua:2', 'Lain', story('hujan')))
    expect(await ids()).toEqual(['urn:dua:2', 'urn:satu:1'])
  })

  it('Two stories with the same short text or the same home page are two articles', async () => {
    await pollSatu(item('urn:satu:1', 'Satu', 'Isi menyusul.', link('https://kantor.example/')))
    await pollDua(item('urn:dua:1', 'Dua', 'Isi menyusul.', link('https://kantor.example/')))
    expect(await ids()).toEqual(['urn:dua:1', 'urn:satu:1'])
  })
})

describe('another write while a feed is stored', () => {
  const FILE: Parameters<typeof syncPolled>[0] = { berkas: [{ id: 'urn:satu:1', title: 'Berkas' }] }

  it('A write while a feed is stored is seen: what it has stored is not written over', async () => {
    let commits = 0
    const db = withCommit(async (statements) => {
      if (commits++ === 0) await syncPolled(FILE)
      return env.DB.batch(statements)
    })
    upstream.serve(
      SATU,
      rss('Kabar Satu', item('urn:satu:1', 'Polled', 'Isi.'), item('urn:satu:2', 'B', 'Isi.')),
    )
    const report = await pollFeed(db, 'satu', upstream.options())
    expect(newsOf(report)).toMatchObject({ kind: 'written', added: 1, changed: 0 })
    expect(commits).toBe(2)
    expect(await member('title')).toEqual(['Berkas', 'B'])
    expect(await column('SELECT COUNT(*) FROM staged_articles')).toEqual([0])
  })

  it('Writes before each of five attempts make a poll give up, which is our fault and not the one of the feed', async () => {
    const before = await stateOf('satu')
    const db = withCommit(async (statements) => {
      await env.DB.prepare("UPDATE revision SET number = number + 1, registry = registry || 'x'").run()
      return env.DB.batch(statements)
    })
    upstream.serve(SATU, rss('Kabar Satu', item('urn:satu:1', 'Polled', 'Isi.')))
    const report = await pollFeed(db, 'satu', upstream.options())
    const error = new Error('Other writes came between 5 times')
    expect(report?.result).toEqual(failed({ kind: 'internal', error }))
    expect(await stateOf('satu')).toEqual({ ...before, nextPoll: upstream.now + 30 * MINUTE })
  })
})

describe('what content/ holds wins', () => {
  const PAGE = 'https://kantor.example/berita/1'
  const FILE = {
    berkas: [{ id: 'urn:berkas:1', original: PAGE, title: 'Berkas' }, story('banjir')] as [
      Record<string, unknown>,
      string,
    ],
  }

  it.each([
    ['id', item('urn:berkas:1', 'Polled', 'Isi.')],
    ['page', item('urn:satu:1', 'Polled', 'Isi.', link(PAGE))],
    ['text', item('urn:satu:1', 'Polled', story('banjir'))],
  ])('A file wins over an item with the same %s', async (_, polled) => {
    await syncPolled(FILE)
    const [before] = await column<number>('SELECT revision FROM articles')
    expect(await pollSatu(polled)).toMatchObject({ added: 0, changed: 0 })
    expect(await ids()).toEqual(['urn:berkas:1'])
    expect(await member('title')).toEqual(['Berkas'])
    expect(await column('SELECT revision FROM articles')).toEqual([before])
  })

  it('A file takes over an article of the same id that was polled before', async () => {
    await pollSatu(item('urn:berkas:1', 'Polled', 'Isi.'))
    await syncPolled(FILE)
    expect(await column('SELECT origin FROM articles')).toEqual(['content'])
    expect(await findArticle(env.DB, 'polled')).toEqual(failed({ kind: 'renamed', slug: 'berkas' }))
  })

  it('A file wins over a copy that was polled before: the address of the copy leads to the file, and it does not come back', async () => {
    const polled = item('urn:satu:1', 'Polled', story('banjir'))
    await pollSatu(polled)
    await syncPolled(FILE)
    expect(await ids()).toEqual(['urn:berkas:1'])
    expect(await findArticle(env.DB, 'polled')).toEqual(failed({ kind: 'renamed', slug: 'berkas' }))
    expect(await pollSatu(item('urn:satu:1', 'Polled', story('gempa')))).toMatchObject({
      added: 0,
      changed: 0,
    })
    expect(await pollSatu(polled)).toMatchObject({ added: 0, changed: 0 })
    expect(await ids()).toEqual(['urn:berkas:1'])
  })

  it('A file wins over a polled story that has its slug: that takes another one and stays in its channels', async () => {
    const polled = item('urn:satu:1', 'Berkas', 'Cerita lain.')
    await pollSatu(polled)
    await syncPolled(FILE)
    expect(await findArticle(env.DB, 'berkas')).toMatchObject({ value: { article: { id: 'urn:berkas:1' } } })
    const [, slug = ''] = await column<string>('SELECT slug FROM articles ORDER BY id')
    expect(slug).toMatch(/^berkas-\d+$/)
    expect(await findArticle(env.DB, slug)).toMatchObject({ value: { article: { id: 'urn:satu:1', slug } } })
    expect(await (await get('/publishers/satu/rss.xml')).text()).toContain(`/articles/${slug}</link>`)
    expect(await (await get('/search/rss.xml?q=cerita')).text()).toContain(`/articles/${slug}</link>`)
    expect(await pollSatu(polled)).toMatchObject({ added: 0, changed: 0 })
  })
})
