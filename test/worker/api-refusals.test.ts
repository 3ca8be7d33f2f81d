import { beforeEach, describe, expect, it } from 'vitest'
import { ARTICLE, ask, put, resetSite, token } from '../support/api-client.ts'
import { column } from '../support/tables.ts'

beforeEach(resetSite)

describe('a body that is refused', () => {
  it('has every fault told, each with its JSON pointer', async () => {
    const secret = await token({ publishers: ['antara'] })
    const { status, errors } = await put('a', secret, {
      title: undefined,
      authors: [{ name: 'A', role: 'boss' }],
      sources: ['nobody'],
      'a/b~c': 1,
    })
    expect(status).toBe(422)
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual(['#/authors/0/role', '#/a~1b~0c', '#/title'])
    expect(await put('a', secret, { sources: ['nobody'], updated: '2999-01-01T00:00:00Z' })).toMatchObject({
      errors: [{ pointer: '#/updated' }, { pointer: '#/publisher' }, { pointer: '#/sources/0' }],
    })
  })

  const deep = `{"title":${'['.repeat(10_000)}${']'.repeat(10_000)}}`
  const many = Object.fromEntries(Array.from({ length: 5001 }, (_, n) => [`m${n}`, 1]))
  it.each([
    ['what is not JSON', '{', {}, 400],
    ['what is not UTF-8', '\uD800{', {}, 400],
    ['JSON ten thousand deep', deep, {}, 422],
    ['thousands of unknown members', many, {}, 422],
    ['a list', [], {}, 422],
    ['another media type', '{}', { 'Content-Type': 'text/html' }, 415],
    ['a coded body', '{}', { 'Content-Encoding': 'gzip' }, 415],
    ['more than two million bytes', 'x'.repeat(2_000_001), {}, 413],
    ['elements ten thousand deep', { ...ARTICLE, body: '<div>'.repeat(10_000) }, {}, 422],
    ['a picture beside the article', { ...ARTICLE, body: '<img src="a.jpg">' }, {}, 422],
    ['a member named __proto__', '{"__proto__":{"title":"x"}}', {}, 422],
  ])('%s changes nothing', async (_, body, headers, status) => {
    const secret = await token()
    const before = await column('SELECT number FROM revision')
    const response = await ask('PUT', 'articles/a', { secret, body, headers })
    expect(response.status).toBe(status)
    expect(response.headers.get('Content-Type')).toContain('application/problem+json')
    if (status === 415) {
      const name = 'Content-Encoding' in headers ? 'Accept-Encoding' : 'Accept'
      expect(response.headers.get(name)).not.toBeNull()
    }
    expect(await column('SELECT number FROM revision')).toEqual(before)
  })
})
