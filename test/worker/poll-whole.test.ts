import { beforeEach, describe, expect, it } from 'vitest'
import { column, emptyTables } from '../support/tables.ts'
import { newsOf, SATU, syncPolled, Upstream } from '../support/upstream.ts'

const WHOLE = '<p>Isi yang utuh, dengan semua kalimatnya dan lebih panjang dari ringkasannya.</p>'

let upstream: Upstream

beforeEach(async () => {
  await emptyTables()
  await syncPolled()
  upstream = new Upstream()
})

interface Said {
  readonly title?: string
  readonly description?: string
  /** HTML. */
  readonly content?: string
}

/** Polls a feed of one item that says this. */
async function poll({ title = 'Berita', description, content }: Said) {
  const said = [
    description === undefined ? '' : `<description><![CDATA[${description}]]></description>`,
    content === undefined ? '' : `<content:encoded><![CDATA[${content}]]></content:encoded>`,
  ]
  upstream.now += 60_000
  upstream.serve(
    SATU,
    `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Kabar Satu</title>
    <language>id</language><item><guid isPermaLink="false">urn:satu:1</guid><title>${title}</title>
    <pubDate>Tue, 20 Sep 2022 12:32:00 +0700</pubDate>${said.join('')}</item></channel></rss>`,
  )
  return newsOf(await upstream.poll('satu'))
}

const body = async () => (await column<string>('SELECT body FROM articles'))[0]
const member = async (name: string) => (await column(`SELECT data ->> '$.${name}' FROM articles`))[0]

describe('an item that came whole', () => {
  it('An item that came whole keeps its body when it comes with its description alone, again and again', async () => {
    await poll({ description: 'Ringkas.', content: WHOLE })
    const updated = await member('updated.instant')
    for (let n = 0; n < 3; n++) {
      expect(await poll({ description: 'Ringkas.' })).toMatchObject({ added: 0, changed: 0 })
      expect(await body()).toBe(WHOLE)
    }
    expect(await member('updated.instant')).toBe(updated)
  })

  it('Title and summary of an item that came whole may change while its body stays', async () => {
    await poll({ description: 'Ringkas.', content: WHOLE })
    const updated = await member('updated.instant')
    expect(await poll({ title: 'Ralat', description: 'Lain.' })).toMatchObject({ changed: 1 })
    expect([await member('title'), await member('summary'), await body()]).toEqual(['Ralat', 'Lain.', WHOLE])
    expect(await member('updated.instant')).toBeGreaterThan(Number(updated))
    expect(await poll({ title: 'Ralat', description: 'Lain.' })).toMatchObject({ changed: 0 })
    expect(await poll({ title: 'Ralat', description: 'Ketiga.' })).toMatchObject({ changed: 1 })
    expect([await member('summary'), await body()]).toEqual(['Ketiga.', WHOLE])
  })

  it('An item that comes with its description alone is updated where that has changed, and only then', async () => {
    await poll({ description: 'Ringkas.', content: WHOLE })
    const updated = await member('updated.instant')
    await poll({ description: 'Ringkas.' })
    expect(await member('updated.instant')).toBe(updated)
    expect(await poll({ description: 'Lain.' })).toMatchObject({ changed: 1 })
    expect(await member('updated.instant')).toBe(upstream.now)
  })

  it('New content replaces the body, also when the item came with its description alone in between', async () => {
    await poll({ description: 'Ringkas.', content: WHOLE })
    await poll({ description: 'Lain.' })
    await poll({ description: 'Lain.', content: '<p>Isi yang baru, utuh lagi dan juga cukup panjang.</p>' })
    expect(await body()).toBe('<p>Isi yang baru, utuh lagi dan juga cukup panjang.</p>')
    await poll({ description: 'Keempat.' })
    expect(await body()).toBe('<p>Isi yang baru, utuh lagi dan juga cukup panjang.</p>')
    expect(await member('summary')).toBe('Keempat.')
  })

  it('A publisher that shortens an article sends content, and has the short one', async () => {
    await poll({ description: 'Ringkas.', content: WHOLE })
    await poll({ description: 'Ringkas.', content: '<p>Dicabut.</p>' })
    expect(await body()).toBe('<p>Dicabut.</p>')
  })

  it.each([
    ['nothing', {}],
    ['empty content', { content: ' ' }],
  ])('An item that came whole keeps its body when it comes with %s', async (_, said) => {
    await poll({ description: 'Ringkas.', content: WHOLE })
    await poll(said)
    expect(await body()).toBe(WHOLE)
  })

  it('A description that is longer than the whole body replaces it', async () => {
    await poll({ description: 'Ringkas.', content: '<p>Isi.</p>' })
    const long = 'Isi yang sekarang berdiri di dalam deskripsi, karena redaksi memakai sistem baru.'
    await poll({ description: long })
    expect(await body()).toBe(long)
    await poll({ description: 'Ringkas lagi.' })
    expect(await body()).toBe('Ringkas lagi.')
  })
})

describe('an item that always came with its description alone', () => {
  it('An item that always came with its description alone has the newest one, however short', async () => {
    await poll({ description: 'Ini deskripsi yang agak panjang.' })
    await poll({ description: 'Pendek.' })
    expect(await body()).toBe('Pendek.')
  })

  it('An item that came with its description alone gets its content when that comes', async () => {
    await poll({ description: 'Ringkas.' })
    await poll({ description: 'Ringkas.', content: WHOLE })
    expect(await body()).toBe(WHOLE)
    await poll({ description: 'Ringkas.' })
    expect(await body()).toBe(WHOLE)
  })
})
