import { beforeEach, describe, expect, it } from 'vitest'
import { column, emptyTables } from '../support/tables.ts'
import { DUA, item, newsOf, rss, SATU, story, syncPolled, Upstream } from '../support/upstream.ts'

const MINUTE = 60_000
const PAGE = 'https://satu.example/langsung'

let upstream: Upstream

beforeEach(async () => {
  await emptyTables()
  await syncPolled()
  upstream = new Upstream()
})

/** Polls the first source with these items; returns how many articles were added and changed. */
async function pollSatu(...items: string[]) {
  return poll('satu', SATU, items)
}

async function poll(source: string, url: string, items: readonly string[]) {
  upstream.now += MINUTE
  upstream.serve(url, rss('Kabar', ...items))
  const news = newsOf(await upstream.poll(source))
  return news?.kind === 'written' ? { added: news.added, changed: news.changed } : news
}

const NOTHING = { added: 0, changed: 0 }
const link = (url: string) => `<link>${url}</link>`
const titles = () => column("SELECT data ->> '$.title' FROM articles ORDER BY key")
const without = (xml: string) => xml.replace(/<guid.*?<\/guid>/, '')

describe('items with different guids are different stories', () => {
  it.each([
    [
      'whose links differ only after #',
      (n: number) => item(`g${n}`, `Kabar ${n}`, `Isi ${n}.`, link(`${PAGE}#${n}`)),
    ],
    ['that all link to one page', (n: number) => item(`g${n}`, `Kabar ${n}`, `Isi ${n}.`, link(PAGE))],
    ['that all have the same text', (n: number) => item(`g${n}`, `Kabar ${n}`, story('banjir'))],
    [
      'with the same title, page and text',
      (n: number) => item(`g${n}`, 'Kabar', story('banjir'), link(PAGE)),
    ],
    ['that are URIs', (n: number) => item(`urn:satu:${n}`, 'Kabar', story('banjir'), link(PAGE))],
  ])('Items %s are all stored, at once and one poll after the other', async (_, itemOf) => {
    const items = [1, 2, 3, 4].map(itemOf)
    expect(await pollSatu(...items)).toEqual({ added: 4, changed: 0 })
    expect(await pollSatu(...items)).toEqual(NOTHING)
    expect(await pollSatu(...items, itemOf(5))).toEqual({ added: 1, changed: 0 })
    expect(await pollSatu(itemOf(5), itemOf(6))).toEqual({ added: 1, changed: 0 })
    expect(await pollSatu(...items)).toEqual(NOTHING)
    expect(await column('SELECT COUNT(DISTINCT id) FROM articles')).toEqual([6])
    expect(await column('SELECT COUNT(DISTINCT slug) FROM articles')).toEqual([6])
  })

  it('Items with one page each that come one after the other are all stored', async () => {
    for (const n of [1, 2, 3]) {
      expect(await pollSatu(item(`g${n}`, `Kabar ${n}`, story('banjir'), link(PAGE)))).toEqual({
        added: 1,
        changed: 0,
      })
    }
    expect(await titles()).toEqual(['Kabar 1', 'Kabar 2', 'Kabar 3'])
  })

  it('An item of another source with one of several that have the same text is stored too', async () => {
    await pollSatu(item('g1', 'A', story('banjir')), item('g2', 'B', story('banjir')))
    expect(await poll('dua', DUA, [item('h', 'C', story('banjir'))])).toEqual({ added: 1, changed: 0 })
  })
})

