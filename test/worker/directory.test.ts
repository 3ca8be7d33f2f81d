import { beforeAll, describe, expect, it } from 'vitest'
import { countingDatabase } from '../support/counting-database.ts'
import { getFrom } from '../support/deployment.ts'
import { attributesOf, select } from '../support/select.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'

const KINDS = ['sources', 'publishers', 'tags', 'authors', 'languages']

const two = (n: number) => String(n).padStart(3, '0')
const page = async (path: string, headers = {}) => (await get(path, headers)).text()
const channelsOn = async (path: string) =>
  attributesOf(await page(path), '.channels li > :first-child', 'href')

/** 450 tags on ten articles: more than fit on two pages. */
beforeAll(async () => {
  const articles = Array.from({ length: 10 }, (_, n) => {
    const tags = Array.from({ length: 45 }, (_, m) => `Tanda ${two(n * 45 + m)}`)
    const fields = { id: `tag:warta.example,2022:n${n}`, tags: [...tags, 'Dunia'] }
    return [`n${n}`, articleFile(fields)]
  })
  await sync(contentOf(Object.fromEntries(articles)))
})

describe('the list of channels', () => {
  it.each(KINDS)('all channels of a kind have a page, with how many articles each has: /%s', async (kind) => {
    const response = await get(`/${kind}`)
    expect(response.status).toBe(200)
    const html = await response.text()
    const names = await select(html, '.channels li')
    expect(names.length).toBeGreaterThan(0)
    for (const { text } of names) expect(text).toMatch(/\d artikel/)
    expect(await attributesOf(html, '.trail a', 'href')).toEqual(['/', '/channels'])
  })

  it('the tags are listed by name, two hundred at a time, and each page leads to the one before it', async () => {
    const all: (string | undefined)[] = []
    let path: string | undefined = '/tags'
    const pages: string[] = []
    while (path !== undefined) {
      pages.push(path)
      all.push(...(await channelsOn(path)))
      path = (await attributesOf(await page(path), '.paging [rel="next"]', 'href'))[0]
    }
    expect(pages).toHaveLength(3)
    expect(all).toHaveLength(451)
    expect([...all].sort()).toEqual(all)
    const [back] = await attributesOf(await page(pages[2] ?? ''), '.paging [rel="prev"]', 'href')
    expect(await channelsOn(back ?? '')).toEqual(await channelsOn(pages[1] ?? ''))
    const [first] = await attributesOf(await page(back ?? ''), '.paging [rel="prev"]', 'href')
    expect(await channelsOn(first ?? '')).toEqual(await channelsOn('/tags'))
    expect(await attributesOf(await page(first ?? ''), '.paging [rel="prev"]', 'href')).toEqual([])
  })

  it('the page of all channels has the largest of each kind, and leads to all', async () => {
    const html = await page('/channels')
    const [sources, publishers, tags] = await select(html, '.directory')
    for (const section of [sources, publishers, tags]) expect(section).toBeDefined()
    const hrefs = await attributesOf(html, '.directory .channels li > :first-child', 'href')
    expect(hrefs.filter((href) => href?.startsWith('/tags/'))).toHaveLength(24)
    expect(hrefs.find((href) => href?.startsWith('/tags/'))).toBe('/tags/dunia')
    expect(await attributesOf(html, '.directory h2 a', 'href')).toEqual(KINDS.map((kind) => `/${kind}`))
  })

  it('the lists speak the language of the reader, and each language has its own entity tag', async () => {
    for (const path of ['/channels', '/tags']) {
      const [id, en] = [await get(path), await get(path, { 'Accept-Language': 'en' })]
      expect(id.headers.get('Vary')).toBe('Accept-Language, Accept-Encoding')
      expect(en.headers.get('ETag')).not.toBe(id.headers.get('ETag'))
      expect(await attributesOf(await en.text(), 'html', 'lang')).toEqual(['en'])
    }
  })

  it('a list of channels reads as many rows as it shows and five, and a 304 of it reads two', async () => {
    const { db, tally } = countingDatabase()
    const whole = await getFrom({ DB: db }, '/tags')
    expect(tally.rowsRead).toBeLessThanOrEqual(201 + 5)
    const again = countingDatabase()
    const known = { 'If-None-Match': String(whole.headers.get('ETag')) }
    expect((await getFrom({ DB: again.db }, '/tags', known)).status).toBe(304)
    // The languages of the site, and the number of the last write.
    expect(again.tally.rowsRead).toBe(2)
  })

  it.each(['?after=', '?after=a&before=b', '?after=a&after=b', `?before=${'x'.repeat(900)}`])(
    'a place in the list that no page links to is a 400: %s',
    async (query) => {
      expect((await get(`/tags${query}`)).status).toBe(400)
    },
  )

  it('a place behind the last channel is an empty page that leads back', async () => {
    const html = await page('/tags?after=zzz')
    expect(await select(html, '.channels li')).toEqual([])
    expect(await attributesOf(html, '.paging [rel="prev"]', 'href')).toEqual(['/tags'])
  })
})

describe('the foot of a page', () => {
  it.each(['/', '/tags', '/tags/dunia', '/articles/n1', '/search', '/attribution'])(
    'every page leads on: %s has a footer with the lists, the feeds and the languages',
    async (path) => {
      const html = await page(path)
      const hrefs = await attributesOf(html, 'body > footer a', 'href')
      for (const kind of KINDS) expect(hrefs).toContain(`/${kind}`)
      expect(hrefs).toEqual(
        expect.arrayContaining(['/rss.xml', '/opml.xml', '/attribution', '/languages/id', '/languages/en']),
      )
    },
  )

  it('says what the owner of the site wants said: contact, licence and links, and leads where the owner leads', async () => {
    const content = contentOf({ contoh: articleFile({ tags: ['Dunia'] }) })
    content.files.set(
      'site.yaml',
      `name: Kabar Kita
languages: [id, en]
contact: { email: redaksi@kabar.example }
licence: { name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/" }
footer: [{ title: { id: Tentang kami, en: About us }, url: /articles/contoh }]
social: [{ title: Mastodon, url: "https://sosial.example/@kabar" }]
navigation: [tags/dunia]
`,
    )
    await sync(content)
    const html = await page('/')
    expect(await attributesOf(html, '.foot .who a', 'href')).toEqual([
      '/',
      'mailto:redaksi@kabar.example',
      'https://creativecommons.org/licenses/by/4.0/',
      '/articles/contoh',
      'https://sosial.example/@kabar',
    ])
    expect((await select(html, '.foot .who')).map(({ text }) => text)[0]).toMatch(/Kabar Kita.*Tentang kami/)
    expect((await attributesOf(html, '.ways a', 'href'))[0]).toBe('/tags/dunia')
  })
})
