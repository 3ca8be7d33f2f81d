import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { app } from '../../src/app.ts'
import { type Answer, ARTICLE, ask, put, resetSite, show, token } from '../support/api-client.ts'
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

  it.each([
    ['PUT', 'articles/a', 'application/json', ['Accept']],
    ['PATCH', 'articles/a', 'application/merge-patch+json', ['Accept-Patch']],
    ['POST', 'articles/a/corrections', 'application/json', ['Accept']],
    ['PUT', 'articles/a/withdrawal', 'application/json', ['Accept']],
    ['POST', 'documents', 'application/json', ['Accept', 'Accept-Post']],
  ])(
    '%s %s says which media types it takes, and that it takes no gzip',
    async (method, path, type, names) => {
      const secret = await token({ scopes: ['publish', 'correct', 'kill'] })
      const { etag } = await put('a', secret)
      const headers = { 'If-Match': etag }
      const html = { ...headers, 'Content-Type': 'text/html' }
      const other = await ask(method, path, { secret, body: '<p>x</p>', headers: html })
      expect(other.status).toBe(415)
      for (const name of names) expect(other.headers.get(name), name).toContain(type)
      const coded = await ask(method, path, {
        secret,
        body: 'x',
        headers: { ...headers, 'Content-Encoding': 'gzip' },
      })
      expect([coded.status, coded.headers.get('Accept-Encoding')]).toEqual([415, 'identity'])
    },
  )

  it('is too large where it goes on, though nobody said how long it is', async () => {
    const secret = await token()
    let pulled = 0
    const body = new ReadableStream<Uint8Array>({
      pull: (stream) => {
        pulled++
        stream.enqueue(new Uint8Array(100_000).fill(0x20))
      },
    })
    const headers = { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' }
    const url = 'https://news.example/api/articles/a'
    const response = await app.request(url, { method: 'PUT', headers, body }, { ...env })
    expect(response.status).toBe(413)
    // It is not read to its end, which never comes.
    expect(pulled).toBeLessThan(30)
  })

  it('tells a hundred unknown members, and looks for no more', async () => {
    const secret = await token()
    const many = Object.fromEntries(Array.from({ length: 4900 }, (_, n) => [`m${n}`, 1]))
    const { status, errors } = await put('a', secret, many)
    expect([status, errors.length]).toEqual([422, 100])
  })

  it('changes neither the id of an article, nor what became of it', async () => {
    const secret = await token()
    const { etag } = await put('a', secret)
    const more = { id: 'urn:x:baru', withdrawn: { kind: 'kill', reason: 'x' }, status: 'deleted' }
    const headers = { 'If-Match': etag }
    const patched = await ask('PATCH', 'articles/a', { secret, body: { title: 'Lain', ...more }, headers })
    const { errors } = await patched.json<Answer>()
    expect([patched.status, errors.map(({ pointer }) => pointer)]).toEqual([
      422,
      ['#/id', '#/withdrawn', '#/status'],
    ])
    const replaced = await put('a', secret, { ...more, format: 'html', image: { file: 'a.jpg' } })
    expect(replaced.errors.map(({ pointer }) => pointer).sort()).toEqual([
      '#/format',
      '#/image/file',
      '#/status',
      '#/withdrawn',
    ])
    expect((await show('a', secret)).etag).toBe(etag)
  })
})
