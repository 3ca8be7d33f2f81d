import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { findArticle } from '../../src/storage/read/articles.ts'
import { ADDED, CHANGED, feedOf, NOTHING, Rivals, type Said, stored } from '../support/rivals.ts'
import { get } from '../support/site.ts'
import { column, emptyTables } from '../support/tables.ts'
import { newsOf, story } from '../support/upstream.ts'

const ID = 'tag:asal.example,2022:1'
const PAGE = 'https://www.asal.example/dunia/1'

const OWNED: Said = { id: ID, title: 'Asli', body: 'Isi asli.', link: PAGE, creator: 'Guy Faulconbridge' }
const COPY: Said = { id: ID, title: 'Salinan', body: 'Isi salinan.', link: PAGE }

let rivals: Rivals

beforeEach(async () => {
  await emptyTables()
  rivals = new Rivals()
  await rivals.sync({ asal: '', agregator: '', lain: '' })
})

const ids = () => column<string>('SELECT id FROM articles ORDER BY key')

describe('a foreign id or page', () => {
  it('An item with the guid and page of another source has a minted id, and is kept under its own source', async () => {
    expect(await rivals.poll('agregator', COPY)).toEqual(ADDED)
    expect(await ids()).toEqual(['tag:warta.example,2022-09-20:agregator-salinan'])
    expect(await rivals.poll('agregator', { ...COPY, title: 'Salinan lagi' })).toEqual(CHANGED)
    expect(await stored()).toEqual(['agregator: Salinan lagi'])
  })

  it.each([
    ['guid and page', COPY],
    ['guid', { ...COPY, link: 'https://agregator.example/1' }],
    ['page', { ...COPY, id: '17' }],
    ['page on a subdomain', { ...COPY, id: '17', link: 'http://asal.example/dunia/1/?utm_source=x' }],
  ])(
    "A story that another source brought with the owner's %s is taken over by its owner, and keeps id, slug and time",
    async (_, copy) => {
      await rivals.poll('agregator', copy)
      const [id] = await ids()
      const [published] = await column('SELECT published FROM articles')
      expect(await rivals.poll('asal', OWNED)).toEqual(CHANGED)
      expect(await ids()).toEqual([id])
      expect(await findArticle(env.DB, 'salinan')).toMatchObject({
        value: {
          article: {
            title: 'Asli',
            body: 'Isi asli.',
            publisher: { id: 'asal' },
            sources: [],
            authors: [{ name: 'Guy Faulconbridge', role: 'reporter' }],
          },
        },
      })
      expect(await column('SELECT published FROM articles')).toEqual([published])
      expect(await column('SELECT origin FROM articles')).toEqual(['poll:asal'])
      expect(await column('SELECT article_id FROM aliases WHERE name = ?', `id:${ID}`)).toEqual([id])
      expect(await (await get('/publishers/agregator/rss.xml')).text()).not.toContain('<item>')
      expect(await (await get('/publishers/asal/rss.xml')).text()).toContain(
        `<guid isPermaLink="false">${id}</guid>`,
      )
    },
  )

  it('A story that was taken over follows its owner alone, whatever the aggregator says later', async () => {
    await rivals.poll('agregator', COPY)
    await rivals.poll('asal', OWNED)
    for (const n of [2, 3]) {
      expect(await rivals.poll('agregator', { ...COPY, title: `Salinan ${n}`, body: `Isi ${n}.` })).toEqual(
        NOTHING,
      )
      expect(await rivals.poll('asal', { ...OWNED, title: `Asli ${n}` })).toEqual(CHANGED)
    }
    expect(await rivals.poll('agregator', { ...COPY, link: 'https://agregator.example/1' })).toEqual(NOTHING)
    expect(await rivals.poll('asal', { ...OWNED, link: `${PAGE}-baru` })).toEqual(CHANGED)
    expect(await stored()).toEqual(['asal: asal tag:asal.example,2022:1'].map(() => 'asal: Asli'))
  })

  it.each(['at first', 'after an edit'])(
    "An aggregator's copy does not displace the original: %s",
    async (when) => {
      expect(await rivals.poll('asal', OWNED)).toEqual(ADDED)
      expect(await ids()).toEqual([ID])
      if (when === 'after an edit') await rivals.poll('asal', { ...OWNED, body: 'Isi baru.' })
      const before = await column('SELECT data || body FROM articles')
      const fuller = { ...COPY, creator: 'Guy Faulconbridge, Budi Santoso' }
      expect(await rivals.poll('agregator', fuller)).toEqual(NOTHING)
      expect(await rivals.poll('agregator', { ...fuller, body: 'Isi lain.' })).toEqual(NOTHING)
      expect(await column('SELECT data || body FROM articles')).toEqual(before)
    },
  )

  it('A foreign item adds no name to an article of another source but its own guid', async () => {
    await rivals.poll('asal', { ...OWNED, body: story('banjir') })
    await rivals.poll('agregator', { id: '17', body: story('banjir'), link: 'https://lain.example/1' })
    expect(await column("SELECT name FROM aliases WHERE name LIKE '%lain%'")).toEqual([
      'link:agregator:lain.example/1',
    ])
    expect(
      await rivals.poll('lain', { id: 'tag:lain.example,2022:1', link: 'https://lain.example/1' }),
    ).toEqual(ADDED)
    expect(await ids()).toEqual([ID, 'tag:lain.example,2022:1'])
  })

  it('A page that somebody gave to a local article is still free for the story of its owner', async () => {
    const local: Parameters<Rivals['sync']>[1] = {
      lokal: [{ id: 'urn:lokal:1', title: 'Lokal' }, story('banjir')],
    }
    await rivals.sync({ asal: '', agregator: '' }, local)
    expect(await rivals.poll('agregator', { id: ID, body: story('banjir'), link: PAGE })).toEqual(NOTHING)
    expect(await rivals.poll('asal', OWNED)).toEqual(ADDED)
    expect(await stored()).toEqual(['content: Lokal', 'asal: Asli'])
  })

  it.each([
    ['text', ID, 'urn:lokal:1'],
    ['id', 'urn:lokal:1', 'urn:lokal:1'],
  ])(
    'A page that somebody gave to the %s of a later file is still free for the story of its owner',
    async (_, id, own) => {
      await rivals.poll('agregator', { id, body: story('banjir'), link: PAGE })
      await rivals.sync(
        { asal: '', agregator: '' },
        { lokal: [{ id: own, title: 'Lokal' }, story('banjir')] },
      )
      expect(await stored()).toEqual(['content: Lokal'])
      expect(await rivals.poll('asal', OWNED)).toEqual(ADDED)
      expect(await rivals.poll('agregator', { id, body: story('gempa'), link: PAGE })).toEqual(NOTHING)
      expect(await stored()).toEqual(['content: Lokal', 'asal: Asli'])
    },
  )

  it('A text that somebody gave to a page is still free for others once the owner of the page has the story', async () => {
    await rivals.poll('agregator', { ...COPY, body: story('banjir') })
    expect(await rivals.poll('asal', OWNED)).toEqual(CHANGED)
    expect(await rivals.poll('lain', { id: '1', body: story('banjir') })).toEqual(ADDED)
  })

  it('A copy that says to be older than the original does not make the original old', async () => {
    const { upstream } = rivals
    await rivals.poll('agregator', COPY)
    const answer = upstream.answers.get(feedOf('agregator'))
    upstream.answers.set(feedOf('asal'), async (url, init) => {
      const text = (await (await answer?.(url, init))?.text()) ?? ''
      return new Response(text.replace('20 Sep 2022', '21 Sep 2022').replace('Salinan', 'Asli'))
    })
    expect(newsOf(await upstream.poll('asal'))).toMatchObject(CHANGED)
    const [published] = await column<number>('SELECT DISTINCT published FROM entries')
    expect(new Date(published ?? 0).toISOString()).toBe('2022-09-21T05:32:00.000Z')
    expect(await column('SELECT published FROM articles')).toEqual([published])
    expect(newsOf(await upstream.poll('asal'))).toMatchObject(NOTHING)
  })

  it('A claim that an item has given up is no claim any more', async () => {
    await rivals.poll('agregator', { ...COPY, id: '17' })
    await rivals.poll('agregator', { ...COPY, id: '17', link: 'https://agregator.example/1' })
    expect(await rivals.poll('asal', OWNED)).toEqual(ADDED)
  })

  it('Of two copies that claim one story, its owner takes over the first and the other stays', async () => {
    await rivals.poll('agregator', { ...COPY, link: 'https://agregator.example/1' })
    await rivals.poll('lain', { ...COPY, id: '17' })
    expect(await rivals.poll('asal', OWNED)).toEqual(CHANGED)
    expect(await rivals.poll('lain', { ...COPY, id: '17' })).toEqual(NOTHING)
    expect(await stored()).toEqual(['asal: Asli', 'lain: Salinan'])
  })

  it('A story that a file holds stays a file, also when its owner is polled', async () => {
    await rivals.sync({ asal: '' }, { berkas: [{ id: 'urn:b:1', original: PAGE, title: 'Berkas' }] })
    expect(await rivals.poll('asal', OWNED)).toEqual(NOTHING)
    expect(await rivals.poll('asal', { ...OWNED, body: 'Isi lain.' })).toEqual(NOTHING)
    expect(await stored()).toEqual(['content: Berkas'])
  })
})

