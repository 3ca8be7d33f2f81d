import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { consumePolls } from '../../src/ingest/poll/queue.ts'
import { column, emptyTables } from '../support/tables.ts'
import { DUA, item, newsOf, rss, SATU, stateOf, story, syncPolled, Upstream } from '../support/upstream.ts'

let upstream: Upstream

beforeEach(async () => {
  await emptyTables()
  await syncPolled()
  upstream = new Upstream()
})

/** Polls a source with these items; returns what was left out. */
async function omitted(items: readonly string[], source = 'satu') {
  upstream.serve(source === 'satu' ? SATU : DUA, rss(`Kabar ${source}`, ...items))
  const news = newsOf(await upstream.poll(source))
  if (news?.kind !== 'written') throw new Error(JSON.stringify(news))
  return news.omitted
}

const image = (attributes: string) => `&lt;p&gt;Isi.&lt;/p&gt;&lt;img ${attributes}&gt;`

describe('what a poll leaves out', () => {
  it('An item that can be no article is in the result with its reason, and is counted as refused too', async () => {
    const faulty = item('urn:satu:2', 'Tanpa waktu', 'Isi.').replace(/<pubDate>.*<\/pubDate>/, '')
    const reason = expect.stringMatching(/^It has no time/)
    expect(await omitted([item('urn:satu:1', 'A', 'Isi.'), faulty])).toEqual([
      { kind: 'refused', item: 'Tanpa waktu', reason },
    ])
  })

  it('A field that is too long is cut, one that is faulty is left out, and the others stay', async () => {
    const media = 'xmlns:media="http://search.yahoo.com/mrss/"'
    const long = item(
      'urn:satu:1',
      'A',
      'Isi.',
      `<media:content ${media} url="https://satu.example/a.jpg" medium="image"><media:description>${'x'.repeat(6000)}</media:description></media:content>
      <dc:rights xmlns:dc="http://purl.org/dc/elements/1.1/">${'r'.repeat(3000)}</dc:rights><category>a</category>`,
    )
    expect(await omitted([long])).toEqual([
      { kind: 'cut', item: 'A', reason: 'Its rights is longer than 2000 characters and was cut.' },
      { kind: 'cut', item: 'A', reason: 'Its image.caption is longer than 5000 characters and was cut.' },
    ])
    const [data] = await column<string>('SELECT data FROM articles')
    const article = JSON.parse(data ?? '')
    expect(article.rights).toHaveLength(2000)
    expect(article.image).toMatchObject({ url: 'https://satu.example/a.jpg' })
    expect(article.image.caption).toHaveLength(5000)
    expect(article.tags).toEqual(['a'])
  })

  it('A story that stands twice in a feed, or is stored from elsewhere, is in the result as a copy', async () => {
    await omitted([item('urn:satu:1', 'Banjir', story('banjir'))])
    const copies = await omitted(
      [
        item('urn:dua:1', 'Banjir', story('banjir')),
        item('urn:dua:2', 'Gempa', 'Isi.'),
        item('urn:dua:2', 'Gempa', 'Isi.'),
      ],
      'dua',
    )
    expect(copies).toEqual([
      { kind: 'copy', item: 'Banjir', reason: 'banjir is the same story.' },
      { kind: 'copy', item: 'Gempa', reason: 'It is the same story as "Gempa".' },
    ])
    expect(await omitted([item('urn:satu:1', 'Banjir', story('banjir'))])).toEqual([])
  })

  it('An image that counts readers is left out of the body and told', async () => {
    const told = await omitted([
      item('urn:satu:1', 'A', image('src="https://satu.example/p.gif" width="1" height="1"')),
      item('urn:satu:2', 'B', image('src="https://mail.example/open.png?uid=17"')),
      item('urn:satu:3', 'C', image('src="https://satu.example/b.jpg?uid=17" width="600"')),
      item('urn:satu:4', 'D', image('src="data:image/gif;base64,R0lGODlhAQAB"')),
    ])
    expect(told).toEqual([
      { kind: 'image', item: 'A', reason: 'https://satu.example/p.gif is of one pixel.' },
      {
        kind: 'image',
        item: 'B',
        reason: 'https://mail.example/open.png?uid=17 is on a foreign host and says who reads (uid).',
      },
      { kind: 'image', item: 'D', reason: 'data:image/gif;base64,R0lGODlhAQAB has no web address.' },
    ])
    expect(await column('SELECT body FROM articles ORDER BY id')).toEqual([
      '<p>Isi.</p>',
      '<p>Isi.</p>',
      expect.stringContaining(' src="https://satu.example/b.jpg?uid=17"'),
      '<p>Isi.</p>',
    ])
  })

  it('The picture of an item that counts readers goes, and what was said of it stays', async () => {
    const media = (url: string, more: string) =>
      `<media:content xmlns:media="http://search.yahoo.com/mrss/" url="${url}" medium="image" ${more}><media:credit>Ani</media:credit></media:content>`
    const told = await omitted([
      item('urn:satu:1', 'A', 'Isi.', media('https://satu.example/p.gif', 'width="1" height="1"')),
      item('urn:satu:2', 'B', 'Isi.', media('https://mail.example/a.png?utm_source=x', '')),
    ])
    expect(told.map(({ kind, item: title }) => [kind, title])).toEqual([
      ['image', 'A'],
      ['image', 'B'],
    ])
    const images = await column<string>("SELECT data ->> '$.image' FROM articles")
    expect(images.map((one) => JSON.parse(one))).toEqual([{ credit: 'Ani' }, { credit: 'Ani' }])
  })

  it('The state of a feed keeps a number and the first few of what was left out, until a document has nothing', async () => {
    const faulty = Array.from({ length: 9 }, (_, n) => `<item><title>Tanpa waktu ${n}</title></item>`)
    await omitted([item('urn:satu:1', 'A', 'Isi.'), ...faulty])
    const [group] = (await stateOf('satu'))?.omitted ?? []
    expect(group).toMatchObject({ kind: 'refused', number: 9 })
    expect(group?.first).toHaveLength(5)
    expect(group?.first[0]).toMatch(/^Tanpa waktu 0: It has no time/)
    upstream.answer(SATU, 304)
    await upstream.poll('satu')
    upstream.answer(SATU, 500)
    await upstream.poll('satu')
    expect((await stateOf('satu'))?.omitted).toEqual([group])
    await omitted([item('urn:satu:1', 'A', 'Isi.')])
    expect((await stateOf('satu'))?.omitted).toEqual([])
  })
})