describe('a guid identifies an item under its source', () => {
  it('A corrected title changes the article of a guid that is no URI, twice and after a third edit of its link', async () => {
    await pollSatu(item('17', 'Banjri', 'Isi.', link(`${PAGE}/1`)))
    const ids = await column('SELECT id FROM articles')
    expect(await pollSatu(item('17', 'Banjir', 'Isi.', link(`${PAGE}/1`)))).toEqual({ added: 0, changed: 1 })
    expect(await pollSatu(item('17', 'Banjir besar', 'Isi lain.', link(`${PAGE}/1`)))).toEqual({
      added: 0,
      changed: 1,
    })
    expect(await pollSatu(item('17', 'Banjir besar', 'Isi lain.', link(`${PAGE}/2`)))).toEqual({
      added: 0,
      changed: 1,
    })
    expect(await titles()).toEqual(['Banjir besar'])
    expect(await column('SELECT id FROM articles')).toEqual(ids)
  })

  it('The same guid in two feeds is two stories where it has no authority', async () => {
    await pollSatu(item('17', 'A', 'Isi satu.'), item('urn:x:1', 'B', 'Isi.'))
    expect(await poll('dua', DUA, [item('17', 'C', 'Isi dua.'), item('urn:x:1', 'D', 'Isi.')])).toEqual({
      added: 2,
      changed: 0,
    })
    expect(await titles()).toEqual(['A', 'B', 'C', 'D'])
    expect(await column('SELECT id FROM articles ORDER BY key')).toEqual([
      'tag:warta.example,2022-09-20:satu-a',
      'urn:x:1',
      'tag:warta.example,2022-09-20:dua-c',
      'tag:warta.example,2022-09-20:dua-d',
    ])
    expect(await poll('dua', DUA, [item('urn:x:1', 'D lagi', 'Isi.')])).toEqual({ added: 0, changed: 1 })
    expect(await titles()).toEqual(['A', 'B', 'C', 'D lagi'])
  })

  it('A guid that moves from http to https is the same one', async () => {
    await pollSatu(item('http://www.satu.example/?p=1', 'A', 'Isi.'))
    expect(await pollSatu(item('https://satu.example/?p=1', 'B', 'Isi.'))).toEqual({ added: 0, changed: 1 })
  })

  it('A very long guid identifies its item', async () => {
    const guid = 'x'.repeat(50_000)
    await pollSatu(item(`${guid}1`, 'A', 'Isi.'), item(`${guid}2`, 'B', 'Isi.'))
    expect(await pollSatu(item(`${guid}1`, 'C', 'Isi.'))).toEqual({ added: 0, changed: 1 })
    expect(await column('SELECT MAX(LENGTH(name)) < 500 FROM aliases')).toEqual([1])
  })

  it('A site that gives new guids to all its items does not bring them a second time', async () => {
    const old = [1, 2, 3].map((n) => item(`lama-${n}`, `Kabar ${n}`, `Isi ${n}.`, link(`${PAGE}/${n}`)))
    await pollSatu(...old)
    for (const time of ['a', 'b']) {
      expect(await pollSatu(...old.map((one) => one.replace('lama', time)))).toEqual(NOTHING)
    }
    expect(await column("SELECT COUNT(*) FROM aliases WHERE name LIKE 'guid:%'")).toEqual([3])
    expect(await pollSatu(item('b-1', 'Kabar satu', 'Isi.', link(`${PAGE}/1`)))).toEqual({
      added: 0,
      changed: 1,
    })
  })
})

