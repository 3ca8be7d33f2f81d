import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Isolate } from '../support/isolate.ts'
import { FEED_FILES } from '../support/read-feed.ts'
import { articleFile, contentOf, NOW, sync } from '../support/site.ts'
import { emptyTables } from '../support/tables.ts'

const NOTHING = { versions: 0, renderings: 0, rows: 0 }

/** Stores one article with this title at a time, and sets the clock to it. */
function write(title: string, now: number): Promise<unknown> {
  vi.setSystemTime(now)
  return sync(contentOf({ contoh: articleFile({ title, tags: ['Dunia'] }) }), now)
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  await emptyTables()
  await write('Satu', NOW)
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe.each(FEED_FILES)('a warm isolate, asked for a %s feed', (_, file) => {
  it('answers from memory within a second, without any statement', async () => {
    const isolate = new Isolate()
    const first = await isolate.text(`/${file}`)
    vi.setSystemTime(NOW + 999)
    expect(await isolate.workOf(async () => expect(await isolate.text(`/${file}`)).toBe(first))).toEqual(
      NOTHING,
    )
  })

  it('reads one row after a second, and renders nothing', async () => {
    const isolate = new Isolate()
    const first = await isolate.text(`/${file}`)
    vi.setSystemTime(NOW + 1000)
    const work = await isolate.workOf(async () => expect(await isolate.text(`/${file}`)).toBe(first))
    expect(work).toEqual({ versions: 1, renderings: 0, rows: 1 })
  })

  it('has what was written once a second has passed, also as a 304', async () => {
    const isolate = new Isolate()
    const { headers } = await isolate.get(`/${file}`)
    const known = { 'If-None-Match': String(headers.get('ETag')) }
    await write('Dua', NOW + 500)
    expect((await isolate.get(`/${file}`, known)).status).toBe(304)
    vi.setSystemTime(NOW + 1000)
    const later = await isolate.get(`/${file}`, known)
    expect(later.status).toBe(200)
    expect(await later.text()).toContain('Dua')
  })

  it('reads a row for each of ten requests at the same time, and renders once for all', async () => {
    const isolate = new Isolate()
    const ask = () => isolate.text(`/${file}`)
    const texts = await Promise.all(Array.from({ length: 10 }, ask))
    expect(new Set(texts).size).toBe(1)
    expect(isolate.work).toEqual({ versions: 10, renderings: 1 })
  })

  it('compresses once for all who take gzip', async () => {
    let compressions = 0
    const Original = CompressionStream
    const Counting = class extends Original {
      constructor(format: 'gzip') {
        super(format)
        compressions++
      }
    }
    vi.stubGlobal('CompressionStream', Counting)
    const isolate = new Isolate()
    const ask = () => isolate.get(`/${file}`, { 'Accept-Encoding': 'gzip' })
    const answers = await Promise.all(Array.from({ length: 10 }, ask))
    for (const answer of answers) expect(answer.headers.get('Content-Encoding')).toBe('gzip')
    await ask()
    expect(compressions).toBe(1)
    await write('Dua', NOW + 2000)
    await ask()
    expect(compressions).toBe(2)
    expect(isolate.work).toEqual({ versions: 11, renderings: 2 })
  })
})

describe('the documents that an isolate keeps', () => {
  it('are of one origin each', async () => {
    const isolate = new Isolate()
    const [one, other] = ['https://one.example', 'https://other.example']
    for (const origin of [one, other, one, other]) {
      const text = await isolate.text(`${origin}/atom.xml`)
      expect(text).toContain(`href="${origin}/atom.xml"`)
      expect(text.replaceAll(origin, '')).not.toMatch(/https:\/\/\w+\.example\/(?:atom|articles)/)
    }
    expect(isolate.work).toEqual({ versions: 1, renderings: 2 })
  })

  it('are of one set of options, one channel and one format each', async () => {
    const addresses = ['rss.xml', 'atom.xml', 'feed.json'].flatMap((file) =>
      ['', '/tags/dunia', '/languages/id'].flatMap((channel) =>
        ['', '?limit=5', '?content=summary', '?limit=5&content=summary'].map(
          (query) => `${channel}/${file}${query}`,
        ),
      ),
    )
    const cold = await Promise.all(addresses.map((address) => new Isolate().text(address)))
    expect(new Set(cold).size).toBe(addresses.length)
    const isolate = new Isolate()
    for (let round = 1; round <= 2; round++) {
      const warm = await Promise.all(addresses.map((address) => isolate.text(address)))
      expect(warm).toEqual(cold)
    }
    expect(isolate.work.renderings).toBe(addresses.length)
  })

  it('are found again whatever else stands in the query string', async () => {
    const isolate = new Isolate()
    const first = await isolate.text('/rss.xml?limit=5')
    for (const query of ['limit=5&utm_source=a', 'utm_source=b&limit=5', 'limit=%35']) {
      expect(await isolate.text(`/rss.xml?${query}`)).toBe(first)
    }
    expect(await isolate.text('/feed?limit=5')).toBe(first)
    expect(isolate.work).toEqual({ versions: 1, renderings: 1 })
  })

  it('are given up where their channel is gone', async () => {
    const isolate = new Isolate()
    await isolate.text('/sources/antara/rss.xml')
    const content = contentOf({ contoh: articleFile({ title: 'Satu', tags: ['Dunia'] }) })
    const registry = String(content.files.get('sources.yaml'))
    content.files.set('sources.yaml', registry.replace(/ {2}- id: antara\n.*\n/, ''))
    await sync(content, NOW + 2000)
    vi.setSystemTime(NOW + 2000)
    expect((await isolate.get('/sources/antara/rss.xml')).status).toBe(404)
  })

  it('are bounded by their bytes: the one used least recently is rendered again', async () => {
    const body = 'kata '.repeat(180_000)
    await sync(contentOf({ contoh: articleFile({}, body) }), NOW + 2000)
    vi.setSystemTime(NOW + 2000)
    const isolate = new Isolate()
    const limits = Array.from({ length: 40 }, (_, n) => `/rss.xml?limit=${n + 1}`)
    let bytes = 0
    for (const path of limits) bytes += (await isolate.text(path)).length
    expect(bytes).toBeGreaterThan(32_000_000)
    const rendered = isolate.work.renderings
    expect(rendered).toBe(limits.length)
    await isolate.text(limits.at(-1) ?? '')
    expect(isolate.work.renderings).toBe(rendered)
    await isolate.text(limits[0] ?? '')
    expect(isolate.work.renderings).toBe(rendered + 1)
  })
})