describe('the hosts of a source', () => {
  it("A story is taken over as soon as the registry says that its host is the source's", async () => {
    const shop = { ...COPY, id: '17', link: 'https://berita.toko.example/1' }
    const own = { ...OWNED, id: '1', link: 'https://toko.example/1' }
    await rivals.poll('agregator', { ...shop, link: own.link })
    expect(await rivals.poll('asal', own)).toEqual(NOTHING)
    await rivals.sync({ asal: 'hosts: [toko.example]', agregator: '', lain: '' })
    expect(await rivals.poll('asal', own)).toEqual(CHANGED)
    expect(await stored()).toEqual(['asal: Asli'])
  })

  it.each([
    ['a public suffix', 'home: "https://co.id/"', 'https://republika.co.id/1'],
    ['a service that gives subdomains away', 'hosts: [github.io]', 'https://satu.github.io/1'],
    ['a name that ends alike', 'hosts: [sal.example]', 'https://nirasal.example/1'],
  ])('The owner of %s does not own what is below it', async (_, more, link) => {
    await rivals.sync({ asal: more, agregator: '' })
    await rivals.poll('agregator', { ...COPY, id: '17', link })
    expect(await rivals.poll('asal', { ...OWNED, id: '1', link })).toEqual(NOTHING)
    expect(await stored()).toEqual(['agregator: Salinan'])
  })

  it.each([
    ['asal', 'lain'],
    ['lain', 'asal'],
  ])(
    'A host that two sources have leaves a story with whoever brought it first: %s',
    async (first, second) => {
      const hosts = 'hosts: [bersama.example]'
      await rivals.sync({ asal: hosts, lain: hosts, agregator: '' })
      const link = 'https://bersama.example/1'
      expect(await rivals.poll(first, { id: '1', link })).toEqual(ADDED)
      for (const body of ['Isi.', 'Isi lain.'])
        expect(await rivals.poll(second, { id: '2', link, body })).toEqual(NOTHING)
      expect(await rivals.poll(first, { id: '1', link, body: 'Isi baru.' })).toEqual(CHANGED)
      expect(await column('SELECT origin FROM articles')).toEqual([`poll:${first}`])
    },
  )

  it('A host that two sources have leaves a story that each takes from an aggregator with whoever comes first', async () => {
    const hosts = 'hosts: [bersama.example]'
    await rivals.sync({ asal: hosts, lain: hosts, agregator: '' })
    const link = 'https://bersama.example/1'
    await rivals.poll('agregator', { id: '1', link })
    expect(await rivals.poll('lain', { id: '2', link })).toEqual(CHANGED)
    expect(await rivals.poll('asal', { id: '3', link })).toEqual(NOTHING)
    expect(await rivals.poll('lain', { id: '2', link })).toEqual(NOTHING)
    expect(await stored()).toEqual(['lain: lain 2'])
  })

  it('A story that each of two sources gives to the other stays with the first, however often they are polled', async () => {
    const one: Said = { id: 'tag:lain.example,2022:1', title: 'Satu', link: PAGE }
    const other: Said = { id: 'tag:lain.example,2022:1', title: 'Dua', link: PAGE }
    await rivals.poll('lain', one)
    for (const body of ['a', 'b']) {
      expect(await rivals.poll('asal', { ...other, body })).toEqual(NOTHING)
      expect(await rivals.poll('lain', one)).toEqual(NOTHING)
    }
    expect(await stored()).toEqual(['lain: Satu'])
  })
})

