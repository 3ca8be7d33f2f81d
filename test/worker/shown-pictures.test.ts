import { env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { applyDue } from '../../src/lifecycle/apply-due.ts'
import { shownUntil } from '../../src/storage/read/media-files.ts'
import { getFrom } from '../support/deployment.ts'
import { fileOf, HOUR, kill, LAMA, now, setClock, time, useClock } from '../support/lifetimes.ts'
import { contentOf, get, NOW, sync } from '../support/site.ts'
import { column } from '../support/tables.ts'

useClock()

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
