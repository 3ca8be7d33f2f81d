import { beforeAll, describe, expect, it } from 'vitest'
import { FEED_FILES, readFeed } from '../support/read-feed.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'

const GUESSES = ['/feed', '/rss', '/atom', '/index.xml', '/feed.xml']
const NAMES = [...GUESSES, ...GUESSES.map((path) => `${path}/`)]

// What readers send (readers.md, section 2), and what they then get from an address that likes RSS best.
const READERS: [reader: string, accept: string | undefined, format: string][] = [
  [
    'Miniflux',
    'application/xml, application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, text/html, */*;q=0.9',
    'rss',
  ],
  [
    'FreshRSS',
    'application/atom+xml, application/rss+xml, application/rdf+xml;q=0.9, application/xml;q=0.8, text/html;q=0.7',
    'rss',
  ],
  [
    'feedparser',
    'application/atom+xml,application/rdf+xml,application/rss+xml,application/x-netcdf,application/xml;q=0.9,text/xml;q=0.2,*/*;q=0.1',
    'rss',
  ],
  ['newsboat', '*/*', 'rss'],
  ['sfeed', undefined, 'rss'],
  ['Liferea', 'application/atom+xml,application/xml;q=0.9,text/xml;q=0.8,*/*;q=0.7', 'atom'],
  ['a JSON reader', 'application/feed+json, application/json;q=0.9', 'json'],
  ['a picture viewer', 'image/png', 'rss'],
  ['somebody who refuses all', '*/*;q=0', 'rss'],
]

const ask = (path: string, accept?: string, more: Record<string, string> = {}) =>
  get(path, accept === undefined ? more : { Accept: accept, ...more })

beforeAll(async () => {
  await sync(contentOf({ contoh: articleFile({ tags: ['Dunia'] }) }))
})

describe.each(NAMES)('%s', (name) => {
  it.each(READERS)('answers %s at once, and never with 406', async (_, accept, format) => {
    const response = await ask(name, accept)
    expect(response.status).toBe(200)
    const liked = name.startsWith('/atom') && format === 'rss' ? 'atom' : format
    expect(readFeed(await response.text()).format).toBe(liked)
    expect(response.headers.get('Vary')).toBe('Sec-Fetch-Dest, Accept, Accept-Encoding')
  })

  it.each(FEED_FILES)('is byte for byte the canonical %s feed, and says so', async (_, file, mediaType) => {
    const accept = mediaType.split(';')[0]
    const response = await ask(`${name}?limit=5&utm_source=x`, accept)
    const canonical = await get(`/${file}?limit=5`)
    const text = await response.text()
    expect(text).toBe(await canonical.text())
    expect(readFeed(text).self).toBe(`https://news.example/${file}?limit=5`)
    expect(response.headers.get('Link')).toBe(`<https://news.example/${file}?limit=5>; rel="self"`)
    expect(response.headers.get('Content-Location')).toBe(`/${file}?limit=5`)
    expect(response.headers.get('Content-Type')).toBe(mediaType)
    expect(response.headers.get('ETag')).toBe(canonical.headers.get('ETag'))
  })

  it('has another entity tag for each format', async () => {
    const tags = FEED_FILES.map(async ([, , mediaType]) => {
      return (await ask(name, mediaType.split(';')[0])).headers.get('ETag')
    })
    expect(new Set(await Promise.all(tags)).size).toBe(3)
  })

  it('answers 304 with what caches need to find the variant', async () => {
    const accept = 'application/feed+json'
    const whole = await ask(name, accept)
    const response = await ask(name, accept, { 'If-None-Match': String(whole.headers.get('ETag')) })
    expect(response.status).toBe(304)
    for (const header of ['ETag', 'Cache-Control', 'Vary', 'Content-Location']) {
      expect(response.headers.get(header)).toBe(whole.headers.get(header))
      expect(response.headers.get(header)).not.toBeNull()
    }
  })

  it('does not answer 304 for the entity tag of another format', async () => {
    const rss = await ask(name, 'application/rss+xml')
    const tag = String(rss.headers.get('ETag'))
    expect((await ask(name, 'application/atom+xml', { 'If-None-Match': tag })).status).toBe(200)
  })

  it('is for everything only', async () => {
    expect((await get(`/tags/dunia${name}`)).status).toBe(name.endsWith('/') ? 301 : 404)
  })
})
