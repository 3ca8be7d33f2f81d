import { parseOpml } from 'feedsmith'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countingDatabase } from '../support/counting-database.ts'
import { getFrom } from '../support/deployment.ts'
import { plansOf, putTags } from '../support/many-articles.ts'
import { readFeed } from '../support/read-feed.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'
import { emptyTables } from '../support/tables.ts'

const one = (name: string, fields: Record<string, unknown>) =>
  articleFile({ id: `tag:warta.example,2022:${name}`, ...fields })

/** The folders of /opml.xml, each with the addresses of its feeds without the origin. */
async function foldersOf(): Promise<Record<string, string[]>> {
  const { body } = parseOpml(await (await get('/opml.xml')).text())
  const folders: Record<string, string[]> = {}
  for (const { text = '', xmlUrl, outlines = [] } of body?.outlines ?? []) {
    const urls = xmlUrl ? [xmlUrl] : outlines.map((outline) => String(outline.xmlUrl))
    folders[text] = urls.map((url) => url.replace('https://news.example', ''))
  }
  return folders
}

describe('/opml.xml', () => {
  beforeAll(async () => {
    const b = one('b', { tags: ['KTT', 'Dunia & kita'], authors: [], language: 'en' })
    await sync(contentOf({ a: one('a', { tags: ['Dunia & kita'] }), b }))
  })
  afterAll(emptyTables)

  it('has a folder for each kind of channel, the largest channels first, and none that is empty', async () => {
    expect(await foldersOf()).toEqual({
      Warta: ['/rss.xml'],
      Sumber: ['/sources/reuters/rss.xml'],
      Penerbit: ['/publishers/republika/rss.xml'],
      Tanda: ['/tags/dunia-kita/rss.xml', '/tags/ktt/rss.xml'],
      Penulis: ['/authors/friska-yolandha/rss.xml', '/authors/lintar-satria/rss.xml'],
      Bahasa: ['/languages/en/rss.xml', '/languages/id/rss.xml'],
    })
  })

  it('names each feed as the feed names itself, and its page', async () => {
    const { head, body } = parseOpml(await (await get('/opml.xml')).text())
    expect(head?.title).toBe('Warta')
    const outlines = body?.outlines?.flatMap((outline) => outline.outlines ?? [outline]) ?? []
    expect(outlines).toHaveLength(9)
    for (const { type, text, title, xmlUrl, htmlUrl, language } of outlines) {
      const xml = await (await get(new URL(String(xmlUrl)).pathname)).text()
      const feed = readFeed(xml)
      expect(type).toBe('rss')
      expect([title, htmlUrl]).toEqual([feed.title, feed.home])
      expect(text).toBe(title)
      expect(xml).toContain(`<language>${language}</language>`)
      expect((await get(new URL(String(htmlUrl)).pathname)).status).toBe(200)
    }
  })

  it('is what readers subscribe by: its type, its name, and a link in every page', async () => {
    const { headers } = await get('/opml.xml')
    expect(headers.get('Content-Type')).toBe('text/x-opml; charset=utf-8')
    expect(headers.get('Content-Disposition')).toBe('inline; filename="feeds.opml"')
    expect(await (await get('/')).text()).toContain('<link rel="outline" type="text/x-opml"')
  })

  it('lists a thousand channels of a kind at most, reading no others', async () => {
    await putTags(20_000)
    const { Tanda } = await foldersOf()
    expect(Tanda).toHaveLength(1000)
    expect(Tanda?.[0]).toBe('/tags/t020000/rss.xml')
    const { db, tally } = countingDatabase()
    const response = await getFrom({ DB: db }, '/opml.xml')
    expect(tally.rowsRead).toBeLessThan(1100)
    const steps = await plansOf(tally.statements.filter((sql) => /channels/.test(sql)))
    for (const step of steps) expect(step).toMatch(/^SEARCH channels USING INDEX channels_by_entries/)
    const again = countingDatabase()
    const asked = { 'If-None-Match': String(response.headers.get('ETag')) }
    expect((await getFrom({ DB: again.db }, '/opml.xml', asked)).status).toBe(304)
    expect(again.tally.rowsRead).toBe(1)
  })
})