describe('a poll after a story was taken over', () => {
  it('A feed that has lost a story to its owner is still asked with its validators, and answered 304', async () => {
    await rivals.poll('agregator', COPY)
    await rivals.poll('asal', OWNED)
    const { upstream } = rivals
    const answer = upstream.answers.get(feedOf('agregator'))
    upstream.answers.set(feedOf('agregator'), async (url, init) => {
      if (new Headers(init.headers).get('If-None-Match') === '"1"') return new Response(null, { status: 304 })
      const body = await (await answer?.(url, init))?.text()
      return new Response(body ?? '', { headers: { ETag: '"1"' } })
    })
    expect(newsOf(await upstream.poll('agregator'))).toMatchObject({ kind: 'written', added: 0, changed: 0 })
    expect(newsOf(await upstream.poll('agregator'))).toMatchObject({ kind: 'unchanged' })
  })

  it('A story that its owner and an aggregator bring at the same time is one article, of the owner in the end', async () => {
    for (const round of [1, 2, 3]) {
      const [owned, copy] = [
        { ...OWNED, id: `tag:asal.example,2022:${round}`, link: `${PAGE}${round}` },
        { ...COPY, id: `tag:asal.example,2022:${round}`, link: `${PAGE}${round}` },
      ]
      await Promise.all([rivals.poll('agregator', copy), rivals.poll('asal', owned)])
      await rivals.poll('asal', owned)
    }
    expect(await column('SELECT origin FROM articles')).toEqual(Array(3).fill('poll:asal'))
  })
})
