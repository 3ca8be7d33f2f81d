import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ARTICLE, ask, HOUR, put, resetSite, show, token } from '../support/api-client.ts'
import { get } from '../support/site.ts'
import { column } from '../support/tables.ts'

beforeEach(resetSite)

describe('the life of an article', () => {
  const soon = () => new Date(Date.now() + HOUR).toISOString()

  it('that is under an embargo is seen by its desk alone, and patched without being seen', async () => {
    const secret = await token()
    const before = await (await get('/feed.json')).text()
    const held = await put('a', secret, { title: 'Rahasia', embargo: soon() })
    expect(held).toMatchObject({ status: 201, outcome: 'created' })
    expect(held.slug).toBeUndefined()
    const patched = await ask('PATCH', 'articles/a', {
      secret,
      body: { tags: ['Gelap'], embargo: 'until further notice' },
      headers: { 'If-Match': held.etag },
    })
    expect(patched.status).toBe(200)
    expect(await show('a', secret)).toMatchObject({ status: 'withheld', article: { tags: ['Gelap'] } })
    const other = await token({ desk: 'lain' })
    expect((await ask('GET', `articles/${encodeURIComponent(held.id)}`, { secret: other })).status).toBe(404)
    expect((await get('/articles/rahasia')).status).toBe(404)
    expect(await (await get('/feed.json')).text()).toBe(before)
    // Its slug is nobody's yet.
    expect(await put('b', other, { title: 'Rahasia' })).toMatchObject({ status: 201, slug: 'rahasia' })
    const freed = await ask('PATCH', 'articles/a', {
      secret,
      body: { embargo: null },
      headers: { 'If-Match': (await show('a', secret)).etag },
    })
    expect(await freed.json()).toMatchObject({ status: 'public', slug: 'rahasia-2' })
  })

  it('that goes back under an embargo with another title keeps its page, however often it is sent', async () => {
    const secret = await token()
    await put('a', secret)
    const later = { title: 'Judul lain', embargo: soon() }
    expect(await put('a', secret, later)).toMatchObject({ outcome: 'changed', status: 200 })
    expect((await get('/articles/contoh')).status).toBe(404)
    expect(await put('a', secret, later)).toMatchObject({ outcome: 'unchanged' })
    expect(await put('a', secret, { title: 'Judul lain' })).toMatchObject({ slug: 'contoh' })
    expect(await (await get('/articles/contoh')).text()).toContain('Judul lain')
  })

  it('is corrected once for each text, and the correction is shown', async () => {
    const secret = await token({ scopes: ['publish', 'correct'] })
    await put('a', secret)
    const body = { text: 'Nama menteri keliru.' }
    const first = await ask('POST', 'articles/a/corrections', { secret, body })
    expect(first.status).toBe(200)
    const again = await ask('POST', 'articles/a/corrections', { secret, body })
    expect(await again.json()).toMatchObject({ outcome: 'unchanged' })
    const { article } = await show('a', secret)
    expect(article.corrections).toHaveLength(1)
    expect(await (await get('/atom.xml')).text()).toContain('Nama menteri keliru.')
    const faulty = await ask('POST', 'articles/a/corrections', { secret, body: { text: '', at: 'x' } })
    expect(faulty.status).toBe(422)
  })

  it('that is withdrawn is gone for good, and its text with it', async () => {
    const secret = await token({ scopes: ['publish', 'kill'] })
    await put('a', secret, { body: '<p>Fitnah</p>' })
    const body = { kind: 'kill', reason: 'Tidak benar.' }
    const killed = await ask('PUT', 'articles/a/withdrawal', { secret, body })
    expect(await killed.json()).toMatchObject({ status: 'killed' })
    expect((await get('/articles/contoh')).status).toBe(410)
    expect(await show('a', secret)).toMatchObject({ status: 'killed' })
    expect(await put('a', secret)).toMatchObject({
      status: 409,
      type: 'https://news.example/problems#withdrawn',
    })
    expect(JSON.stringify((await env.DB.prepare('SELECT * FROM receipts').all()).results)).not.toContain(
      'Fitnah',
    )
    const history = await ask('GET', 'articles/a/history', { secret })
    expect(await history.json()).toMatchObject({ versions: [{ action: 'kill', until: expect.any(String) }] })
  })

  it('ends before it begins, where its kill overtakes it', async () => {
    const secret = await token({ scopes: ['publish', 'kill'] })
    const body = { kind: 'legal', reason: 'Perintah pengadilan.' }
    expect((await ask('PUT', 'articles/a/withdrawal', { secret, body })).status).toBe(200)
    expect(await put('a', secret)).toMatchObject({ status: 409 })
  })

  it('is ended by its own desk, and by others only with the scope for that', async () => {
    const secret = await token()
    const { id } = await put('a', secret)
    const body = { kind: 'kill', reason: 'Salah.' }
    const path = `articles/${encodeURIComponent(id)}/withdrawal`
    expect((await ask('PUT', path, { secret, body })).status).toBe(403)
    const other = await token({ desk: 'lain', scopes: ['kill'] })
    expect((await ask('PUT', path, { secret: other, body })).status).toBe(404)
    expect((await get('/articles/contoh')).status).toBe(200)
    const any = await token({ desk: 'lain', scopes: ['kill-any'] })
    const [known, unknown] = [
      await ask('PUT', path, { secret: any, body }),
      await ask('PUT', `articles/${encodeURIComponent('urn:x:never')}/withdrawal`, { secret: any, body }),
    ]
    expect([known.status, unknown.status]).toEqual([200, 200])
    expect((await get('/articles/contoh')).status).toBe(410)
  })

  it('is withdrawn only as the version that If-Match names, where it names one', async () => {
    const secret = await token({ scopes: ['publish', 'kill'] })
    const { etag } = await put('a', secret)
    const body = { kind: 'kill', reason: 'Salah.' }
    const kill = (headers: Record<string, string>, key = 'a') =>
      ask('PUT', `articles/${key}/withdrawal`, { secret, body, headers })
    await put('a', secret, { title: 'Sudah lain' })
    const refused = [await kill({ 'If-Match': etag }), await kill({ 'If-None-Match': '*' })]
    expect(refused.map(({ status }) => status)).toEqual([412, 412])
    expect(await show('a', secret)).toMatchObject({ status: 'public', article: { title: 'Sudah lain' } })
    // One that must not have come yet, and one that must have.
    expect((await kill({ 'If-Match': '*' }, 'b')).status).toBe(412)
    expect((await kill({ 'If-None-Match': '*' }, 'b')).status).toBe(200)
    expect((await kill({ 'If-Match': (await show('a', secret)).etag })).status).toBe(200)
    expect((await get('/articles/contoh')).status).toBe(410)
  })

  it('is gone though the caches in front of the site do not let go of it, and its client is told', async () => {
    const secret = await token({ scopes: ['publish', 'kill'] })
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const body = { kind: 'kill', reason: 'Salah.' }
    for (const [key, purges] of [
      ['a', true],
      ['b', false],
    ] as const) {
      await put(key, secret, { title: `Judul ${key}` })
      const killed = await ask('PUT', `articles/${key}/withdrawal`, { secret, body, purges })
      expect(await killed.json(), key).toMatchObject({ status: 'killed', purged: purges })
      expect((await get(`/articles/judul-${key}`)).status).toBe(410)
    }
    expect(log).toHaveBeenCalledTimes(1)
    // What failed once is done by the clock: it purges for the second time anyway.
    expect(await column('SELECT count(*) FROM withdrawals WHERE purged = 0')).toEqual([2])
    // Another write that is stored is told as such too.
    const written = await ask('PUT', 'articles/c', { secret, body: ARTICLE, purges: false })
    expect(written.status).toBe(201)
    log.mockRestore()
  })
})
