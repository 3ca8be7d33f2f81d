import { beforeAll, describe, expect, it } from 'vitest'
import { attributesOf, select } from '../support/select.ts'
import { articleFile, contentOf, get, NOW, sync } from '../support/site.ts'

const one = (n: number, fields: Record<string, unknown>, body?: string) => {
  const day = String(1 + (n % 28)).padStart(2, '0')
  const published = `2022-08-${day}T${String(n % 24).padStart(2, '0')}:00:00+07:00`
  return articleFile({ id: `urn:x:${n}`, published, title: `Judul ${n}`, tags: ['Dunia'], ...fields }, body)
}

const ARTICLES: Record<string, string> = {
  ...Object.fromEntries(
    Array.from({ length: 45 }, (_, n) => [
      `n${n}`,
      one(n, { title: `Kata ${n}` }, `Isi ${'lain '.repeat(50)}samudra.`),
    ]),
  ),
  tepat: one(
    50,
    { title: 'Samudra', published: '2022-01-01T00:00:00+07:00', tags: ['Laut'] },
    'Samudra luas.',
  ),
  ocean: one(51, { title: 'The samudra', language: 'en', tags: ['Sea', 'Dunia'] }, 'Short.'),
}

const page = async (query: string) => (await get(`/search?${query}`)).text()
const textsOf = async (html: string, selector: string) =>
  (await select(html, selector)).map(({ text }) => text)
const slugs = async (html: string) => attributesOf(html, '.list h2 a', 'href')

beforeAll(async () => {
  await sync(contentOf(ARTICLES))
})

describe('the page of a search', () => {
  it('says how many articles there are, on its first page', async () => {
    expect(await textsOf(await page('q=samudra'), '.summary-line p')).toEqual(['47 artikel'])
    expect(await textsOf(await page('q=samudra&lang=en'), '.summary-line p')).toEqual(['1 article'])
  })

  it('a copy is no longer the current one where an article beyond the page has come or gone', async () => {
    const { headers } = await get('/search?q=samudra')
    const known = { 'If-None-Match': String(headers.get('ETag')) }
    expect((await get('/search?q=samudra', known)).status).toBe(304)
    await sync(
      contentOf(Object.fromEntries(Object.entries(ARTICLES).filter(([name]) => name !== 'tepat'))),
      NOW + 9,
    )
    expect((await get('/search?q=samudra', known)).status).toBe(200)
    await sync(contentOf(ARTICLES), NOW + 99)
  })

  it('has the newest first, or what fits best: what has the word in its title and little else', async () => {
    expect((await slugs(await page('q=samudra'))).slice(0, 2)).not.toContain('/articles/tepat')
    const best = await page('q=samudra&sort=best')
    expect((await slugs(best)).slice(0, 2).sort()).toEqual(['/articles/ocean', '/articles/tepat'])
    expect(await textsOf(best, '.summary-line [aria-current]')).toEqual(['Paling cocok dahulu'])
    expect(await attributesOf(best, '.summary-line nav a', 'href')).toEqual([
      '/search?q=samudra',
      '/search?q=samudra&sort=best',
    ])
    expect(await select(best, '.paging')).toEqual([])
  })

  it('the best fits within filters and without a word are those of the search alone', async () => {
    expect(await slugs(await page('q=samudra&lang=en&sort=best'))).toEqual(['/articles/ocean'])
    expect(await slugs(await page('q=samudra+-kata+-the&sort=best'))).toEqual(['/articles/tepat'])
  })

  it.each(['sort=worst', 'sort=best&sort=newest', 'sort='])(
    'an order that there is not is a 400: %s',
    async (sort) => {
      expect((await get(`/search?q=samudra&${sort}`)).status).toBe(400)
    },
  )

  it('its feed is beside it, the newest first whatever the order of the page', async () => {
    const feed = 'https://news.example/search/rss.xml?q=samudra'
    for (const query of ['q=samudra', 'q=samudra&sort=best']) {
      expect(await attributesOf(await page(query), '.summary-line > a', 'href')).toEqual([feed])
    }
    expect((await get('/search/rss.xml?q=samudra&sort=best')).status).toBe(200)
  })

  it('its pages lead on and back, as those of channels do', async () => {
    const [older] = await attributesOf(await page('q=samudra'), '.paging [rel="next"]', 'href')
    const second = await (await get(String(older))).text()
    expect(await slugs(second)).toHaveLength(20)
    expect((await attributesOf(second, '.paging a', 'href'))[0]).toBe('/search?q=samudra')
  })

  it('offers filters as links, and each that is chosen as a link that takes it away', async () => {
    const html = await page('q=samudra')
    const offered = await attributesOf(html, 'aside .topics a', 'href')
    expect(offered).toContain('/search?q=samudra&lang=en')
    const narrow = await page('q=samudra&lang=en&tag=sea')
    expect(await slugs(narrow)).toEqual(['/articles/ocean'])
    expect(await attributesOf(narrow, '.chosen a', 'href')).toEqual([
      '/search?q=samudra&tag=sea',
      '/search?q=samudra&lang=en',
    ])
  })

  it('helps where nothing is found: without filters, with single words, with beginnings', async () => {
    const html = await page('q=samudraku+hilang&tag=dunia')
    const links = await attributesOf(html, '.nothing a', 'href')
    expect(links).toEqual([
      '/search?q=samudraku+hilang',
      '/search?q=samudra*',
      '/search?q=hila*',
      '/search?q=samudraku',
      '/search?q=hilang',
      '/tags',
      '/',
    ])
    for (const link of links) expect((await get(String(link))).status).toBe(200)
  })
})
