import { env } from 'cloudflare:test'
import { beforeAll, describe, expect, it } from 'vitest'
import { app } from '../../src/app.ts'
import type { Env } from '../../src/config.ts'
import { answerFromMemory } from '../../src/serve/fast-path.ts'
import { articleFile, contentOf, sync } from '../support/site.ts'

const FEEDS = [
  '/rss.xml',
  '/atom.xml',
  '/feed.json',
  '/tags/dunia/rss.xml?limit=1',
  '/rss.xml?content=summary',
]
const VERSION = { id: 'build-1', tag: '', timestamp: '2020-01-01T00:00:00Z' }

const isolate = (): Env => ({ ...env, VERSION })
const requestOf = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Request(`https://news.example${path}`, { method, headers })

async function answer(isolate: Env, request: Request) {
  const response = await app.fetch(request, isolate)
  return toData(response)
}

async function toData(response: Response) {
  const { status } = response
  return { status, headers: [...response.headers], bytes: new Uint8Array(await response.arrayBuffer()) }
}

beforeAll(() => sync(contentOf({ contoh: articleFile({ tags: ['Dunia'], title: 'é€😀' }) })))

describe.each(FEEDS)('%s, asked again within a second', (path) => {
  it.each([{}, { 'Accept-Encoding': 'gzip' }])('is answered as by the app, with %j', async (headers) => {
    const warm = isolate()
    const first = await answer(warm, requestOf(path, headers))
    const kept = answerFromMemory(requestOf(path, headers), warm)
    expect(kept && (await toData(kept))).toEqual(first)
    const etag = new Headers(first.headers).get('ETag') ?? ''
    const conditional = { ...headers, 'If-None-Match': etag }
    const notModified = answerFromMemory(requestOf(path, conditional), warm)
    expect(notModified && (await toData(notModified))).toEqual(
      await answer(warm, requestOf(path, conditional)),
    )
    expect(notModified?.status).toBe(304)
  })

  it('is kept as a 304 where only a 304 was given', async () => {
    const cold = isolate()
    const etag = new Headers((await answer(isolate(), requestOf(path))).headers).get('ETag') ?? ''
    const conditional = requestOf(path, { 'If-None-Match': etag })
    expect((await answer(cold, conditional)).status).toBe(304)
    expect(answerFromMemory(requestOf(path, { 'If-None-Match': etag }), cold)?.status).toBe(304)
    expect(answerFromMemory(requestOf(path), cold)).toBeUndefined()
  })
})

describe('conditions', () => {
  const { etag, modified } = { etag: '"x"', modified: 'Tue, 20 Sep 2022 05:32:00 GMT' }

  it.each<[string, (known: Headers) => Record<string, string>]>([
    ['another entity tag', () => ({ 'If-None-Match': etag })],
    ['a list with the entity tag', (known) => ({ 'If-None-Match': `"x", W/${known.get('ETag')}` })],
    ['a list of others', () => ({ 'If-None-Match': `${etag}, "y"` })],
    ['any', () => ({ 'If-None-Match': '*' })],
    ['the time', (known) => ({ 'If-Modified-Since': String(known.get('Last-Modified')) })],
    ['another time', () => ({ 'If-Modified-Since': modified })],
    [
      'another entity tag and the time',
      (known) => ({
        'If-None-Match': etag,
        'If-Modified-Since': String(known.get('Last-Modified')),
      }),
    ],
  ])('are weighed as by the app: %s', async (_, conditionsOf) => {
    const warm = isolate()
    const first = await answer(warm, requestOf('/rss.xml'))
    const conditional = conditionsOf(new Headers(first.headers))
    const kept = answerFromMemory(requestOf('/rss.xml', conditional), warm)
    expect(kept && (await toData(kept))).toEqual(await answer(isolate(), requestOf('/rss.xml', conditional)))
  })
})

describe('what is not kept', () => {
  it.each([
    ['nothing was asked yet', '/atom.xml', {}, 'GET'],
    ['HEAD', '/rss.xml', {}, 'HEAD'],
    ['another method', '/rss.xml', {}, 'POST'],
    ['another coding', '/rss.xml', { 'Accept-Encoding': 'gzip' }, 'GET'],
    ['the changes alone', '/rss.xml', { 'A-IM': 'feed', 'If-None-Match': '"x"' }, 'GET'],
    ['parameters that are not ours', '/rss.xml?utm_source=x', {}, 'GET'],
    ['a negotiated address', '/feed', {}, 'GET'],
  ])('is left to the app: %s', async (_, path, headers, method) => {
    const warm = isolate()
    await answer(warm, requestOf('/rss.xml'))
    await answer(warm, requestOf('/feed'))
    await answer(warm, requestOf('/rss.xml?utm_source=x'))
    expect(answerFromMemory(requestOf(path, headers as Record<string, string>, method), warm)).toBeUndefined()
  })

  it('is left to the app: another host', async () => {
    const warm = isolate()
    await answer(warm, requestOf('/rss.xml'))
    expect(answerFromMemory(new Request('https://other.example/rss.xml'), warm)).toBeUndefined()
  })

  it('is left to the app: a document that may not say its Last-Modified yet', async () => {
    const warm = {
      ...isolate(),
      VERSION: { ...VERSION, timestamp: new Date(Date.now() + 60_000).toISOString() },
    }
    await answer(warm, requestOf('/rss.xml'))
    expect(answerFromMemory(requestOf('/rss.xml'), warm)).toBeUndefined()
  })
})
