import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { get } from '../support/site.ts'
import { column, emptyTables } from '../support/tables.ts'
import { item, newsOf, rss, SATU, syncPolled, Upstream } from '../support/upstream.ts'

const MINUTE = 60_000
const DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'

let upstream: Upstream

beforeEach(async () => {
  await emptyTables()
  await syncPolled()
  upstream = new Upstream()
})

/** Polls the first source with this document, after a registry in which it may publish as these. */
async function poll(document: string, publishes: string[] = []) {
  if (publishes.length > 0) {
    await syncPolled(
      {},
      `sources:
  - { id: reuters, name: Reuters, home: "https://www.reuters.com/" }
  - { id: republika, name: Republika }
  - { id: satu, name: Kabar Satu, feed: "${SATU}", poll: true, publishes: [${publishes}] }\n`,
    )
  }
  upstream.serve(SATU, document)
  return newsOf(await upstream.poll('satu'))
}

const pollItem = (more: string) => poll(rss('Kabar Satu', item('urn:satu:1', 'A', 'Isi.', more)))

/** The publisher of each article, and behind it its sources. */
async function chains(): Promise<string[]> {
  const publishers = await column<string>("SELECT data ->> '$.publisher.id' FROM articles ORDER BY id")
  const sources = await column<string>(
    "SELECT (SELECT group_concat(value ->> 'id', ' ') FROM json_each(data, '$.sources')) FROM articles ORDER BY id",
  )
  return publishers.map((publisher, n) => [publisher, sources[n]].filter(Boolean).join(' < '))
}

describe('a polled source publishes as itself', () => {
  it.each([
    ['dc:publisher', `<dc:publisher ${DC}>Reuters</dc:publisher>`, 'satu < reuters'],
    ['source of RSS', '<source url="https://lain.example/rss">Lain</source>', 'satu < lain'],
    [
      'source and byline',
      `<source url="https://lain.example/rss">Lain</source><dc:creator ${DC}>Lintar Satria (Reuters)</dc:creator>`,
      'satu < lain reuters',
    ],
    [
      'atom:source',
      `<atom:source xmlns:atom="http://www.w3.org/2005/Atom"><atom:title>Reuters</atom:title></atom:source>`,
      'satu < reuters',
    ],
    ['source, which is the feed itself', `<source url="${SATU}">Kabar Satu Terkini</source>`, 'satu'],
    ['source that the registry knows as the feed', '<source url="https://x.example/">Satu</source>', 'satu'],
  ])('Whom an item names as publisher by its %s is a source of it', async (_, more, chain) => {
    await pollItem(more)
    expect(await chains()).toEqual([chain])
  })

  it('Whom an Atom entry names by its atom:source is a source of it', async () => {
    await poll(`<feed xmlns="http://www.w3.org/2005/Atom"><title>Kabar Satu</title><id>urn:satu</id>
      <updated>2022-09-20T12:32:00+07:00</updated><entry><id>urn:satu:1</id><title>A</title>
      <updated>2022-09-20T12:32:00+07:00</updated><content>Isi.</content><author><name>Budi</name></author>
      <source><id>https://www.reuters.com/</id><title>Reuters</title></source></entry></feed>`)
    expect(await chains()).toEqual(['satu < reuters'])
  })

  it('Whom an item of a JSON Feed names as its author or in its attribution is no publisher', async () => {
    const one = { content_text: 'Isi.', date_published: '2022-09-20T12:32:00+07:00' }
    await poll(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'Kabar Satu',
        items: [
          { ...one, id: 'urn:satu:1', title: 'A', authors: [{ name: 'Budi (Reuters)' }] },
          { ...one, id: 'urn:satu:2', title: 'B', _attribution: { publisher: { name: 'Republika' } } },
        ],
      }),
    )
    expect(await chains()).toEqual(['satu < reuters', 'satu < republika'])
  })

  it('An item that names another publisher is in the channels of its own source alone', async () => {
    await pollItem(`<dc:publisher ${DC}>Reuters</dc:publisher>`)
    expect(await (await get('/publishers/reuters/rss.xml')).text()).not.toContain('<item>')
    expect(await (await get('/publishers/satu/rss.xml')).text()).toContain('<title>A</title>')
    expect(await (await get('/sources/reuters/rss.xml')).text()).toContain('<title>A</title>')
  })

  it.each([
    ['title', '<link>https://www.lain.example/</link>'],
    ['title and address', ''],
  ])('A feed without a %s is credited to its source alone', async (_, head) => {
    const items = item('urn:satu:1', 'A', 'Isi.')
    const document = `<rss version="2.0"><channel>${head}<language>id</language>${items}</channel></rss>`
    expect(await poll(document)).toMatchObject({ added: 1, refused: [] })
    expect(await chains()).toEqual(['satu'])
  })

  it('A source publishes as those that the registry allows it, and as nobody else', async () => {
    const named = (id: string, name: string) =>
      item(id, `Judul ${id}`, 'Isi.', `<dc:publisher ${DC}>${name}</dc:publisher>`)
    const feed = rss('Kabar Satu', named('urn:satu:1', 'Reuters'), named('urn:satu:2', 'Republika'))
    await poll(feed, ['reuters'])
    expect(await chains()).toEqual(['reuters', 'satu < republika'])
    expect(await column("SELECT data ->> '$.publisher.home' FROM articles ORDER BY id")).toEqual([
      'https://www.reuters.com/',
      null,
    ])
    expect(await column('SELECT DISTINCT origin FROM articles')).toEqual(['poll:satu'])
    upstream.now += MINUTE
    expect(await poll(feed, ['reuters', 'republika'])).toMatchObject({ added: 0, changed: 1 })
    expect(await chains()).toEqual(['reuters', 'republika'])
  })

  it('What the registry says about publishing and hosts is in no article', async () => {
    await poll(rss('Kabar Satu', item('urn:satu:1', 'A', 'Isi.')), ['reuters'])
    const [data] = await column<string>('SELECT data FROM articles')
    expect(data).not.toContain('publishes')
    expect(
      await env.DB.prepare("SELECT data ->> '$.publishes' AS p FROM sources WHERE id = 'satu'").first('p'),
    ).toBe('["reuters"]')
  })

  it('A source of an item that the registry does not know keeps its channel, whose time only moves on', async () => {
    const channel = () =>
      env.DB.prepare("SELECT key, modified FROM channels WHERE kind = 'sources' AND slug = 'lain'").first<{
        key: number
        modified: number
      }>()
    const credited = (body: string) =>
      poll(
        rss(
          'Kabar Satu',
          item('urn:satu:1', 'A', body, '<source url="https://lain.example/rss">Lain</source>'),
        ),
      )
    await credited('Isi.')
    const before = await channel()
    await credited('Isi lain.')
    const after = await channel()
    expect(after?.key).toBe(before?.key)
    expect(after?.modified).toBeGreaterThan(before?.modified ?? Number.POSITIVE_INFINITY)
  })
})
