import { createExecutionContext, env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { app } from '../../src/app.ts'
import { purgeAfter } from '../../src/serve/edge-cache.ts'
import { articleFile, contentOf, get, NOW, sync } from '../support/site.ts'
import { emptyTables } from '../support/tables.ts'

const TOKEN = 'a secret of the deployment'.replaceAll(' ', '-')

/** A cache that takes note of what it is asked to purge. */
function edgeCache(success = true) {
  const purged: CachePurgeOptions[] = []
  const purge = async (options: CachePurgeOptions) => {
    purged.push(options)
    return { success, errors: success ? [] : [{ code: 1, message: 'no' }] } as CachePurgeResult
  }
  return { cache: { purge, invalidate: purge }, purged }
}

async function post(body: unknown, { token = TOKEN, secret = TOKEN, cache = edgeCache().cache } = {}) {
  const context = Object.assign(createExecutionContext(), { cache })
  const init = {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }
  return app.request('https://news.example/purge', init, { ...env, PURGE_TOKEN: secret }, context)
}

const two = contentOf({
  contoh: articleFile({ id: 'urn:x:1', tags: ['Dunia', 'Café 1'] }),
  lain: articleFile({ id: 'urn:x:2', tags: ['lain'] }),
})
const changed = contentOf({
  contoh: articleFile({ id: 'urn:x:1', tags: ['Dunia', 'Café 1'], title: 'Baru' }),
  lain: articleFile({ id: 'urn:x:2', tags: ['lain'] }),
})

beforeEach(emptyTables)

describe('POST /purge', () => {
  it('purges the tags of the channels that changed since, which their documents carry', async () => {
    await sync(two)
    await sync(changed, NOW + 1000)
    const { cache, purged } = edgeCache()
    const response = await post({ since: NOW }, { cache })
    expect(response.status).toBe(200)
    const tags = purged[0]?.tags ?? []
    expect(await response.json()).toEqual({ purged: tags.length })
    for (const path of ['/rss.xml', '/tags/dunia/atom.xml', '/tags/caf%C3%A9-1/feed.json']) {
      expect(tags).toContain((await get(path)).headers.get('Cache-Tag'))
    }
    expect(tags).not.toContain((await get('/tags/lain/rss.xml')).headers.get('Cache-Tag'))
    for (const tag of tags) expect(tag).toMatch(/^[\x21-\x2B\x2D-\x7E]{1,1024}$/)
  })

  it('purges everything where more than a hundred channels changed', async () => {
    const tags = Array.from({ length: 101 }, (_, n) => `t${n}`)
    const files = Object.fromEntries(tags.map((tag) => [tag, articleFile({ id: `urn:${tag}`, tags: [tag] })]))
    await sync(contentOf(files))
    const { cache, purged } = edgeCache()
    expect(await (await post({ since: 0 }, { cache })).json()).toEqual({ purged: 'everything' })
    expect(purged).toEqual([{ purgeEverything: true }])
  })

  it('purges nothing where nothing changed', async () => {
    await sync(two)
    const { cache, purged } = edgeCache()
    expect(await (await post({ since: NOW }, { cache })).json()).toEqual({ purged: 0 })
    expect(purged).toEqual([])
  })

  it.each([
    ['another token', { token: 'a-guess' }, 401],
    ['no token', { token: '' }, 401],
    ['a deployment without a token', { secret: '' }, 404],
  ])('is refused with %s', async (_, options, status) => {
    const { cache, purged } = edgeCache()
    expect((await post({ since: 0 }, { ...options, cache })).status).toBe(status)
    expect(purged).toEqual([])
  })

  it.each([['{'], ['null'], [{ since: '0' }], [{ since: -1 }], [{ since: 1.5 }], ['x'.repeat(200)]])(
    'is refused with the body %j',
    async (body) => {
      expect((await post(body)).status).toBe(400)
    },
  )
})

/** A body without an end that says no length, as a chunked one; `read` counts the bytes that were taken of it. */
function endless() {
  const body = { read: 0, stream: new ReadableStream<Uint8Array>() }
  const chunk = new TextEncoder().encode(`{"since": 0}${' '.repeat(20)}`)
  body.stream = new ReadableStream({
    pull: (controller) => {
      body.read += chunk.length
      controller.enqueue(chunk)
    },
  })
  return body
}

const postStream = (stream: ReadableStream, token = TOKEN) => {
  const headers = { Authorization: `Bearer ${token}` }
  const request = new Request('https://news.example/purge', { method: 'POST', headers, body: stream })
  return app.fetch(request, { ...env, PURGE_TOKEN: TOKEN })
}

describe('a body that says no length', () => {
  it('is counted as it comes, and refused once it is too long', async () => {
    const body = endless()
    expect((await postStream(body.stream)).status).toBe(400)
    expect(body.read).toBeLessThan(500)
  })

  it('is not even read for somebody without the token', async () => {
    const body = endless()
    expect((await postStream(body.stream, 'a-guess')).status).toBe(401)
    expect(body.read).toBeLessThan(100)
  })

  it('is taken where it is short', async () => {
    const bytes = new TextEncoder().encode('{"since": 0}')
    const stream = new ReadableStream({
      start: (controller) => {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
        controller.close()
      },
    })
    expect((await postStream(stream)).status).toBe(200)
  })
})

describe('work of the Worker itself', () => {
  it('purges what it changed, also where it failed half-way', async () => {
    const { cache, purged } = edgeCache()
    const work = async () => {
      await sync(two)
      throw new Error('half-way')
    }
    await expect(purgeAfter(env.DB, cache, work)).rejects.toThrow('half-way')
    expect(purged[0]?.tags).toContain('channel:/tags/dunia')
  })

  it('fails where the cache does, so that the queue tries again', async () => {
    const work = async () => void (await sync(two))
    await expect(purgeAfter(env.DB, edgeCache(false).cache, work)).rejects.toThrow('not purged')
  })
})
