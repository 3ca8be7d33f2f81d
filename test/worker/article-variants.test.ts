import { beforeAll, describe, expect, it } from 'vitest'
import { readFeed } from '../support/read-feed.ts'
import { select } from '../support/select.ts'
import { articleFile, contentOf, get, NOW, sync } from '../support/site.ts'

const TYPES = {
  page: 'text/html; charset=utf-8',
  data: 'application/ld+json',
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
}
const NAMED = Object.entries(TYPES).map(([, type]) => type.split(';')[0] as string)

// What clients send, and which variant they get.
const CLIENTS: [client: string, accept: string | undefined, type: string][] = [
  ['a browser', 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8', TYPES.page],
  ['curl', '*/*', TYPES.page],
  ['sfeed', undefined, TYPES.page],
  ['one that asks for XML of any kind', 'application/xml', TYPES.page],
  ['one that asks for applications of any kind', 'application/*', TYPES.page],
  [
    'Miniflux',
    'application/xml, application/atom+xml, application/feed+json, text/html, */*;q=0.9',
    TYPES.page,
  ],
  [
    'FreshRSS',
    'application/atom+xml, application/rss+xml, application/xml;q=0.8, text/html;q=0.7',
    TYPES.page,
  ],
  ['Liferea', 'application/atom+xml,application/xml;q=0.9,text/xml;q=0.8,*/*;q=0.7', TYPES.page],
  ['one that wants JSON Feed', 'application/feed+json', TYPES.json],
  ['one that wants JSON Feed most', 'application/feed+json, text/html;q=0.5, */*;q=0.1', TYPES.json],
  ['one that wants data', 'application/ld+json', TYPES.data],
  ['one that wants data most', 'text/html;q=0.9, application/ld+json', TYPES.data],
  ['one that wants RSS alone', 'application/rss+xml', TYPES.rss],
  ['one that wants Atom before RSS', 'application/rss+xml;q=0.5, application/atom+xml', TYPES.atom],
  ['one that wants RSS and no page', 'application/rss+xml, text/html;q=0, */*;q=0.0', TYPES.rss],
  ['one whose header has no end', `application/rss+xml,${' ,'.repeat(100_000)}`, TYPES.rss],
]

const article = (fields: Record<string, unknown> = {}, body?: string) =>
  articleFile({ title: 'Satu & <dua>', tags: ['Dunia'], ...fields }, body)
const ask = (accept: string, more: Record<string, string> = {}, method = 'GET') =>
  get('/articles/contoh', { Accept: accept, ...more }, method)

describe('the address of an article', () => {
  beforeAll(async () => {
    await sync(contentOf({ gone: article({ id: 'tag:warta.example,2022:gone' }) }))
    await sync(contentOf({ contoh: article() }), NOW + 1000)
  })

  it.each(CLIENTS)('gives %s what it can use', async (_, accept, type) => {
    const response = await get('/articles/contoh', accept === undefined ? {} : { Accept: accept })
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe(type)
    expect(response.headers.get('Vary')).toBe('Accept, Accept-Encoding')
  })

  it.each(['rss', 'atom', 'json'] as const)('gives the article as a feed of one entry: %s', async (name) => {
    const [type] = TYPES[name].split(';')
    const feed = readFeed(await (await ask(String(type))).text())
    expect(feed).toMatchObject({
      format: name,
      title: 'Warta: Satu & <dua>',
      self: 'https://news.example/articles/contoh',
      home: 'https://news.example/articles/contoh',
    })
    const everything = readFeed(await (await get(`/${name === 'json' ? 'feed.json' : `${name}.xml`}`)).text())
    expect(feed.entries).toEqual(everything.entries)
    expect(feed.entries[0]?.content).toContain('Isi berita.')
  })

  it('gives the schema.org data that the page has', async () => {
    const data = await (await ask('application/ld+json')).json()
    const [script] = await select(await (await ask('text/html')).text(), 'script[type="application/ld+json"]')
    expect(data).toEqual(JSON.parse(String(script?.text)))
    expect(data).toMatchObject({ '@type': 'NewsArticle', headline: 'Satu & <dua>' })
  })

  it('has an entity tag for each variant, and answers 304 to that one alone', async () => {
    const tags = await Promise.all(NAMED.map(async (type) => (await ask(type)).headers.get('ETag')))
    expect(new Set(tags).size).toBe(NAMED.length)
    for (const [index, type] of NAMED.entries()) {
      const own = await ask(type, { 'If-None-Match': String(tags[index]) })
      expect(own.status).toBe(304)
      expect(own.headers.get('Vary')).toBe('Accept, Accept-Encoding')
      expect(own.headers.get('ETag')).toBe(tags[index])
      const other = await ask(type, { 'If-None-Match': String(tags[(index + 1) % tags.length]) })
      expect(other.status).toBe(200)
    }
  })

  it.each(NAMED)('tells HEAD of %s what GET has', async (type) => {
    const [whole, head] = [await ask(type), await ask(type, {}, 'HEAD')]
    expect([...head.headers]).toEqual([...whole.headers])
    expect(head.headers.get('Content-Length')).toBe(String((await whole.arrayBuffer()).byteLength))
  })

  it.each(NAMED)('knows no article and one that is gone for %s too', async (type) => {
    expect((await get('/articles/nothing', { Accept: type })).status).toBe(404)
    expect((await get('/articles/gone', { Accept: type })).status).toBe(410)
  })

  it('keeps the id of the feed when the article takes another slug, and moves every variant', async () => {
    const idOf = async (slug: string) => {
      const text = await (await get(`/articles/${slug}`, { Accept: 'application/atom+xml' })).text()
      return /<id>(.*?)<\/id>/.exec(text)?.[1]
    }
    const before = await idOf('contoh')
    expect(before).toMatch(/^tag:warta\.example,2022:feed\/articles\/tag%3Awarta/)
    await sync(contentOf({ lain: article() }), NOW + 2000)
    expect(await idOf('lain')).toBe(before)
    for (const type of NAMED) {
      const response = await get('/articles/contoh', { Accept: type })
      expect(response.status).toBe(301)
      expect(response.headers.get('Location')).toBe('/articles/lain')
    }
  })
})
