import { env } from 'cloudflare:test'
import { beforeAll, describe, expect, it } from 'vitest'
import { getFrom } from '../support/deployment.ts'
import { FEED_FILES, readFeed } from '../support/read-feed.ts'
import { attributesOf, select } from '../support/select.ts'
import { articleFile, contentOf, get, NOW, sync } from '../support/site.ts'

const one = (name: string, day: number, fields: Record<string, unknown>) =>
  articleFile({ id: `urn:x:${name}`, published: `2022-09-${day}T12:32:00+07:00`, ...fields })

const RENEE = [{ name: 'Renée O’Neil', role: 'editor' }]

const ARTICLES = {
  a: one('a', 10, { tags: ['Dunia', 'KTT 2022'] }),
  b: one('b', 11, { tags: ['Dunia'], language: 'en-GB', authors: RENEE }),
  c: one('c', 12, { tags: ['KTT 2022'], publisher: 'antara', sources: [] }),
  d: one('d', 13, { tags: ['Dunia', 'Ekonomi'], publisher: 'antara', sources: ['antara', 'reuters'] }),
}

async function idsAt(path: string): Promise<string[]> {
  const response = await get(path)
  expect(response.status, path).toBe(200)
  return readFeed(await response.text()).entries.map(({ id }) => String(id).slice('urn:x:'.length))
}

beforeAll(async () => {
  await sync(contentOf(ARTICLES))
})

const FILTERED: [channel: string, query: string, ids: string][] = [
  ['', 'tag=dunia', 'dba'],
  ['', 'tag=-dunia', 'c'],
  ['', 'tag=dunia&tag=ktt-2022', 'a'],
  ['', 'tag=dunia&tag=-ktt-2022', 'db'],
  ['', 'tag=KTT+2022', 'ca'],
  ['', 'source=reuters', 'dba'],
  ['', 'source=-reuters', 'c'],
  ['', 'source=reuters&source=-antara', 'ba'],
  ['', 'publisher=antara', 'dc'],
  ['', 'publisher=-antara', 'ba'],
  ['', 'author=lintar-satria', 'dca'],
  ['', 'author=Ren%C3%A9e%20O%E2%80%99Neil', 'b'],
  ['', 'author=-friska-yolandha', 'b'],
  ['', 'lang=en', 'b'],
  ['', 'lang=en-GB', 'b'],
  ['', 'lang=-en', 'dca'],
  ['', 'tag=dunia&lang=id&publisher=antara&source=reuters&author=-ren%C3%A9e-o-neil', 'd'],
  ['', 'tag=dunia&tag=-dunia', ''],
  ['', 'tag=ktt-2022&tag=ekonomi', ''],
  ['', 'tag=-tidak-ada', 'dcba'],
  ['/tags/dunia', 'lang=id', 'da'],
  ['/tags/dunia', 'tag=-ekonomi', 'ba'],
  ['/tags/dunia', 'tag=dunia', 'dba'],
  ['/sources/reuters', 'publisher=antara', 'd'],
  ['/publishers/antara', 'tag=ktt-2022', 'c'],
  ['/authors/lintar-satria', 'tag=-dunia', 'c'],
  ['/languages/id', 'tag=dunia&limit=1', 'd'],
]

describe.each(FEED_FILES)('filters of a %s feed', (_, file) => {
  it.each(FILTERED)(`leave of %s/${file} what %s says`, async (channel, query, ids) => {
    expect((await idsAt(`${channel}/${file}?${query}`)).join('')).toBe(ids)
  })

  it.each([
    ['tag=-b&tag=Dunia&author=-x&lang=ID', 'author=-x&lang=id&tag=dunia&tag=-b'],
    ['tag=ktt-2022&tag=dunia&tag=DUNIA&utm_source=x', 'tag=dunia&tag=ktt-2022'],
    ['source=reuters&tag=dunia&limit=5', 'source=reuters&tag=dunia&limit=5'],
  ])(
    'have one order, in which equal ones share address, validators and bytes: %s',
    async (query, canonical) => {
      const [given, asked] = [await get(`/${file}?${query}`), await get(`/${file}?${canonical}`)]
      expect(given.headers.get('ETag')).toBe(asked.headers.get('ETag'))
      const text = await given.text()
      expect(text).toBe(await asked.text())
      expect(readFeed(text).self).toBe(`https://news.example/${file}?${canonical}`)
      expect(given.headers.get('Link')).toBe(`<https://news.example/${file}?${canonical}>; rel="self"`)
    },
  )

  it('that differ have different validators', async () => {
    const tags = ['tag=dunia', 'tag=-dunia', 'source=reuters', 'tag=dunia&limit=5'].map(async (query) =>
      (await get(`/${file}?${query}`)).headers.get('ETag'),
    )
    expect(new Set(await Promise.all(tags)).size).toBe(4)
  })

  it('keep the credit of every entry', async () => {
    const { entries } = readFeed(await (await get(`/${file}?tag=dunia`)).text())
    for (const { content } of entries)
      expect(content).toMatch(/<small>(?:Laporan|Report by|Sumber|Republika)/)
  })

  it('that name no channel are a 404, and say which', async () => {
    for (const path of [
      `/${file}?tag=dunai`,
      `/tags/dunia/${file}?tag=dunia&tag=dunai`,
      `/tags/dunai/${file}?lang=id`,
    ]) {
      const response = await get(path)
      expect(response.status).toBe(404)
      expect(await response.json()).toMatchObject({ detail: 'There is no channel /tags/dunai.' })
    }
    expect((await get(`/search/${file}?q=isi&tag=dunai`)).status).toBe(404)
  })

  it('are at most eight', async () => {
    const tags = (count: number) => Array.from({ length: count }, (_, n) => `tag=-t${n}`).join('&')
    expect((await get(`/${file}?${tags(8)}`)).status).toBe(200)
    const response = await get(`/${file}?${tags(9)}`)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ detail: 'A list takes at most 8 filters.' })
  })
})

