import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { column, emptyTables } from '../support/tables.ts'
import { newsOf, SATU, syncPolled, Upstream } from '../support/upstream.ts'

let upstream: Upstream

beforeEach(async () => {
  await emptyTables()
  await syncPolled()
  upstream = new Upstream()
})

const FIRST = {
  title: 'Berita',
  creator: 'Ani',
  description: 'Ringkas.',
  content: '<p>Isi.</p>',
  image: 'https://satu.example/a.jpg',
  tag: 'Dunia',
}

/** Polls a feed of one item that gives no time of an update. */
async function poll(edited: Partial<typeof FIRST> = {}) {
  const { title, creator, description, content, image, tag } = { ...FIRST, ...edited }
  upstream.now += 60_000
  upstream.serve(
    SATU,
    `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
      xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
    <channel><title>Kabar Satu</title><language>id</language><item><guid isPermaLink="false">urn:satu:1</guid>
    <title>${title}</title><pubDate>Tue, 20 Sep 2022 12:32:00 +0700</pubDate><dc:creator>${creator}</dc:creator>
    <description>${description}</description><content:encoded><![CDATA[${content}]]></content:encoded>
    <media:content url="${image}" medium="image" type="image/jpeg"/><category>${tag}</category></item></channel></rss>`,
  )
  return newsOf(await upstream.poll('satu'))
}

const updated = async () => (await column<number>('SELECT updated FROM articles'))[0]

describe('the update time of a polled article', () => {
  it.each([
    ['title', { title: 'Ralat' }],
    ['summary', { description: 'Lain.' }],
    ['text', { content: '<p>Isi lain.</p>' }],
    ['credit', { creator: 'Budi' }],
    ['image', { image: 'https://satu.example/b.jpg' }],
  ])('An edit of the %s moves it, and one that takes the edit back', async (_, edited) => {
    await poll()
    expect(await poll(edited)).toMatchObject({ changed: 1 })
    expect(await updated()).toBe(upstream.now)
    expect(await poll()).toMatchObject({ changed: 1 })
    expect(await updated()).toBe(upstream.now)
  })

  it('A new tag changes the article and leaves it', async () => {
    await poll()
    const before = await updated()
    expect(await poll({ tag: 'Asia' })).toMatchObject({ changed: 1 })
    expect(await updated()).toBe(before)
  })

  it('What only we make otherwise leaves it, as after a new version of Warta', async () => {
    await poll()
    const before = await updated()
    const [digest] = await column<string>('SELECT digest FROM articles')
    const [text, others] = String(digest).split('.')
    await env.DB.prepare('UPDATE articles SET digest = ?1, body = ?2')
      .bind(`${text}.${others}.otherwise.content`, '<p>Isi</p>')
      .run()
    expect(await poll()).toMatchObject({ changed: 1 })
    expect(await column('SELECT body FROM articles')).toEqual([FIRST.content])
    expect(await updated()).toBe(before)
  })
})