describe('one faulty item', () => {
  const persons = [
    ['long markup', `&lt;a href="https://satu.example/${'x'.repeat(300)}"&gt;Ani Lestari&lt;/a&gt;`],
    ['a CDATA section', `<![CDATA[<span class="${'x'.repeat(310)}">Ani Lestari</span>]]>`],
    ['no name', '('.repeat(400)],
  ] as const

  it.each(persons)('One author of %s takes nothing from nine other items', async (_, author) => {
    const more = (n: number) => (n === 4 ? `<author>${author}</author>` : '<author>Budi</author>')
    const items = Array.from({ length: 10 }, (_, n) => item(`urn:satu:${n}`, `Berita ${n}`, 'Isi.', more(n)))
    const told = await omitted(items)
    expect(told).toMatchObject([{ kind: 'cut', item: '' }])
    expect(told[0]?.reason).toMatch(/^An author of \d+ characters was (?:left out|cut to "Ani Lestari")\.$/)
    expect(await column('SELECT COUNT(*) FROM articles')).toEqual([10])
    const names = await column("SELECT data ->> '$.authors[0].name' FROM articles ORDER BY id")
    expect(names.filter((name) => name === 'Budi')).toHaveLength(9)
  })
})

describe('the log', () => {
  /** Polls the first source from the queue; returns what the log was told. */
  async function logged(): Promise<string[]> {
    const lines: string[] = []
    for (const level of ['info', 'warn', 'error'] as const) {
      const spy = vi.spyOn(console, level).mockImplementation((text) => void lines.push(`${level}: ${text}`))
      onTestFinished(() => spy.mockRestore())
    }
    const message = { body: { source: 'satu' }, ack: () => {}, retry: () => {} }
    await consumePolls(env.DB, [message], upstream.options())
    vi.restoreAllMocks()
    return lines
  }
  const FEED = rss('Kabar Satu', item('urn:satu:1', 'A', 'Isi.'))

  it('The log is told once that a feed fails, with the reason, and once that it works again', async () => {
    upstream.serve(SATU, FEED)
    expect(await logged()).toEqual([])
    upstream.answer(SATU, 500)
    expect(await logged()).toEqual(['warn: The feed of satu fails: It answered 500.'])
    expect(await logged()).toEqual([])
    upstream.answer(SATU, 404)
    expect(await logged()).toEqual([])
    upstream.serve(SATU, FEED)
    expect(await logged()).toEqual([
      'info: The feed of satu works again, after 3 failures (It answered 404.)',
    ])
    expect(await logged()).toEqual([])
    upstream.answer(SATU, 503)
    expect(await logged()).toEqual(['warn: The feed of satu fails: It answered 503.'])
  })

  it('The log is told of a feed that fails at its first poll, and of one that is gone', async () => {
    upstream.serve(SATU, '<html></html>')
    expect(await logged()).toEqual([
      'warn: The feed of satu fails: It is neither RSS nor Atom nor JSON Feed.',
    ])
    upstream.answer(SATU, 410)
    expect(await logged()).toEqual(['warn: The feed of satu is gone for good (410); it is not asked again.'])
    expect(await logged()).toEqual([])
  })

  it('The log is told what was left out, bounded, and not again while it is the same', async () => {
    const faulty = Array.from({ length: 9 }, (_, n) => `<item><title>Tanpa waktu ${n}</title></item>`)
    upstream.serve(SATU, rss('Kabar Satu', item('urn:satu:1', 'A', 'Isi.'), ...faulty))
    const [line, ...others] = await logged()
    expect(others).toEqual([])
    expect(line?.split('\n').map((one) => one.slice(0, 40))).toEqual([
      'info: The feed of satu: 9 items not take',
      ...[0, 1, 2, 3, 4].map((n) => `  not taken: Tanpa waktu ${n}: It has no time`.slice(0, 40)),
      '  4 items not taken besides',
    ])
    expect(await logged()).toEqual([])
    upstream.serve(SATU, FEED)
    expect(await logged()).toEqual([])
  })
})
