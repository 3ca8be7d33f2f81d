import { beforeAll, describe, expect, it } from 'vitest'
import { FEED_FILES, idsOf, readFeed } from '../support/read-feed.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'

const one = (name: string, day: number, fields: Record<string, unknown>) =>
  articleFile({
    id: `tag:warta.example,2022-09-20:${name}`,
    published: `2022-09-${day}T12:32:00+07:00`,
    ...fields,
  })

const ARTICLES = {
  a: one('first', 10, { tags: ['Keamanan', 'Café Über'], sources: ['reuters', 'antara'] }),
  b: one('second', 11, {
    language: 'en-GB',
    tags: ['keamanan!', 'أخبار العالم'],
    publisher: 'antara',
    sources: [],
    authors: [{ name: 'Renée O’Neil', role: 'editor' }],
  }),
  c: one('third', 12, { language: 'en', tags: ['CAFÉ—ÜBER', 'KTT 2022'] }),
}

const CHANNELS: [path: string, names: string[]][] = [
  ['/sources/reuters', ['third', 'first']],
  ['/sources/antara', ['first']],
  ['/publishers/republika', ['third', 'first']],
  ['/publishers/antara', ['second']],
  ['/tags/keamanan', ['second', 'first']],
  ['/tags/ktt-2022', ['third']],
  ['/tags/caf%C3%A9-%C3%BCber', ['third', 'first']],
  ['/tags/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1-%D8%A7%D9%84%D8%B9%D8%A7%D9%84%D9%85', ['second']],
  ['/authors/lintar-satria', ['third', 'first']],
  ['/authors/ren%C3%A9e-o-neil', ['second']],
  ['/languages/id', ['first']],
  ['/languages/en', ['third', 'second']],
  ['/languages/en-gb', ['second']],
]

describe.each(FEED_FILES)('a channel as %s', (_, file, mediaType) => {
  beforeAll(async () => {
    await sync(contentOf(ARTICLES))
  })

  it.each(CHANNELS)(`%s/${file} lists its articles, the newest first`, async (path, names) => {
    const response = await get(`${path}/${file}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe(mediaType)
    const feed = readFeed(await response.text())
    expect(feed.entries.map(({ id }) => id)).toEqual(
      names.map((name) => `tag:warta.example,2022-09-20:${name}`),
    )
    expect(feed.self).toBe(`https://news.example${path}/${file}`)
    expect(feed.home).toBe(`https://news.example${path}`)
    expect(response.headers.get('Link')).toContain(`<https://news.example${path}/${file}>; rel="self"`)
  })

  it.each([
    '/sources/afp',
    '/publishers/afp',
    '/publishers/lintar-satria',
    '/tags/ekonomi',
    '/authors/nobody',
    '/languages/de',
    '/tags/%21%21',
    '/tags/%20',
    '/tagged/keamanan',
    '/all/x',
  ])(`%s/${file} is a 404, because there is no such channel`, async (path) => {
    const response = await get(`${path}/${file}`)
    expect(response.status).toBe(404)
    expect(response.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8')
    expect(response.headers.has('ETag')).toBe(false)
  })

  it.each([
    ['/tags/Keamanan', '/tags/keamanan'],
    ['/tags/%20keamanan%20', '/tags/keamanan'],
    ['/tags/KTT%202022', '/tags/ktt-2022'],
    ['/tags/%EF%BC%AB%EF%BC%B4%EF%BC%B4-2022', '/tags/ktt-2022'],
    ['/tags/Cafe%CC%81%20%C3%9Cber', '/tags/caf%C3%A9-%C3%BCber'],
    ['/authors/Lintar%20Satria', '/authors/lintar-satria'],
    ['/sources/Reuters', '/sources/reuters'],
    ['/publishers/REPUBLIKA', '/publishers/republika'],
    ['/languages/en-GB', '/languages/en-gb'],
  ])(`%s/${file} moves to the one name of that channel`, async (path, canonical) => {
    const response = await get(`${path}/${file}?limit=5&utm_source=x`)
    expect(response.status).toBe(301)
    expect(await response.text()).toBe('')
    expect(response.headers.get('Location')).toBe(`${canonical}/${file}?limit=5&utm_source=x`)
    expect((await get(`${canonical}/${file}?limit=5`)).status).toBe(200)
  })
})

describe.each(FEED_FILES)('an empty channel as %s', (_, file) => {
  it('is a valid empty feed for a source of the registry without articles', async () => {
    await sync(contentOf({ c: ARTICLES.c }))
    for (const path of ['/sources/antara', '/publishers/antara', '/publishers/reuters']) {
      const response = await get(`${path}/${file}`)
      expect(response.status).toBe(200)
      const { title, self, entries } = readFeed(await response.text())
      expect(title).toMatch(/^Warta: .*(Antara|Reuters)$/)
      expect(self).toBe(`https://news.example${path}/${file}`)
      expect(entries).toEqual([])
    }
  })

  it('is a valid empty feed for what lost its last article', async () => {
    await sync(contentOf(ARTICLES))
    expect(idsOf(await (await get(`/authors/ren%C3%A9e-o-neil/${file}`)).text())).toHaveLength(1)
    await sync(contentOf({ a: ARTICLES.a, c: ARTICLES.c }))
    for (const path of ['/authors/ren%C3%A9e-o-neil', '/languages/en-gb', CHANNELS[7]?.[0]]) {
      const response = await get(`${path}/${file}`)
      expect(response.status).toBe(200)
      expect(readFeed(await response.text()).entries).toEqual([])
    }
  })
})
