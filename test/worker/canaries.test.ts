import { env } from 'cloudflare:test'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { longestUse } from '../../src/http/caching.ts'
import { applyDue } from '../../src/lifecycle/apply-due.ts'
import { killArticle } from '../../src/lifecycle/kill-article.ts'
import { Isolate } from '../support/isolate.ts'
import { runs } from '../support/runs.ts'
import { articleFile, contentOf, NOW, SOURCES, sync } from '../support/site.ts'
import { emptyTables } from '../support/tables.ts'
import { item, rss, story, Upstream } from '../support/upstream.ts'

const MINUTE = 60_000
const time = (ms: number) => new Date(ms).toISOString()

/** When an article comes and goes, in minutes after NOW. */
interface Life {
  readonly embargo: number | undefined
  readonly expires: number | undefined
  readonly killed: number | undefined
}

// Each place of an article has a word of its own, so that one that is seen tells where it came from.
const PLACES = ['judul', 'ringkas', 'isi', 'tanda', 'penulis', 'gambar'] as const
const word = (place: string, n: number) => `${place}kanari${n}z`

function fileOf(n: number, { embargo, expires }: Life): string {
  return articleFile(
    {
      id: `urn:x:idkanari${n}z`,
      title: `Kabar ${word('judul', n)}`,
      summary: `Ringkasan ${word('ringkas', n)}.`,
      tags: ['Umum', word('tanda', n)],
      authors: [{ name: word('penulis', n), role: 'reporter' }],
      embargo: embargo === undefined ? undefined : time(NOW + embargo * MINUTE),
      expires: expires === undefined ? undefined : time(NOW + expires * MINUTE),
    },
    `Isi berita ${word('isi', n)}. ![x](${word('gambar', n)}.jpg)`,
  )
}

function contentWith(lives: readonly Life[]) {
  const content = contentOf({
    tetap: articleFile({ id: 'urn:x:tetap', title: 'Kabar tetap', tags: ['Umum'] }),
    ...Object.fromEntries(lives.map((life, n) => [`slugkanari${n}z`, fileOf(n, life)])),
  })
  for (const [n] of lives.entries()) {
    const path = `/media/${word('gambar', n)}.jpg`
    content.media.set(`${word('gambar', n)}.jpg`, {
      path,
      type: 'image/jpeg',
      width: 4,
      height: 3,
      digest: path,
    })
  }
  return content
}

/** What of an article may be seen at a time, in ms: nothing, or only that it is gone, or all of it. */
function seen({ embargo = 0, expires, killed }: Life, at: number): 'nothing' | 'gone' | 'all' {
  const after = (minutes: number | undefined) => minutes !== undefined && at >= NOW + minutes * MINUTE
  // One that is killed before its time was never there.
  if (at < NOW + embargo * MINUTE || (killed ?? 1e9) <= embargo) return 'nothing'
  return after(expires) || after(killed) ? 'gone' : 'all'
}

const lifeArb: fc.Arbitrary<Life> = fc.record({
  embargo: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
  expires: fc.option(fc.integer({ min: 31, max: 60 }), { nil: undefined }),
  killed: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
})

const PATHS = [
  ...['/', '/rss.xml', '/atom.xml', '/feed.json', '/feed', '/tags/umum', '/tags/umum/rss.xml'],
  ...['/search?q=kabar', '/search/rss.xml?q=kabar', '/rss.xml?tag=umum', '/opml.xml', '/feeds.json'],
  ...[
    '/sitemap.xml',
    '/sitemap-news.xml',
    '/archives/1/atom.xml',
    '/channels',
    '/nothing',
    '/languages/id/feed.json',
  ],
  // Those of one article: its name is in the URL, so that the answer may have it too.
  ...['/articles/slugkanari0z', '/tags/tandakanari0z/atom.xml', '/authors/penuliskanari0z'],
  ...['/media/gambarkanari0z.jpg', '/search?q=isikanari0z'],
]
const ACCEPTS = [undefined, 'text/html', 'application/atom+xml', 'application/json', 'application/ld+json']

