import { describe, expect, it } from 'vitest'
import { lookAtSite } from '../../../../src/cli/deploy/first-day.ts'

const SITE = 'https://news.example'
const ETAG = '"a-rss-b"'
const BODIES: Readonly<Record<string, readonly [type: string, body: string]>> = {
  '/healthz': ['application/json', '{"status":"ok"}'],
  '/rss.xml': [
    'application/rss+xml',
    `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>x</title><atom:link rel="self" href="${SITE}/rss.xml"/><item><title>y</title></item></channel></rss>`,
  ],
  '/atom.xml': [
    'application/atom+xml',
    `<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="${SITE}/atom.xml"/><entry><title>y</title></entry></feed>`,
  ],
  '/feed.json': [
    'application/feed+json',
    `{"version":"https://jsonfeed.org/version/1.1","title":"x","feed_url":"${SITE}/feed.json","items":[{"id":"y"}]}`,
  ],
  '/robots.txt': ['text/plain', `Sitemap: ${SITE}/sitemap.xml`],
  '/sitemap.xml': ['application/xml', '<urlset/>'],
  '/': ['text/html', '<p>'],
}

/** A site as it should be on Cloudflare. */
function goodSite(url: string, init: RequestInit = {}): Response {
  const { protocol, pathname, host } = new URL(url)
  if (host !== 'news.example') return new Response('', { status: 404 })
  if (protocol === 'http:')
    return new Response('', { status: 301, headers: { Location: `${SITE}${pathname}` } })
  const icon = /\.(?:png|ico|svg)$/.test(pathname) ? (['image/png', 'PNG'] as const) : undefined
  const [type, body] = BODIES[pathname] ?? icon ?? []
  if (!type) return new Response('', { status: 404 })
  const headers = new Headers({
    'Content-Type': type,
    ETag: ETAG,
    'Last-Modified': 'Sat, 28 Nov 2026 08:00:00 GMT',
    'Content-Encoding': 'gzip',
    'Cache-Control': 'public, max-age=300',
    'Access-Control-Allow-Origin': '*',
    'Content-Security-Policy': "default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Strict-Transport-Security': 'max-age=31536000',
    'CF-Cache-Status': 'HIT',
  })
  const asked = new Headers(init.headers)
  const isKnown = asked.get('If-None-Match') === ETAG || asked.has('If-Modified-Since')
  return isKnown ? new Response(null, { status: 304, headers }) : new Response(body, { headers })
}

/** What is not fine at a site of which one thing is another one. */
async function found(change: (url: string, response: Response) => Response | undefined, duplicate?: string) {
  const ask = async (url: string, init?: RequestInit) => {
    const response = goodSite(url, init)
    return change(url, response) ?? response
  }
  const findings = await lookAtSite(SITE, duplicate, ask)
  return findings.flatMap(({ kind, subject, text }) =>
    kind === 'fine' ? [] : [`${kind} ${subject}: ${text}`],
  )
}

const DUPLICATE = 'https://warta.newsroom.workers.dev'
const without = (header: string) => (_: string, response: Response) => {
  response.headers.delete(header)
  return response
}
const at = (path: string, make: () => Response) => (url: string) => (url === SITE + path ? make() : undefined)

describe('the first day', () => {
  it('finds nothing wrong with a site that is as it should be', async () => {
    expect(await found(() => undefined, DUPLICATE)).toEqual([])
  })

  it.each<[string, (url: string, response: Response) => Response | undefined, RegExp]>([
    [
      'the database does not answer',
      at('/healthz', () => new Response('', { status: 503 })),
      /fault health: .*503/,
    ],
    ['a format is missing', at('/atom.xml', () => new Response('', { status: 404 })), /fault Atom: .*404/],
    [
      'a feed has another type',
      at('/feed.json', () => new Response('{}')),
      /fault JSON Feed: .*is text\/plain/,
    ],
    [
      'SITE_URL is another address',
      at('/rss.xml', () => {
        const headers = { 'Content-Type': 'application/rss+xml' }
        return new Response(BODIES['/rss.xml']?.[1].replace(SITE, 'https://other.example'), { headers })
      }),
      /fault RSS: .*is SITE_URL https:\/\/news\.example\?/,
    ],
    [
      'a feed is empty',
      at('/rss.xml', () => {
        const headers = { 'Content-Type': 'application/rss+xml' }
        return new Response(BODIES['/rss.xml']?.[1].replace(/<item>.*<\/item>/, ''), { headers })
      }),
      /fault RSS: .*has no article/,
    ],
    ['a cache takes the ETag away', without('ETag'), /fault 304 of RSS: has no ETag/],
    ['nothing is compressed', without('Content-Encoding'), /fault compression: \/rss\.xml comes without/],
    [
      'browsers are not told to stay with https',
      without('Strict-Transport-Security'),
      /fault headers: .*Strict/,
    ],
    [
      'an icon is missing',
      at('/favicon.ico', () => new Response('', { status: 404 })),
      /fault \/favicon\.ico: .*404/,
    ],
    [
      'the same site is at workers.dev',
      (url) => (url.startsWith(DUPLICATE) ? new Response('<rss/>') : undefined),
      /fault no second address: .*workers_dev = false/,
    ],
    [
      'nothing is taken from the cache',
      without('CF-Cache-Status'),
      /note Cloudflare's cache: no CF-Cache-Status/,
    ],
    [
      'http does not lead to https',
      (url) => (url.startsWith('http:') ? new Response('') : undefined),
      /note http leads to https: .*Always Use HTTPS/,
    ],
  ])('tells where %s', async (_, change, message) => {
    expect(await found(change, DUPLICATE)).toContainEqual(expect.stringMatching(message))
  })

  it('tells of a site that does not answer at all, and does not stop there', async () => {
    const findings = await lookAtSite(SITE, undefined, () => Promise.reject(new Error('no such host')))
    expect(findings.every(({ kind }) => kind !== 'fine')).toBe(true)
    expect(findings[0]).toEqual({ kind: 'fault', subject: 'health', text: 'no answer (Error: no such host)' })
  })

  it('says that it could not look at workers.dev where nobody is logged in', async () => {
    expect(await found(() => undefined)).toEqual([expect.stringMatching(/^note workers\.dev: not looked at/)])
  })
})
