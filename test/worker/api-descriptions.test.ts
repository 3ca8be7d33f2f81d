import { describe, expect, it } from 'vitest'
import { checkAnswer } from '../support/api-contract.ts'
import { get } from '../support/site.ts'

describe('a description of the API', () => {
  it.each([
    ['/api/openapi.json', 'application/vnd.oai.openapi+json;version=3.1', { openapi: '3.1.1' }],
    ['/api/article.schema.json', 'application/schema+json', { title: 'Article' }],
  ])('is at %s for everybody, also for pages of another origin', async (path, type, said) => {
    const response = await get(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe(type)
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(await response.json()).toMatchObject(said)
    const head = await get(path, {}, 'HEAD')
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect((await get(path, {}, 'DELETE')).status).toBe(401)
  })

  it('is one of two: any other name below /api takes a token, or leads nowhere', async () => {
    expect((await get('/api/lain.json')).status).toBe(404)
    expect((await get('/api/openapi.json/x')).status).toBe(401)
  })

  it.each([
    ['a status that it does not have', Response.json({}, { status: 418 })],
    [
      'a member that it does not have',
      Response.json(
        { id: 'urn:x:1', status: 'public', lain: 1 },
        { headers: { 'Cache-Control': 'no-store' } },
      ),
    ],
    [
      'another media type',
      new Response('{"id":"urn:x:1","status":"public"}', { headers: { 'Content-Type': 'text/plain' } }),
    ],
    ['no Cache-Control', Response.json({ id: 'urn:x:1', status: 'public' })],
  ])('is what the tests check answers by: %s is noticed', async (_, answer) => {
    const request = new Request('https://news.example/api/articles/a')
    await expect(checkAnswer(request, undefined, answer)).rejects.toThrow('openapi.json')
  })
})
