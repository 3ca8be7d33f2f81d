import { beforeAll, describe, expect, it } from 'vitest'
import { FEED_FILES } from '../support/read-feed.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'

const TAKEN = [
  'gzip',
  'x-gzip',
  'gzip, deflate, br',
  'br;q=1.0, gzip;q=0.8, *;q=0.1',
  '*',
  'GZIP',
  'gzip;q=0.001',
]
const REFUSED = [
  'gzip;q=0',
  'identity',
  'br',
  'deflate, gzip;q=0',
  '*;q=0',
  '*, gzip;q=0',
  'gzip;q=high',
  '',
  ',',
]

let archives: string[] = []

async function unzipped(response: Response): Promise<string> {
  expect(response.body).not.toBeNull()
  return new Response((response.body as ReadableStream).pipeThrough(new DecompressionStream('gzip'))).text()
}

const ask = (path: string, coding: string, more: Record<string, string> = {}, method = 'GET') =>
  get(path, { 'Accept-Encoding': coding, ...more }, method)

const etagOf = ({ headers }: Response) => String(headers.get('ETag'))

beforeAll(async () => {
  await sync(contentOf({ contoh: articleFile({ tags: ['Dunia'] }, 'Isi berita 😀. '.repeat(500)) }))
  const found = FEED_FILES.map(async ([, file]) => (await get(`/archives/1/${file}`)).headers.get('Location'))
  archives = (await Promise.all(found)).map(String)
})

describe.each([...FEED_FILES.entries()])('format %i', (index, [, file]) => {
  const documents = () => [`/${file}`, `/tags/dunia/${file}?limit=5&content=summary`, String(archives[index])]

  it.each(TAKEN)('is compressed for %s', async (coding) => {
    for (const path of documents()) {
      const [plain, answer] = [await get(path), await ask(path, coding)]
      expect(answer.status).toBe(200)
      expect(answer.headers.get('Content-Encoding')).toBe('gzip')
      expect(answer.headers.get('Vary')).toMatch(/\bAccept-Encoding\b/)
      expect(answer.headers.get('Content-Type')).toBe(plain.headers.get('Content-Type'))
      expect(await unzipped(answer)).toBe(await plain.text())
    }
  })

  it.each(REFUSED)('is plain for %j', async (coding) => {
    for (const path of documents()) {
      const [plain, answer] = [await get(path), await ask(path, coding)]
      expect(answer.headers.has('Content-Encoding')).toBe(false)
      expect(answer.headers.get('Vary')).toMatch(/\bAccept-Encoding\b/)
      expect(etagOf(answer)).toBe(etagOf(plain))
      expect(await answer.text()).toBe(await plain.text())
    }
  })

  it('has an entity tag of its own, and a 304 by that with the same Accept-Encoding alone', async () => {
    for (const path of documents()) {
      const [plain, zipped] = [etagOf(await get(path)), etagOf(await ask(path, 'gzip'))]
      expect(zipped).not.toBe(plain)
      const statusOf = async (coding: string, tag: string) =>
        (await ask(path, coding, { 'If-None-Match': tag })).status
      expect(await statusOf('gzip', zipped)).toBe(304)
      expect(await statusOf('identity', plain)).toBe(304)
      expect(await statusOf('gzip', plain)).toBe(200)
      expect(await statusOf('identity', zipped)).toBe(200)
      expect(await statusOf('gzip', `${plain}, ${zipped}`)).toBe(304)
    }
  })

  it('says in its 304 what its 200 says to caches', async () => {
    for (const path of documents()) {
      const whole = await ask(path, 'gzip')
      const { headers } = await ask(path, 'gzip', { 'If-None-Match': etagOf(whole) })
      for (const name of ['ETag', 'Vary', 'Cache-Control', 'Last-Modified', 'Cache-Tag']) {
        expect(headers.get(name), name).toBe(whole.headers.get(name))
      }
      expect(headers.has('Content-Encoding')).toBe(false)
    }
  })

  it.each(['gzip', 'identity'])('has the length of its %s bytes in HEAD too', async (coding) => {
    for (const path of documents()) {
      const [whole, head] = [await ask(path, coding), await ask(path, coding, {}, 'HEAD')]
      const { byteLength } = await whole.arrayBuffer()
      expect(head.headers.get('Content-Length')).toBe(String(byteLength))
      expect([...head.headers]).toEqual([...whole.headers])
      expect((await head.arrayBuffer()).byteLength).toBe(0)
    }
  })

  it('is smaller than the plain one', async () => {
    const lengthOf = async (coding: string) =>
      (await (await ask(`/${file}`, coding)).arrayBuffer()).byteLength
    expect(await lengthOf('gzip')).toBeLessThan((await lengthOf('identity')) / 3)
  })
})

describe('a document that Accept chose', () => {
  it('varies by both headers', async () => {
    const answer = await ask('/feed', 'gzip', { Accept: 'application/atom+xml' })
    expect(answer.headers.get('Vary')).toBe('Sec-Fetch-Dest, Accept, Accept-Encoding')
    expect(answer.headers.get('Content-Location')).toBe('/atom.xml')
    expect(await unzipped(answer)).toBe(await (await get('/atom.xml')).text())
  })
})
