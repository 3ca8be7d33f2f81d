import { describe, expect, it } from 'vitest'
import { type FetchOptions, fetchDocument } from '../../../../src/ingest/poll/fetch.ts'
import { type Fetch, OutOfReach } from '../../../../src/model/host-policy.ts'

// A network of four hosts, each of which redirects to wherever its query says.
const ADDRESSES: Readonly<Record<string, string>> = {
  'kantor.example': '93.184.216.34',
  '8.8.8.8': '8.8.8.8',
  'wiki.example': '10.0.0.5',
  localhost: '127.0.0.1',
}
const isPublic = (address: string) => !/^(?:10|127)\./.test(address)

/** Asks for a URL; returns what came of it, and which requests were let through. */
async function asked(url: string, options: Partial<FetchOptions> = {}) {
  const reached: string[] = []
  const fetch: Fetch = async (href, _, reach) => {
    const { hostname, searchParams } = new URL(href)
    const address = ADDRESSES[hostname] ?? ''
    if (reach !== 'anywhere' && isPublic(address) !== (reach === 'public')) {
      throw new OutOfReach(hostname, address, reach)
    }
    reached.push(href)
    const location = searchParams.get('to')
    return location === null
      ? new Response('isi')
      : new Response(null, { status: 302, headers: { location } })
  }
  const all = { anywhere: false, userAgent: 'Uji', timeout: 1000, fetch, ...options }
  const result = await fetchDocument({ url, etag: null, lastModified: null }, all)
  return { reached, outcome: result.ok ? new TextDecoder().decode(result.value.bytes) : result.failure }
}

const typed = (url: string) => asked(url, { isTyped: true })
const to = (url: string) => `?to=${encodeURIComponent(url)}`

describe('a poll', () => {
  it('A poll of a public name that has a private address goes nowhere', async () => {
    expect(await asked('https://wiki.example/')).toEqual({
      reached: [],
      outcome: 'It could not be reached: wiki.example has the address 10.0.0.5, which is not public.',
    })
  })

  it('A poll that is redirected to a public name with a private address stops there', async () => {
    const first = `https://kantor.example/${to('https://wiki.example/')}`
    const { reached, outcome } = await asked(first)
    expect(reached).toEqual([first])
    expect(outcome).toContain('wiki.example has the address 10.0.0.5, which is not public')
  })

  it('A poll may be redirected five times and no more', async () => {
    let url = 'https://kantor.example/'
    for (let n = 0; n < 5; n++) url = `https://kantor.example/${to(url)}`
    expect(await asked(url)).toMatchObject({ outcome: 'isi' })
    expect(await asked(`https://kantor.example/${to(url)}`)).toMatchObject({
      outcome: 'It redirects more than 5 times.',
    })
  })
})

describe('a URL that a person has typed', () => {
  it.each([
    'http://localhost:8000/x',
    'http://wiki.example/x',
    'http://wiki.example:81/',
    'http://kantor.example:8080/',
  ])('%s is asked when a person has typed it', async (url) => {
    expect(await typed(url)).toEqual({ reached: [url], outcome: 'isi' })
  })

  it.each(['http://localhost:8000/y', 'http://localhost/', 'http://wiki.example/y'])(
    'A typed private URL may redirect to the private URL %s',
    async (url) => {
      expect(await typed(`http://localhost:8000/${to(url)}`)).toMatchObject({ outcome: 'isi' })
    },
  )

  it.each([
    'http://localhost/',
    'http://localhost:8000/',
    'http://127.0.0.1/',
    'http://[::1]/',
    'https://wiki.example/',
    'https://news.example/rss.xml',
    'http://8.8.8.8/',
    'https://kantor.example:8443/',
    'ftp://kantor.example/',
    'https://ani:rahasia@kantor.example/',
  ])('A typed public URL may not redirect to %s', async (url) => {
    for (const first of ['https://kantor.example/', 'http://kantor.example:8080/', 'http://8.8.8.8/a']) {
      if (new URL(first).origin === new URL(url).origin) continue
      const { reached, outcome } = await asked(first + to(url), { isTyped: true, ownHost: 'news.example' })
      expect(reached).toEqual([first + to(url)])
      expect(outcome).not.toBe('isi')
    }
  })

  it('A typed private URL that leads by a public one may not come back to a private one', async () => {
    const url = `http://localhost/${to(`https://kantor.example/${to('http://localhost/')}`)}`
    expect(await typed(url)).toMatchObject({
      reached: [url, `https://kantor.example/${to('http://localhost/')}`],
      outcome: 'http://localhost/ has a host that is not public: localhost.',
    })
  })

  it('A typed URL with another port may redirect within its own origin', async () => {
    const url = `http://kantor.example:8080/${to('/y')}`
    expect(await typed(url)).toMatchObject({ outcome: 'isi' })
  })
})
