import { describe, expect, it } from 'vitest'
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
})
