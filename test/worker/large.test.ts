import { beforeAll, describe, expect, it } from 'vitest'
import { FEED_FILES, readFeed } from '../support/read-feed.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'

const DOCUMENT_LIMIT = 8_000_000
const PARAGRAPH = `${'kata & berita “penting” '.repeat(20)}\n\n`

/** A body that is nearly as long as one may be: a million bytes of HTML. */
const BODY = PARAGRAPH.repeat(Math.floor(990_000 / (new TextEncoder().encode(PARAGRAPH).length + 85)))

beforeAll(async () => {
  const articles = Array.from({ length: 10 }, (_, n) => {
    const id = `tag:warta.example,2022-09-01:n${n}`
    return [`n${n}`, articleFile({ id, published: `2022-09-1${n}T00:00:00Z` }, BODY)]
  })
  expect(await sync(contentOf(Object.fromEntries(articles)))).toMatchObject({ added: 10 })
}, 60_000)

describe.each(FEED_FILES)('a %s feed of ten articles of a megabyte', (format, file) => {
  it('stays under eight', async () => {
    const response = await get(`/${file}`)
    const bytes = (await response.arrayBuffer()).byteLength
    expect(bytes).toBeLessThan(DOCUMENT_LIMIT)
    expect(bytes).toBeGreaterThan(DOCUMENT_LIMIT / 2)
    expect(response.headers.get('Content-Length')).toBe(String(bytes))
  })

  it('has the newest whole and the older ones as summaries', async () => {
    const text = await (await get(`/${file}`)).text()
    const { entries } = readFeed(text)
    expect(entries).toHaveLength(10)
    const whole = entries.map(({ content }) => (content?.length ?? 0) > 800_000)
    expect(whole).toEqual([true, true, true, true, true, true, true, false, false, false])
    expect(entries.slice(7).map(({ content }) => content)).toEqual([undefined, undefined, undefined])
    expect(text.split('Ringkasan. Laporan Lintar Satria')).toHaveLength(11)
    if (format === 'json') expect(text.split('"content_text":"Ringkasan. ')).toHaveLength(4)
  })

  it('has all of them whole where fewer are asked for', async () => {
    const { entries } = readFeed(await (await get(`/${file}?limit=5`)).text())
    expect(entries.map(({ content }) => (content?.length ?? 0) > 800_000)).toEqual(Array(5).fill(true))
  })
})

describe('pages', () => {
  it('are small where they list, and whole where they show', async () => {
    const list = await (await get('/')).arrayBuffer()
    expect(list.byteLength).toBeLessThan(20_000)
    const page = await (await get('/articles/n3')).arrayBuffer()
    expect(page.byteLength).toBeGreaterThan(900_000)
  })
})