describe('a guid that stands on several items identifies none of them', () => {
  const a = item('sama', 'A', 'Isi a.', link(`${PAGE}/a`))
  const b = item('sama', 'B', 'Isi b.', link(`${PAGE}/b`))

  it('Items with the same guid are known by their links, in every poll after', async () => {
    expect(await pollSatu(a, b)).toEqual({ added: 2, changed: 0 })
    expect(await pollSatu(b, a)).toEqual(NOTHING)
    expect(await pollSatu(b)).toEqual(NOTHING)
    expect(await pollSatu(item('sama', 'C', 'Isi c.', link(`${PAGE}/c`)))).toEqual({ added: 1, changed: 0 })
    expect(await pollSatu(item('sama', 'B lagi', 'Isi b.', link(`${PAGE}/b`)))).toEqual({
      added: 0,
      changed: 1,
    })
    expect(await titles()).toEqual(['A', 'B lagi', 'C'])
  })

  it('A guid that stood on one item before identifies it no more', async () => {
    await pollSatu(a)
    expect(await pollSatu(a, b)).toEqual({ added: 1, changed: 0 })
    expect(await pollSatu(b)).toEqual(NOTHING)
    expect(await pollSatu(a)).toEqual(NOTHING)
    expect(await titles()).toEqual(['A', 'B'])
  })

  it('Items with the same guid and the same link are known by their titles', async () => {
    const [first, second] = ['A', 'B'].map((title) => item('sama', title, `Isi ${title}.`, link(PAGE)))
    expect(await pollSatu(`${first}${second}`)).toEqual({ added: 2, changed: 0 })
    expect(await pollSatu(`${second}`)).toEqual(NOTHING)
    expect(await pollSatu(item('sama', 'C', 'Isi.', link(PAGE)))).toEqual({ added: 1, changed: 0 })
  })

  it('A URI that stands on several items is the id of none of them', async () => {
    await pollSatu(item('urn:satu:1', 'A', 'Isi.'), item('urn:satu:1', 'B', 'Isi.'))
    expect(await column('SELECT id FROM articles ORDER BY key')).toEqual([
      'tag:warta.example,2022-09-20:satu-a',
      'tag:warta.example,2022-09-20:satu-b',
    ])
  })

  it('An item that is there twice is one article, in the copy with the fuller byline', async () => {
    const by = '<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Lintar Satria</dc:creator>'
    const once = item('g', 'A', 'Isi.', link(PAGE))
    expect(await pollSatu(once, once.replace('</item>', `${by}</item>`), once)).toEqual({
      added: 1,
      changed: 0,
    })
    expect(await column("SELECT data ->> '$.authors[0].name' FROM articles")).toEqual(['Lintar Satria'])
  })
})

describe('an item without a guid', () => {
  it('An item without a guid is known by its link, whatever becomes of its title', async () => {
    const first = without(item('', 'A', 'Isi.', link(`${PAGE}#1`)))
    await pollSatu(first, without(item('', 'B', 'Isi.', link(`${PAGE}#2`))))
    expect(await pollSatu(first.replace('>A<', '>A lagi<'))).toEqual({ added: 0, changed: 1 })
    expect(await titles()).toEqual(['A lagi', 'B'])
  })

  it('An item without guid and link is known by its title and day', async () => {
    const daily = without(item('', 'Cuaca', 'Cerah.'))
    await pollSatu(daily)
    expect(await pollSatu(daily.replace('Cerah', 'Hujan'))).toEqual({ added: 0, changed: 1 })
    expect(await pollSatu(daily.replace('20 Sep', '19 Sep'))).toEqual({ added: 1, changed: 0 })
  })

  it('Items without guids that link to one page or to the home page are known by their titles', async () => {
    const items = ['A', 'B'].map((title) => without(item('', title, 'Isi.', link(PAGE))))
    const home = without(item('', 'C', 'Isi.', link('https://satu.example/')))
    expect(await pollSatu(...items, home)).toEqual({ added: 3, changed: 0 })
    for (const one of [...items, home]) expect(await pollSatu(one)).toEqual(NOTHING)
    expect(await pollSatu(home.replace('>C<', '>D<'))).toEqual({ added: 1, changed: 0 })
    expect(await pollSatu(`${items[0]}`.replace('>A<', '>E<'))).toEqual({ added: 1, changed: 0 })
  })

  it('An item that gets a guid, or loses it, is still the same article', async () => {
    const told = item('g', 'A', 'Isi.', link(`${PAGE}/1`))
    await pollSatu(without(told))
    expect(await pollSatu(told)).toEqual(NOTHING)
    expect(await pollSatu(without(told))).toEqual(NOTHING)
    expect(await pollSatu(told.replace('>A<', '>B<'))).toEqual({ added: 0, changed: 1 })
  })
})
