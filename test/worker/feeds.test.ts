import { beforeAll, describe, expect, it } from 'vitest'
import { FEED_FILES, idsOf, readFeed } from '../support/read-feed.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'

const id = (name: string) => `tag:warta.example,2022-09-20:${name}`

// Neither the order of the files nor that of the updates is the order of publication. The last two came
// out in the same second, at different offsets.
const ARTICLES = {
  a: articleFile({
    id: id('oldest'),
    published: '2022-09-01T10:00:00+07:00',
    updated: '2022-10-01T00:00:00Z',
  }),
  b: articleFile({ id: id('newest'), published: '2022-09-20T12:32:00+07:00' }),
  c: articleFile({ id: id('middle'), published: '2022-09-20T08:00:00+09:00' }),
  d: articleFile({ id: id('twin'), published: '2022-09-20T01:00:00+02:00' }),
}

describe.each(FEED_FILES)('the %s feed of everything', (format, file, mediaType) => {
  describe('without any article', () => {
    it('is valid and empty', async () => {
      await sync(contentOf({}))
      const response = await get(`/${file}`)
      expect(response.status).toBe(200)
      expect(response.headers.get('Content-Type')).toBe(mediaType)
      expect(readFeed(await response.text())).toEqual({
        format,
        title: 'Warta',
        self: `https://news.example/${file}`,
        home: 'https://news.example/',
        entries: [],
      })
    })
  })

  describe('of stored articles', () => {
    beforeAll(async () => {
      await sync(contentOf(ARTICLES))
    })

    it('lists them by publication, the newest first', async () => {
      const ids = idsOf(await (await get(`/${file}`)).text())
      expect(ids.slice(0, 1)).toEqual([id('newest')])
      expect(new Set(ids.slice(1, 3))).toEqual(new Set([id('middle'), id('twin')]))
      expect(ids.slice(3)).toEqual([id('oldest')])
    })

    it('leads to their pages', async () => {
      const { entries } = readFeed(await (await get(`/${file}`)).text())
      expect(entries[0]?.link).toBe('https://news.example/articles/b')
      for (const { link } of entries) {
        const page = await get(new URL(String(link)).pathname)
        expect(page.status).toBe(200)
      }
    })

    it('holds their whole text with the credit sentence at its end', async () => {
      const { entries } = readFeed(await (await get(`/${file}`)).text())
      for (const { content } of entries) {
        expect(content).toBe(
          '<p>Isi berita.</p><p><small>Laporan Lintar Satria (editor Friska Yolandha), Republika; sumber: Reuters.</small></p>',
        )
      }
    })

    it('has the headers of a public document', async () => {
      const { headers } = await get(`/${file}`)
      expect(headers.get('Content-Type')).toBe(mediaType)
      expect(headers.get('Cache-Control')).toBe(
        'public, max-age=300, stale-while-revalidate=600, stale-if-error=600',
      )
      expect(headers.get('Link')).toContain(`<https://news.example/${file}>; rel="self"`)
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(headers.get('Vary')).toBe('Sec-Fetch-Dest, Accept, Accept-Encoding')
      expect(headers.has('Content-Location')).toBe(false)
    })
  })
})

describe('the freshness of a feed', () => {
  it('is the same in Cache-Control and in RSS ttl', async () => {
    const response = await get('/rss.xml')
    const minutes = /<ttl>(\d+)<\/ttl>/.exec(await response.text())?.[1]
    expect(minutes).toBe('5')
    expect(response.headers.get('Cache-Control')).toContain(`max-age=${Number(minutes) * 60},`)
  })
})

describe('a feed under a name that is near', () => {
  it.each(['/rss.xmlx', '/xrss.xml', '/rssxxml', '/RSS.xml', '/feed.json.xml'])(
    'is none: %s',
    async (path) => {
      await sync(contentOf(ARTICLES))
      expect((await get(path)).status).toBe(404)
    },
  )
})
