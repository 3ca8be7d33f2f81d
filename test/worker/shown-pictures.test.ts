import { env } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { applyDue } from '../../src/lifecycle/apply-due.ts'
import { killArticle } from '../../src/lifecycle/kill-article.ts'
import { shownUntil } from '../../src/storage/read/media-files.ts'
import { getFrom } from '../support/deployment.ts'
import { articleFile, contentOf, get, NOW, sync } from '../support/site.ts'
import { column, emptyTables } from '../support/tables.ts'

const HOUR = 3_600_000
const time = (ms: number) => new Date(ms).toISOString()
const fileOf = (slug: string, fields: Record<string, unknown> = {}, body?: string) =>
  articleFile({ id: `urn:x:${slug}`, title: `Judul ${slug}`, ...fields }, body)
const LAMA = { lama: fileOf('lama') }
const kill = (id: string, now: number) =>
  killArticle(env.DB, {
    id,
    ending: { kind: 'kill', reason: 'Salah <orang>.', by: 'Redaksi' },
    actor: 'test',
    now,
  })

let now = NOW
function setClock(time: number): number {
  now = time
  vi.setSystemTime(now)
  return now
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  setClock(NOW)
  vi.spyOn(console, 'error').mockImplementation(() => {})
  await emptyTables()
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('the pictures of an article', () => {
  const PATHS = ['/media/a.1f2e3d4c.480.webp', '/media/a.1f2e3d4c.jpg']

  function pictured(fields: Record<string, unknown> = {}) {
    const content = contentOf({ ...LAMA, baru: fileOf('baru', fields, '![dua](a.jpg)') })
    const size = { width: 640, height: 480, widths: [480] }
    content.media.set('a.jpg', { path: '/media/a.1f2e3d4c.jpg', type: 'image/jpeg', ...size, digest: 'x' })
    return content
  }
  const shown = async (paths: readonly string[]) =>
    Promise.all(paths.map(async (path) => (await shownUntil(env.DB, path, now)) !== undefined))

  it('They are there in all sizes while a public article shows them', async () => {
    await sync(pictured())
    expect(await column('SELECT path FROM media ORDER BY path')).toEqual(PATHS)
    expect(await shown(PATHS)).toEqual([true, true])
    await kill('urn:x:baru', NOW + 1)
    expect(await column('SELECT path FROM media')).toEqual([])
    expect(await column('SELECT media = number FROM revision')).toEqual([1])
    expect(await shown(PATHS)).toEqual([false, false])
    expect((await get(PATHS[0] ?? '')).status).toBe(404)
  })

  it('They are not there while their article is held, nor when it has expired', async () => {
    await sync(pictured({ embargo: time(NOW + HOUR), expires: time(NOW + 2 * HOUR) }))
    expect(await shown(PATHS)).toEqual([false, false])
    await applyDue(env.DB, setClock(NOW + HOUR))
    expect(await shown(PATHS)).toEqual([true, true])
    setClock(NOW + 2 * HOUR)
    expect(await shown(PATHS)).toEqual([false, false])
  })

  it('A card is there while its article is public and says the same', async () => {
    const ASSETS = new Proxy(env.ASSETS, { get: () => async () => new Response('png') })
    const statusOf = async (path: string) => (await getFrom({ ASSETS }, path)).status
    const cardOf = async (slug: string) => {
      const page = await (await get(`/articles/${slug}`, { Accept: 'text/html' })).text()
      return (
        /og:image" content="https:\/\/news\.example(\/media\/cards\/articles\/[^"]+)/.exec(page)?.[1] ?? ''
      )
    }
    await sync(contentOf(LAMA))
    const card = await cardOf('lama')
    expect(await statusOf(card)).toBe(200)
    await sync(contentOf({ lama: fileOf('lama', { title: 'Judul lain' }) }), setClock(NOW + 2000))
    expect(await statusOf(card)).toBe(404)
    const other = await cardOf('lama')
    expect(await statusOf(other)).toBe(200)
    await kill('urn:x:lama', setClock(NOW + 4000))
    expect(await statusOf(other)).toBe(404)
    expect(await statusOf('/media/cards/articles/%ff.1a.png')).toBe(404)
    expect(await statusOf('/media/cards/site.1a.png')).toBe(200)
  })
})
