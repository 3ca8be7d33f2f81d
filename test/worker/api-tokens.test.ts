import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { newSecret } from '../../src/model/access-token.ts'
import { readTokens, revokeToken } from '../../src/storage/tokens.ts'
import { ARTICLE, type Asked, ask, HOUR, resetSite, token } from '../support/api-client.ts'
import { get, NOW } from '../support/site.ts'

beforeEach(resetSite)

describe('tokens', () => {
  it.each([
    ['no token', undefined],
    ['a token that nobody made', newSecret()],
    ['something that is no token', 'warta_x'],
  ])('the API answers 401 to %s', async (_, secret) => {
    const response = await ask('GET', 'articles', secret === undefined ? {} : { secret })
    expect(response.status).toBe(401)
    expect(response.headers.get('WWW-Authenticate')).toBe('Bearer')
    expect(await response.json()).toMatchObject({ type: 'https://news.example/problems#unauthorized' })
  })

  it('A token in a query string, an expired and a revoked one are none', async () => {
    const secret = await token({ name: 'alt' })
    expect((await ask('GET', `articles?token=${secret}`)).status).toBe(401)
    expect((await ask('GET', 'articles', { secret })).status).toBe(200)
    await revokeToken(env.DB, 'alt', NOW)
    expect((await ask('GET', 'articles', { secret })).status).toBe(401)
    const expired = await token({ expires: Date.now() - 1 })
    expect((await ask('GET', 'articles', { secret: expired })).status).toBe(401)
    const lasting = await token({ expires: Date.now() + HOUR })
    expect((await ask('GET', 'articles', { secret: lasting })).status).toBe(200)
  })

  it('A scope that a token lacks is named in a 403, which the audit notes with the name of the token', async () => {
    const secret = await token({ name: 'pembaca', scopes: ['read'] })
    const response = await ask('PUT', 'articles/a', { secret, body: ARTICLE })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ detail: 'This takes a token with the scope publish.' })
    const acts = await env.DB.prepare('SELECT actor, action, status, detail FROM audit').all()
    expect(acts.results).toEqual([
      { actor: 'token:pembaca', action: 'PUT articles', status: 403, detail: 'forbidden' },
    ])
  })

  it('A token is stored as a digest, and its use is noted once in an hour', async () => {
    const secret = await token({ name: 'cms' })
    const dump = JSON.stringify((await env.DB.prepare('SELECT * FROM tokens').all()).results)
    expect(dump).not.toContain(secret.slice(6))
    await ask('GET', 'articles', { secret })
    const [{ used } = { used: null }] = await readTokens(env.DB)
    expect(used).toBeGreaterThan(0)
    await ask('GET', 'articles', { secret })
    expect((await readTokens(env.DB))[0]?.used).toBe(used)
  })

  it('Too many failed authentications are answered with 429, where there is a binding that counts them', async () => {
    let asked = 0
    const bindings = { API_FAILURES: { limit: async () => ({ success: ++asked <= 10 }) } }
    const headers = { 'CF-Connecting-IP': '192.0.2.1' }
    const statuses: number[] = []
    for (let n = 0; n < 12; n++) statuses.push((await ask('GET', 'articles', { bindings, headers })).status)
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429])
    const response = await ask('GET', 'articles', { bindings, headers })
    expect(response.headers.get('Retry-After')).toBe('60')
    expect((await ask('GET', 'articles', { secret: await token(), bindings })).status).toBe(200)
  })
})

it('Every answer of the API is for its client alone: kept by no cache, and read by no page of another origin', async () => {
  const secret = await token()
  const asked: [string, string, Asked][] = [
    ['GET', 'articles', {}],
    ['GET', 'articles', { secret }],
    ['PUT', 'articles/a', { secret, body: ARTICLE }],
    ['GET', 'articles/a', { secret }],
    ['POST', 'articles/a', { secret }],
    ['GET', 'nothing', { secret }],
    ['PUT', 'articles/a%20b', { secret, body: ARTICLE }],
    ['DELETE', 'articles/a', { secret }],
    [
      'OPTIONS',
      'articles/a',
      { headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'PUT' } },
    ],
  ]
  for (const [method, path, more] of asked) {
    const { headers, status } = await ask(method, path, more)
    expect(headers.get('Access-Control-Allow-Origin'), `${method} ${path}`).toBeNull()
    if (method !== 'OPTIONS')
      expect(headers.get('Cache-Control'), `${method} ${path} ${status}`).toContain('no-store')
  }
  expect((await get('/rss.xml')).headers.get('Access-Control-Allow-Origin')).toBe('*')
})
