import { env } from 'cloudflare:test'
import { beforeAll, describe, expect, it } from 'vitest'
import { getFrom } from '../support/deployment.ts'
import { readFeed } from '../support/read-feed.ts'
import { select } from '../support/select.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'

/** Static assets that answer so, and the requests that they were asked. */
function assets(answer: () => Response): { ASSETS: Fetcher; asked: Request[] } {
  const asked: Request[] = []
  const ASSETS = new Proxy(env.ASSETS, {
    get: () => async (request: Request) => {
      asked.push(request)
      return answer()
    },
  })
  return { ASSETS, asked }
}

const PICTURE = new Uint8Array([0xff, 0xd8, 0xff, 0x00])
const picture = () =>
  new Response(PICTURE, { headers: { 'Content-Type': 'image/jpeg', ETag: '"1f2e"', 'Content-Length': '4' } })

/** Paths that a public article shows. */
const SHOWN = [
  ...['/media/2022/09/ktt.1f2e3d4c.jpg', '/media/a.png', '/media/a.jpg', '/media/caf%C3%A9%20x.webp'],
  '/media/none.jpg',
]

beforeAll(async () => {
  const sql = 'INSERT INTO media (path, until, article) SELECT value, 8640000000000000, 1 FROM json_each(?1)'
  await env.DB.prepare(sql).bind(JSON.stringify(SHOWN)).run()
})

describe('an image of our own', () => {
  it.each([
    '/media/2022/09/ktt.1f2e3d4c.jpg',
    '/media/a.png',
    '/media/caf%C3%A9%20x.webp',
    '/style.css',
    '/favicon.ico',
    '/icon.svg',
    '/icon-512.png',
    '/apple-touch-icon.png',
  ])('is answered from the static assets: %s', async (path) => {
    const { ASSETS, asked } = assets(picture)
    const response = await getFrom({ ASSETS }, path, { 'If-None-Match': '"0"' })
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe('image/jpeg')
    expect(response.headers.get('ETag')).toBe('"1f2e"')
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(PICTURE)
    expect(asked.map(({ url }) => url)).toEqual([`https://news.example${path}`])
    expect(asked[0]?.headers.get('If-None-Match')).toBe('"0"')
  })

  it('answers HEAD and conditions as the assets do', async () => {
    const head = assets(picture)
    const response = await getFrom({ ASSETS: head.ASSETS }, '/media/a.jpg', {}, 'HEAD')
    expect(head.asked[0]?.method).toBe('HEAD')
    expect(response.headers.get('Content-Length')).toBe('4')
    expect(response.body).toBeNull()
    const known = assets(() => new Response(null, { status: 304, headers: { ETag: '"1f2e"' } }))
    const again = await getFrom({ ASSETS: known.ASSETS }, '/media/a.jpg', { 'If-None-Match': '"1f2e"' })
    expect(again.status).toBe(304)
    expect(again.headers.get('ETag')).toBe('"1f2e"')
  })

  it('that is not there is a problem like any other', async () => {
    const { ASSETS, asked } = assets(() => new Response('nothing', { status: 404 }))
    const response = await getFrom({ ASSETS }, '/media/none.jpg')
    expect(asked).toHaveLength(1)
    expect(response.status).toBe(404)
    expect(response.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8')
    expect(await response.json()).toMatchObject({ status: 404, instance: '/media/none.jpg' })
    const page = await getFrom({ ASSETS }, '/media/none.jpg', { Accept: 'text/html' })
    expect(page.headers.get('Content-Type')).toBe('text/html; charset=utf-8')
  })

  it.each([
    '/media',
    '/mediax/a.jpg',
    '/x/media/a.jpg',
    '/style.css.map',
    '/icon-1.png',
    '/icon.svgz',
    '/rss.xml',
    '/',
  ])('is not looked for at %s', async (path) => {
    const { ASSETS, asked } = assets(picture)
    await getFrom({ ASSETS }, path)
    expect(asked).toEqual([])
  })
})

describe('an article with an image file', () => {
  it('shows it once under /media/ on our own origin, in feeds and on its page', async () => {
    const file = articleFile({ image: { file: 'media/ktt.jpg', alt: 'Dua orang' } }, '![dua](media/ktt.jpg)')
    const content = contentOf({ contoh: file })
    const asset = {
      path: '/media/2022/09/ktt.1f2e3d4c.jpg',
      type: 'image/jpeg',
      width: 640,
      height: 480,
      digest: '1f2e3d4c',
    }
    content.media.set('media/ktt.jpg', asset)
    expect(await sync(content)).toMatchObject({ kind: 'written' })
    const url = 'https://news.example/media/2022/09/ktt.1f2e3d4c.jpg'
    const rss = await (await get('/rss.xml')).text()
    expect(rss).toContain(
      `<media:content url="${url}" medium="image" type="image/jpeg" width="640" height="480">`,
    )
    const documents = ['/rss.xml', '/atom.xml'].map(async (path) => {
      return readFeed(await (await get(path)).text()).entries[0]?.content
    })
    for (const html of [...documents, get('/articles/contoh').then((page) => page.text())]) {
      const images = await select(String(await html), 'img')
      expect(images.map(({ attributes }) => attributes)).toMatchObject([
        { src: url, alt: 'dua', width: '640', height: '480' },
      ])
    }
    const { items } = await (await get('/feed.json')).json<{ items: { image: string }[] }>()
    expect(items[0]?.image).toBe(url)
  })
})
