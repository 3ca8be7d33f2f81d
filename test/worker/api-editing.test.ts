import { beforeEach, describe, expect, it } from 'vitest'
import { ARTICLE, ask, put, resetSite, show, token } from '../support/api-client.ts'
import { get } from '../support/site.ts'
import { column } from '../support/tables.ts'

beforeEach(resetSite)

describe('an article under a key', () => {
  it('is changed by a merge patch of what was sent', async () => {
    const secret = await token()
    const { etag } = await put('a', secret, { tags: ['Satu', 'Dua'], summary: undefined })
    const patched = await ask('PATCH', 'articles/a', {
      secret,
      body: { title: 'Lain', tags: ['Tiga'], authors: null, body: '<p>Kata baru.</p>' },
      headers: { 'If-Match': etag },
    })
    expect(patched.status).toBe(200)
    const { article, etag: now } = await show('a', secret)
    expect(patched.headers.get('ETag')).toBe(now)
    expect(article).toMatchObject({ title: 'Lain', tags: ['Tiga'], body: '<p>Kata baru.</p>' })
    expect(Object.keys(article)).not.toContain('authors')
    // The summary that nobody wrote follows the body.
    expect(await (await get('/feed.json')).text()).toContain('Kata baru.')
  })

  it.each([
    ['a patch without If-Match', 'PATCH', {}, 428, 'precondition-required'],
    ['a patch of an old version', 'PATCH', { 'If-Match': '"abc"' }, 412, 'precondition-failed'],
    ['a weak entity tag', 'PATCH', { 'If-Match': 'W/"abc"' }, 412, 'precondition-failed'],
    ['a list with empty elements', 'PATCH', { 'If-Match': ',"abc",, "def" ,' }, 412, 'precondition-failed'],
    ['a list without a tag', 'PATCH', { 'If-Match': ' , ,' }, 400, 'bad-request'],
    ['what is no entity tag', 'PATCH', { 'If-Match': 'abc' }, 400, 'bad-request'],
    ['a PUT that must create', 'PUT', { 'If-None-Match': '*' }, 412, 'precondition-failed'],
    ['a PUT of an old version', 'PUT', { 'If-Match': '"abc", "def"' }, 412, 'precondition-failed'],
    ['a deletion of an old version', 'DELETE', { 'If-Match': '"abc"' }, 412, 'precondition-failed'],
  ])('%s changes nothing', async (_, method, headers, status, type) => {
    const secret = await token()
    await put('a', secret)
    const before = await show('a', secret)
    const body = method === 'PUT' ? { ...ARTICLE, title: 'Lain' } : { title: 'Lain' }
    const response = await ask(method, 'articles/a', {
      secret,
      headers,
      ...(method !== 'DELETE' && { body }),
    })
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ type: `https://news.example/problems#${type}` })
    expect(await show('a', secret)).toEqual(before)
  })

  it('takes one of twenty patches of the same version', async () => {
    const secret = await token()
    const { etag } = await put('a', secret)
    const patches = Array.from({ length: 20 }, (_, n) =>
      ask('PATCH', 'articles/a', { secret, body: { title: `Judul ${n}` }, headers: { 'If-Match': etag } }),
    )
    const statuses = (await Promise.all(patches)).map(({ status }) => status).sort()
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 412)])
  })

  it('is created once by twenty requests at the same time', async () => {
    const secret = await token()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => put('a', secret, {}, { 'If-None-Match': '*' })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([
      201,
      ...Array.from({ length: 19 }, () => 412),
    ])
    expect(await column('SELECT count(*) FROM articles')).toEqual([2])
  })
})
