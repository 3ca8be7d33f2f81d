import { beforeAll, describe, expect, it } from 'vitest'
import { ICONS } from '../../src/pages/browser/index.ts'
import { getFrom } from '../support/deployment.ts'
import { attributesOf } from '../support/select.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'

const isIcon = (url: string) => ICONS.some((file) => url === `https://news.example/${file}`)

beforeAll(async () => {
  await sync(contentOf({ contoh: articleFile({ tags: ['Dunia'] }) }))
})

describe('/robots.txt', () => {
  it('lets everything be read, and names the sitemap by its whole URL', async () => {
    const response = await get('/robots.txt')
    expect(response.headers.get('Content-Type')).toBe('text/plain; charset=utf-8')
    expect(await response.text()).toBe(
      'User-agent: *\nAllow: /\n\nSitemap: https://news.example/sitemap.xml\n',
    )
    const elsewhere = await getFrom({ SITE_URL: 'https://other.example' }, '/robots.txt')
    expect(await elsewhere.text()).toContain('Sitemap: https://other.example/sitemap.xml\n')
  })
})

describe('/site.webmanifest', () => {
  it('names the site and icons that are there', async () => {
    const response = await get('/site.webmanifest')
    expect(response.headers.get('Content-Type')).toBe('application/manifest+json')
    const { name, start_url, icons } = await response.json<{
      name: string
      start_url: string
      icons: { src: string }[]
    }>()
    expect([name, start_url]).toEqual(['Warta', '/'])
    expect(icons.map(({ src }) => isIcon(`https://news.example${src}`))).toEqual([true, true, true])
  })
})

describe.each(['/robots.txt', '/site.webmanifest'])('%s', (path) => {
  it('changes with the build', async () => {
    const response = await get(path)
    const asked = { 'If-None-Match': String(response.headers.get('ETag')) }
    expect((await get(path, asked)).status).toBe(304)
    const VERSION = { id: 'build-2', tag: '', timestamp: '2026-10-31T12:00:00Z' }
    expect((await getFrom({ VERSION }, path, asked)).status).toBe(200)
  })
})

describe('the mark of the site', () => {
  it.each(['/', '/tags/dunia', '/articles/contoh', '/attribution'])('is in the head of %s', async (path) => {
    const html = await (await get(path)).text()
    for (const selector of ['head link[rel="icon"]', 'head link[rel="apple-touch-icon"]']) {
      const links = await attributesOf(html, selector, 'href')
      expect(links.length).toBeGreaterThan(0)
      for (const href of links) expect(isIcon(`https://news.example${href}`), href).toBe(true)
    }
    expect(await attributesOf(html, 'head link[rel="manifest"]', 'href')).toEqual(['/site.webmanifest'])
  })

  it('is in every feed, where its readers look', async () => {
    const rss = await (await get('/tags/dunia/rss.xml')).text()
    const [, title] = /<channel><title>(.*?)<\/title>/.exec(rss) ?? []
    const image = ['url', 'title', 'link', 'width', 'height'].map((name) => {
      return new RegExp(`<image>.*?<${name}>(.*?)</${name}>.*?</image>`).exec(rss)?.[1]
    })
    const page = 'https://news.example/tags/dunia'
    expect(image).toEqual(['https://news.example/icon-144.png', title, page, '144', '144'])
    const atom = await (await get('/atom.xml')).text()
    const json = await (await get('/feed.json')).json<{ icon: string; favicon: string }>()
    const article = await get('/articles/contoh', { Accept: 'application/feed+json' })
    const marks = [
      /<icon>(.*?)<\/icon>/.exec(atom)?.[1],
      /<logo>(.*?)<\/logo>/.exec(atom)?.[1],
      json.icon,
      json.favicon,
      (await article.json<{ icon: string }>()).icon,
    ]
    for (const url of marks) expect(isIcon(String(url)), url).toBe(true)
  })
})
