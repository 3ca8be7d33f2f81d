import { beforeAll, describe, expect, it } from 'vitest'
import { FEED_FILES } from '../support/read-feed.ts'
import { attributesOf, select } from '../support/select.ts'
import { articleFile, BROWSER_ACCEPT, contentOf, get, sync } from '../support/site.ts'

const NAVIGATION = { 'Sec-Fetch-Dest': 'document', 'Sec-Fetch-Mode': 'navigate', Accept: BROWSER_ACCEPT }

beforeAll(async () => {
  const three = { id: 'tag:warta.example,2022:three', title: 'Three', language: 'en', tags: ['World'] }
  await sync(
    contentOf({ satu: articleFile({ title: 'Satu & <dua>', tags: ['Dunia'] }), three: articleFile(three) }),
  )
})

describe.each(FEED_FILES)('the %s feed', (_, file, mediaType) => {
  it('is a page to a person who is led to it', async () => {
    for (const headers of [NAVIGATION, { Accept: BROWSER_ACCEPT }]) {
      const response = await get(`/tags/dunia/${file}`, headers)
      expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8')
      expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
      const html = await response.text()
      const url = `https://news.example/tags/dunia/${file}`
      expect(await attributesOf(html, 'main [data-copy]', 'data-copy')).toEqual([url])
      expect((await select(html, 'main code')).map(({ text }) => text)).toEqual([url])
      expect((await select(html, '.headlines a')).map(({ text }) => text)).toEqual(['Satu & <dua>'])
      expect(await attributesOf(html, '.headlines a', 'href')).toEqual(['/articles/satu'])
      const readers = await attributesOf(html, '.readers a', 'href')
      expect(readers).toContain(`feed:${url}`)
      expect(readers.filter((href) => href?.includes(encodeURIComponent(url)))).toHaveLength(5)
      expect(await attributesOf(html, 'main a[href*="raw"]', 'href')).toEqual([`/tags/dunia/${file}?raw`])
    }
  })

  it('is untouched for everybody else, and where it is asked for raw', async () => {
    const feed = await get(`/${file}`)
    const bytes = await feed.text()
    expect(feed.headers.get('Content-Type')).toBe(mediaType)
    for (const raw of ['?raw', '?raw=1', '?raw=no']) {
      const response = await get(`/${file}${raw}`, NAVIGATION)
      expect(response.headers.get('Content-Type')).toBe(mediaType)
      expect(await response.text()).toBe(bytes)
    }
    const fetched = await get(`/${file}`, { 'Sec-Fetch-Dest': 'empty', Accept: BROWSER_ACCEPT })
    expect(await fetched.text()).toBe(bytes)
  })

  it('and its page are told apart by caches', async () => {
    const [feed, page] = [await get(`/${file}`), await get(`/${file}`, NAVIGATION)]
    expect(feed.headers.get('Vary')).toBe('Sec-Fetch-Dest, Accept, Accept-Encoding')
    expect(feed.headers.get('Cache-Control')).toMatch(/^public, /)
    expect(page.headers.get('Vary')).toBe('Sec-Fetch-Dest, Accept, Accept-Language, Accept-Encoding')
    // A shared cache that does not look at Vary must not keep it.
    expect(page.headers.get('Cache-Control')).toBe('private, no-cache')
    const [tag, pageTag] = [String(feed.headers.get('ETag')), String(page.headers.get('ETag'))]
    expect(pageTag).not.toBe(tag)
    expect((await get(`/${file}`, { ...NAVIGATION, 'If-None-Match': tag })).status).toBe(200)
    expect((await get(`/${file}`, { 'If-None-Match': pageTag })).status).toBe(200)
    const again = await get(`/${file}`, { ...NAVIGATION, 'If-None-Match': pageTag })
    expect(again.status).toBe(304)
    expect(again.headers.get('Cache-Control')).toBe('private, no-cache')
    expect(again.headers.get('ETag')).toBe(pageTag)
  })
})

describe('the page of a feed', () => {
  it('keeps what the feed was asked for in the address to copy', async () => {
    const html = await (await get('/rss.xml?limit=1&content=summary&utm_source=x', NAVIGATION)).text()
    const url = 'https://news.example/rss.xml?limit=1&content=summary'
    expect(await attributesOf(html, 'main [data-copy]', 'data-copy')).toEqual([url])
    expect(await attributesOf(html, 'main a[href*="raw"]', 'href')).toEqual([
      '/rss.xml?limit=1&content=summary&raw',
    ])
    expect(await select(html, '.headlines li')).toHaveLength(1)
  })

  it('speaks the language of the channel, for everything that of its reader', async () => {
    const languageOf = async (path: string, language: string) =>
      attributesOf(
        await (await get(path, { ...NAVIGATION, 'Accept-Language': language })).text(),
        'html',
        'lang',
      )
    expect(await languageOf('/rss.xml', 'en')).toEqual(['en'])
    expect(await languageOf('/rss.xml', 'de')).toEqual(['id'])
    expect(await languageOf('/tags/world/rss.xml', 'id')).toEqual(['en'])
  })

  it('is there at the addresses that people guess', async () => {
    for (const path of ['/feed', '/rss', '/atom', '/index.xml', '/feed.xml']) {
      const html = await (await get(path, NAVIGATION)).text()
      expect(await select(html, '.headlines li'), path).toHaveLength(2)
    }
  })

  it('is a problem like any other where there is no such feed or the parameter is wrong', async () => {
    expect((await get('/tags/nothing/rss.xml', NAVIGATION)).status).toBe(404)
    expect((await get('/rss.xml?limit=0', NAVIGATION)).status).toBe(400)
  })
})