const stepArb = fc.record({
  passed: fc.constantFrom(0, 900, 1500, 5000, 30_000, 4 * MINUTE, 11 * MINUTE),
  clock: fc.constantFrom('runs', 'late', 'dead'),
  fails: fc.constantFrom(false, false, false, true),
  asked: fc.array(
    fc.record({
      path: fc.constantFrom(...PATHS),
      accept: fc.constantFrom(...ACCEPTS),
      condition: fc.constantFrom('none', 'none', 'known', 'changes'),
      isGzip: fc.boolean(),
    }),
    { minLength: 4, maxLength: 9 },
  ),
})

/** The text of an answer with all its headers, uncompressed. */
async function textOf(response: Response): Promise<string> {
  const bytes = await response.arrayBuffer()
  const headers = [...response.headers].join('\n')
  if (response.headers.get('Content-Encoding') !== 'gzip') return headers + new TextDecoder().decode(bytes)
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  return headers + (await new Response(plain).text())
}

let now = NOW
function setClock(to: number): void {
  now = to
  vi.setSystemTime(now)
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  vi.spyOn(console, 'error').mockImplementation(() => {})
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

class Trial {
  readonly isolate = new Isolate()
  readonly #lives: readonly Life[]
  readonly #copies = new Map<string, { readonly etag: string; readonly text: string }>()

  constructor(lives: readonly Life[]) {
    this.#lives = lives
  }

  /** Lets time pass. Kills are made in their minute, whatever the isolate can read. */
  async pass(milliseconds: number, clock: 'runs' | 'late' | 'dead'): Promise<void> {
    const end = now + milliseconds
    for (const [n, { killed }] of this.#lives.entries()) {
      const at = NOW + (killed ?? 0) * MINUTE
      if (killed === undefined || at <= now || at > end) continue
      if (clock === 'runs') await applyDue(env.DB, at)
      const ending = { kind: 'kill', reason: 'Salah.' } as const
      await killArticle(env.DB, { id: `urn:x:idkanari${n}z`, ending, actor: 'test', now: at })
    }
    setClock(end)
    if (clock === 'runs') await applyDue(env.DB, now)
  }

  async ask(
    asked: { path: string; accept?: string | undefined; condition: string; isGzip: boolean },
    fails: boolean,
  ) {
    const { path, accept, condition, isGzip } = asked
    this.isolate.traffic.asked = () => {
      if (fails) throw new Error('D1_ERROR: Network connection lost.')
    }
    const key = `${path} ${accept} ${isGzip}`
    const copy = this.#copies.get(key)
    const response = await this.isolate.get(path, {
      ...(accept && { Accept: accept }),
      ...(isGzip && { 'Accept-Encoding': 'gzip' }),
      ...(condition !== 'none' && copy && { 'If-None-Match': copy.etag }),
      ...(condition === 'changes' && { 'A-IM': 'feed' }),
    })
    const sent = await textOf(response)
    // Who is told that nothing has changed goes on showing what they have.
    const text = response.status === 304 ? `${sent}${copy?.text}` : sent
    this.#expectNone(text, `${time(now)} ${key} ${response.status}`, fails, path)
    this.#expectShortLife(response, text)
    const etag = response.headers.get('ETag')
    if (response.status === 200 && etag) this.#copies.set(key, { etag, text: sent })
  }

  #expectNone(text: string, told: string, fails: boolean, path: string): void {
    // An isolate remembers for a second, and its copies stand in for ten minutes while the database fails.
    const grace = fails ? 10 * MINUTE + 1 : 2000
    for (const [n, life] of this.#lives.entries()) {
      const before = life.killed !== undefined && now - (NOW + life.killed * MINUTE) < grace
      const state = seen(before ? { ...life, killed: undefined } : life, now)
      if (state === 'all') continue
      const hidden = PLACES.map((place) => word(place, n)).filter((one) => !path.includes(one))
      if (state === 'nothing' && !path.includes(`slugkanari${n}z`))
        hidden.push(`slugkanari${n}z`, `idkanari${n}z`)
      // An emptied tag has nothing but its address, which who asks for it knows.
      for (const one of hidden)
        expect(text.includes(one), `${one} at ${told}\n${JSON.stringify(life)}`).toBe(false)
    }
  }

  #expectShortLife({ headers }: Response, text: string): void {
    for (const [n, { expires }] of this.#lives.entries()) {
      if (expires === undefined || !text.includes(word('judul', n))) continue
      const left = NOW + expires * MINUTE - now
      expect(longestUse(headers.get('Cache-Control') ?? '') * 1000).toBeLessThanOrEqual(Math.max(left, 0))
    }
  }
}