describe('filters', () => {
  it('hold for the feeds that Accept chooses, which say that they did', async () => {
    const response = await get('/feed?tag=-dunia', { Accept: 'application/feed+json' })
    expect(response.headers.get('Vary')).toContain('Accept')
    expect(response.headers.get('Content-Location')).toBe('/feed.json?tag=-dunia')
    expect(readFeed(await response.text()).entries.map(({ id }) => id)).toEqual(['urn:x:c'])
  })

  it('move with the channel that they stand behind', async () => {
    for (const path of ['/tags/Dunia', '/tags/Dunia/rss.xml']) {
      const location = (await get(`${path}?lang=-en`)).headers.get('Location')
      expect(location).toBe(`${path.replace('Dunia', 'dunia')}?lang=-en`)
    }
  })

  it.each(FILTERED)('leave of the page %s/ what %s says', async (channel, query, ids) => {
    const html = await (await get(`${channel || '/'}?${query.replace('&limit=1', '')}`)).text()
    const slugs = (await attributesOf(html, '.list > li h2 a', 'href')).map((href) => String(href).at(-1))
    expect(slugs.join('').slice(0, ids.length)).toBe(ids)
    expect(slugs.length === ids.length || query.includes('limit')).toBe(true)
  })

  it('are in the title, the feeds and the canonical address of a page', async () => {
    const html = await (await get('/tags/dunia?tag=-Ekonomi&lang=id')).text()
    expect((await select(html, 'h1'))[0]?.text).toBe(
      'Warta: Berita bertanda Dunia (bahasa id, tanpa tanda ekonomi)',
    )
    const query = '?lang=id&tag=-ekonomi'
    expect(await attributesOf(html, 'link[rel="alternate"]', 'href')).toEqual(
      FEED_FILES.map(([, file]) => `https://news.example/tags/dunia/${file}${query}`),
    )
    expect(await attributesOf(html, 'link[rel="canonical"]', 'href')).toEqual([
      `https://news.example/tags/dunia${query}`,
    ])
  })
})

describe.each(['/rss.xml?tag=dunia', '/search/atom.xml?q=isi', '/?tag=dunia', '/search?q=isi'])(
  'the validators of %s',
  (path) => {
    it('answer with 304 to who has them', async () => {
      const { headers } = await get(path)
      const etag = String(headers.get('ETag'))
      const response = await get(path, { 'If-None-Match': etag })
      expect(response.status).toBe(304)
      expect(await response.text()).toBe('')
      expect(response.headers.get('ETag')).toBe(etag)
      const since = { 'If-Modified-Since': String(headers.get('Last-Modified')) }
      expect((await get(path, since)).status).toBe(304)
    })

    it('move with a write that changes the list, and come back with what was listed before', async () => {
      const etagOf = async () => (await get(path)).headers.get('ETag')
      const write = (title: string, tags: string[], body: string, after: number) => {
        const fields = { id: 'urn:x:e', published: '2022-09-14T12:32:00+07:00', title, tags }
        return sync(contentOf({ ...ARTICLES, e: articleFile(fields, body) }), NOW + after)
      }
      const before = await etagOf()
      await sync(contentOf(ARTICLES), NOW + 1000)
      expect(await etagOf()).toBe(before)
      await write('Kabar', ['Lain'], 'Kabar.', 2000)
      expect(await etagOf()).toBe(before)
      await write('Kabar', ['Dunia'], 'Isi.', 3000)
      const after = await etagOf()
      expect(after).not.toBe(before)
      await write('Ralat', ['Dunia'], 'Isi.', 4000)
      expect([before, after]).not.toContain(await etagOf())
      await sync(contentOf(ARTICLES), NOW + 5000)
      expect(await etagOf()).toBe(before)
    })
  },
)

describe('a write that comes while a list is read', () => {
  // The database, with a write before its second batch of each reading, this many times.
  function disturbed(times: number, write: (nth: number) => Promise<unknown>): D1Database {
    let batches = 0
    const writing: D1Database = new Proxy(env.DB, {
      get: (db, name) => {
        if (name === 'withSession') return () => writing
        if (name === 'prepare') return (sql: string) => db.prepare(sql)
        return async (statements: D1PreparedStatement[]) => {
          batches += 1
          if (batches % 2 === 0 && batches / 2 <= times) await write(batches)
          return db.batch(statements)
        }
      },
    })
    return writing
  }
  const touch = (nth: number) =>
    sync(
      contentOf({ ...ARTICLES, e: one('e', 15, { title: `Baru ${nth}`, tags: ['Dunia'] }) }),
      NOW + nth * 1e6,
    )

  it('is seen whole, with the validators of that time', async () => {
    await sync(contentOf(ARTICLES), NOW + 1e6)
    for (const path of ['/rss.xml?tag=dunia', '/search/rss.xml?q=baru&tag=dunia']) {
      await sync(contentOf(ARTICLES), NOW + 1e6)
      const response = await getFrom({ DB: disturbed(1, touch) }, path)
      expect(readFeed(await response.clone().text()).entries[0]?.id).toBe('urn:x:e')
      expect(response.headers.get('ETag')).toBe((await get(path)).headers.get('ETag'))
    }
  })

  it('that comes every time is not waited for', async () => {
    await sync(contentOf(ARTICLES), NOW + 1e6)
    expect((await getFrom({ DB: disturbed(9, touch) }, '/rss.xml?tag=dunia')).status).toBe(500)
    await sync(contentOf(ARTICLES), NOW + 9e9)
  })
})