describe('what must not be seen', () => {
  it('A word of an article is seen only while the article is public, whatever is asked, kept or late', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(lifeArb, { minLength: 1, maxLength: 3 }),
        fc.array(stepArb, { minLength: 3, maxLength: 7 }),
        async (lives, steps) => {
          await emptyTables()
          setClock(NOW)
          await sync(contentWith(lives), NOW)
          const trial = new Trial(lives)
          for (const { passed, clock, fails, asked } of steps) {
            await trial.pass(passed, clock as 'runs')
            for (const one of asked) await trial.ask(one, fails)
          }
        },
      ),
      { numRuns: runs(60) },
    )
  })
})

describe('a site with held articles', () => {
  const POLLED = `${SOURCES}  - { id: satu, name: Kabar Satu, feed: "https://satu.example/rss", poll: true }\n`
  const HELD = articleFile(
    {
      id: 'urn:satu:17',
      title: 'Rapat kabinet',
      published: time(NOW + 90 * MINUTE),
      tags: ['Rahasia', 'Umum'],
    },
    story('rapat'),
  )
  const URLS = [
    ...PATHS,
    ...['/articles/rapat-kabinet', '/articles/tetap', '/tags/rahasia', '/tags/rahasia/rss.xml', '/healthz'],
    ...[
      '/sources/satu/rss.xml',
      '/search?q=rapat',
      '/media/rapat.jpg',
      '/articles/lain',
      '/authors/lintar-satria',
    ],
  ]

  /** What readers get when others write, poll and correct, with a held article among the files or without. */
  async function answers(extra: Record<string, string>): Promise<string[]> {
    await emptyTables()
    setClock(NOW)
    const upstream = new Upstream()
    const store = async (files: Record<string, string>) => {
      const content = contentOf({ ...files, ...extra })
      content.files.set('sources.yaml', POLLED)
      await sync(content, now)
    }
    const tetap = articleFile({ id: 'urn:x:tetap', title: 'Kabar tetap', tags: ['Umum'] })
    await store({ tetap })
    upstream.now = NOW + 1000
    // The same story as the held one: its id, its slug and its text.
    upstream.serve(
      'https://satu.example/rss',
      rss('Satu', item('urn:satu:17', 'Rapat kabinet', story('rapat'))),
    )
    await upstream.poll('satu')
    setClock(NOW + 2000)
    await store({ tetap, lain: articleFile({ id: 'urn:x:lain', tags: ['Umum'] }) })
    setClock(NOW + 3000)
    await store({ lain: articleFile({ id: 'urn:x:lain', tags: ['Umum'] }, 'Isi lain.') })
    setClock(NOW + 5000)
    await applyDue(env.DB, now)
    const isolate = new Isolate()
    const answered: string[] = []
    for (const path of URLS) {
      for (const headers of [{}, { Accept: 'text/html' }, { 'Accept-Encoding': 'gzip' }]) {
        const response = await isolate.get(path, headers)
        answered.push(`${path} ${response.status}\n${await textOf(response)}`)
      }
    }
    return answered
  }

  it('Status, headers and bytes of every URL are those of a site without them', async () => {
    const [without, held] = [await answers({}), await answers({ 'rapat-kabinet': HELD })]
    for (const [index, text] of held.entries()) expect(text).toBe(without[index])
  })

  it('At its release the held article takes the place of its polled copy', async () => {
    await answers({ 'rapat-kabinet': HELD })
    setClock(NOW + 90 * MINUTE)
    await applyDue(env.DB, now)
    const [row, ...others] = (
      await env.DB.prepare("SELECT origin, slug FROM articles WHERE id = 'urn:satu:17'").all()
    ).results
    expect([row, others]).toEqual([{ origin: 'content', slug: 'rapat-kabinet' }, []])
  })
})
