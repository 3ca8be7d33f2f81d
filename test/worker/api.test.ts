import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { app } from '../../src/app.ts'
import type { Env } from '../../src/config.ts'
import { newSecret, type Token } from '../../src/model/access-token.ts'
import { addToken, hashOfSecret, readTokens, revokeToken } from '../../src/storage/tokens.ts'
import { articleFile, contentOf, get, NOW, sync } from '../support/site.ts'
import { column, emptyTables } from '../support/tables.ts'

const HOUR = 3_600_000

/** Makes a token, and returns its secret. */
async function token(more: Partial<Token> = {}): Promise<string> {
  const secret = newSecret()
  const name = more.name ?? `cms-${crypto.randomUUID()}`
  const plain = {
    desk: 'metro',
    scopes: ['publish'] as const,
    publishers: undefined,
    created: NOW,
    expires: null,
  }
  await addToken(env.DB, await hashOfSecret(secret), { ...plain, ...more, name })
  return secret
}

interface Asked {
  readonly secret?: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
  readonly bindings?: Partial<Env>
}

/** Asks the API. A body that is no text is sent as JSON. */
function ask(method: string, path: string, { secret, body, headers, bindings }: Asked = {}) {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
  return Promise.resolve(
    app.request(
      `https://news.example/api/${path}`,
      {
        method,
        headers: {
          ...(secret !== undefined && { Authorization: `Bearer ${secret}` }),
          ...(body !== undefined && { 'Content-Type': type }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      },
      { ...env, ...bindings },
    ),
  )
}

const ARTICLE = {
  title: 'Contoh',
  language: 'id',
  published: '2022-09-20T12:32:00+07:00',
  summary: 'Ringkasan.',
  authors: [
    { name: 'Lintar Satria', role: 'reporter' },
    { name: 'Friska Yolandha', role: 'editor' },
  ],
  publisher: 'republika',
  sources: ['reuters'],
  body: '<p>Isi berita.</p>',
}

async function put(key: string, secret: string, more: object = {}, headers: Record<string, string> = {}) {
  const response = await ask('PUT', `articles/${key}`, { secret, body: { ...ARTICLE, ...more }, headers })
  return { ...((await response.json()) as Answer), status: response.status, headers: response.headers }
}

interface Answer {
  readonly id: string
  readonly slug: string
  readonly etag: string
  readonly outcome: string
  readonly type: string
  readonly article: Record<string, unknown>
  readonly errors: { pointer: string; detail: string }[]
  readonly items: { result: string; id: string; reason: string }[]
}

async function show(key: string, secret: string): Promise<Answer & { status: string }> {
  return (await ask('GET', `articles/${key}`, { secret })).json()
}

beforeEach(async () => {
  await emptyTables()
  await sync(contentOf({ lain: articleFile({ id: 'urn:x:lain', title: 'Berkas' }) }))
})

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
    const statuses: number[] = []
    const headers = { 'CF-Connecting-IP': '192.0.2.1' }
    for (let n = 0; n < 12; n++) statuses.push((await ask('GET', 'articles', { bindings, headers })).status)
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429])
    const response = await ask('GET', 'articles', { bindings, headers })
    expect(response.headers.get('Retry-After')).toBe('60')
    expect((await ask('GET', 'articles', { secret: await token(), bindings })).status).toBe(200)
  })
})

describe('an article under a key', () => {
  it('is created, then replaced, and is one article in every feed', async () => {
    const secret = await token()
    const first = await put('berita-1', secret)
    expect(first).toMatchObject({ status: 201, slug: 'contoh', outcome: 'created' })
    expect(first.headers.get('Location')).toBe('https://news.example/api/articles/berita-1')
    const again = await put('berita-1', secret, { title: 'Contoh baru' })
    expect(again).toMatchObject({ status: 200, slug: 'contoh', outcome: 'changed', id: first.id })
    for (const path of ['/rss.xml', '/atom.xml', '/feed.json']) {
      const text = await (await get(path)).text()
      expect(text.split('Contoh baru').length - 1, path).toBeGreaterThan(0)
      expect(text).toContain('Lintar Satria')
      expect(text).toContain('Reuters')
    }
    expect(await column('SELECT count(*) FROM articles')).toEqual([2])
  })

  it('is as the same article in a file, but for its id', async () => {
    const fields = {
      tags: ['Dunia'],
      image: { url: 'https://img.example/a.jpg', caption: 'Gambar', credit: 'Foto' },
    }
    const html = '<p>Isi <b>berita</b> <a href="lain.md">lain</a>.</p><ul><li>satu</li></ul>'
    const file = articleFile({ ...fields, id: undefined, format: 'html' }, html)
    await emptyTables()
    await sync(contentOf({ contoh: file }))
    const feeds = ['/rss.xml', '/atom.xml', '/feed.json', '/articles/contoh']
    const textOf = async () =>
      Promise.all(
        feeds.map(async (path) => (await (await get(path)).text()).replaceAll(/tag:warta[^"<\s]*/g, 'ID')),
      )
    const asFile = await textOf()
    await emptyTables()
    await sync(contentOf({}))
    expect(await put('x', await token(), { ...fields, body: html })).toMatchObject({ status: 201 })
    const stripped = (texts: string[]) =>
      texts.map((text) => text.replaceAll(/20\d\d-\d\d-\d\dT[\d:.]+Z|<lastBuildDate>[^<]*|\?v=\w+/g, ''))
    expect(stripped(await textOf())).toEqual(stripped(asFile))
  })

  it('that is sent once more is unchanged, and moves no revision', async () => {
    const secret = await token()
    await put('a', secret)
    const before = await column('SELECT number FROM revision')
    expect(await put('a', secret)).toMatchObject({ status: 200, outcome: 'unchanged' })
    expect(await column('SELECT number FROM revision')).toEqual(before)
  })

  it('is shown as its client edits it, with the body sanitised', async () => {
    const secret = await token()
    const body = '<p onclick="x()">Isi</p><script>alert(1)</script><p>\u0003\u001A</p>'
    const written = await put('a', secret, { body, summary: undefined })
    const shown = await show('a', secret)
    const { summary: _, ...sent } = ARTICLE
    expect(shown).toMatchObject({
      key: 'a',
      status: 'public',
      etag: written.etag,
      url: 'https://news.example/articles/contoh',
    })
    expect(shown.article).toEqual({ ...sent, body: '<p>Isi</p>' })
    const response = await ask('GET', 'articles/a', { secret })
    expect(response.headers.get('ETag')).toBe(written.etag)
    // By its id it is the same one.
    expect(await show(encodeURIComponent(written.id), secret)).toEqual(shown)
  })

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

  it('is deleted without a trace of its text, as often as somebody asks', async () => {
    const secret = await token()
    const { id } = await put('a', secret, { body: '<p>Rahasia</p>' })
    for (let n = 0; n < 2; n++) expect((await ask('DELETE', 'articles/a', { secret })).status).toBe(204)
    expect((await ask('DELETE', 'articles/never', { secret })).status).toBe(204)
    expect((await get('/articles/contoh')).status).toBe(410)
    expect(await show('a', secret)).toMatchObject({ id, status: 'deleted' })
    expect(JSON.stringify((await env.DB.prepare('SELECT * FROM receipts').all()).results)).not.toContain(
      'Rahasia',
    )
    expect(await put('a', secret)).toMatchObject({ status: 201, id })
  })

  it('is not seen by another desk, which may use the same key', async () => {
    const [secret, other] = [await token(), await token({ desk: 'olahraga' })]
    const { id } = await put('a', secret)
    for (const name of ['a', encodeURIComponent(id)]) {
      expect((await ask('GET', `articles/${name}`, { secret: other })).status).toBe(404)
    }
    expect((await ask('DELETE', 'articles/a', { secret: other })).status).toBe(204)
    expect(await put('a', other, { title: 'Olahraga' })).toMatchObject({ status: 201, slug: 'olahraga' })
    expect(await show('a', secret)).toMatchObject({ id, status: 'public' })
    expect(await (await ask('GET', 'articles', { secret: other })).json()).toMatchObject({
      articles: [{ key: 'a' }],
    })
  })

  it('gets a slug of its own where it names none, and 409 where it names one that is taken', async () => {
    const secret = await token()
    expect(await put('a', secret, { title: 'Lain' })).toMatchObject({ status: 201, slug: 'lain-2' })
    expect(await put('b', secret, { slug: 'lain' })).toMatchObject({
      status: 409,
      type: 'https://news.example/problems#conflict',
    })
    expect(await put('b', secret, { slug: 'nama-lain' })).toMatchObject({ status: 201, slug: 'nama-lain' })
  })

  it('cannot have the id of an article of somebody else, nor one that the site mints', async () => {
    const secret = await token()
    expect(await put('a', secret, { id: 'urn:x:lain' })).toMatchObject({ status: 409 })
    const guessed = await put('a', secret, { id: 'tag:warta.example,2022-09-20:tebak' })
    expect(guessed).toMatchObject({ status: 422, errors: [{ pointer: '#/id' }] })
    const { id } = await put('a', secret, { id: 'urn:x:sendiri' })
    expect(id).toBe('urn:x:sendiri')
    expect(await put('a', secret, { id: 'urn:x:sendiri' })).toMatchObject({ status: 200 })
    expect(await put('a', secret, { id: 'urn:x:baru' })).toMatchObject({ status: 422 })
    expect(await put('b', secret, { id: 'urn:x:sendiri' })).toMatchObject({ status: 409 })
    // A file cannot take it either.
    const file = contentOf({ lain: articleFile({ id: 'urn:x:sendiri' }) })
    await expect(sync(file)).rejects.toThrow('came in another way')
  })

  it('is listed with the others of its desk, a hundred at a time', async () => {
    const secret = await token()
    const rows = Array.from(
      { length: 101 },
      (_, n) => `('api:metro', 'k${String(n).padStart(3, '0')}', 'urn:${n}', 'e', '{}', 1)`,
    )
    await env.DB.prepare(`INSERT INTO receipts (origin, name, id, etag, data, at) VALUES ${rows}`).run()
    const first = await ask('GET', 'articles', { secret })
    expect(((await first.json()) as { articles: unknown[] }).articles).toHaveLength(100)
    const [, next = ''] =
      /<https:\/\/news\.example\/api\/([^>]*)>; rel="next"/.exec(first.headers.get('Link') ?? '') ?? []
    const second = await ask('GET', next, { secret })
    expect(((await second.json()) as { articles: { key: string }[] }).articles.map(({ key }) => key)).toEqual(
      ['k100'],
    )
    expect(second.headers.get('Link')).toBeNull()
  })
})

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

describe('a document', () => {
  const item = (more: object = {}) => ({
    uri: 'urn:wire:1',
    type: 'text',
    versioncreated: '2022-09-20T12:32:00+07:00',
    language: 'id',
    headline: 'Kawat',
    byline: 'Oleh Budi',
    infosources: [{ name: 'Antara' }],
    copyrightholder: 'Antara',
    body_xhtml: '<p>Isi kawat.</p>',
    ...more,
  })
  async function post(secret: string, body: unknown, headers: Record<string, string> = {}) {
    const response = await ask('POST', 'documents', { secret, body, headers })
    return { ...((await response.json()) as Answer), status: response.status, headers: response.headers }
  }

  it('has a result for each item, and is stored once however often it is sent', async () => {
    const secret = await token()
    const items = [item(), item({ uri: 'urn:wire:2', headline: undefined })]
    const first = await post(secret, items)
    expect(first).toMatchObject({
      status: 200,
      items: [{ result: 'created', id: 'urn:wire:1' }, { result: 'refused' }],
    })
    expect((await post(secret, items)).items[0]).toMatchObject({ result: 'unchanged' })
    expect((await post(secret, [item({ headline: 'Kawat baru' })])).items).toMatchObject([
      { result: 'changed' },
    ])
    expect(await (await get('/rss.xml')).text()).toContain('Kawat baru')
    expect(await show(encodeURIComponent('urn:wire:1'), secret)).toMatchObject({ status: 'public' })
  })

  it('cannot take the article of somebody else, nor publish as a source that the token may not', async () => {
    const bound = await token({ publishers: ['reuters'] })
    expect((await post(bound, [item()])).items[0]?.reason).toMatch(/^Its publisher is antara/)
    const secret = await token()
    await post(secret, [item()])
    const other = await token({ desk: 'lain' })
    expect((await post(other, [item({ headline: 'Diambil' })])).items).toMatchObject([{ result: 'refused' }])
    expect((await post(other, [item({ uri: 'urn:x:lain' })])).items).toMatchObject([{ result: 'refused' }])
  })

  it('of another format is answered with 415, which says what is taken', async () => {
    const secret = await token()
    const html = await post(secret, '<html></html>', { 'Content-Type': 'text/html' })
    expect(html.status).toBe(415)
    expect(html.headers.get('Accept-Post')).toContain('application/json')
    expect((await post(secret, '{"a":1}')).status).toBe(415)
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

  it('is not taken by a wire that sends a polled story: the polled copy gives way', async () => {
    const secret = await token()
    await env.DB.prepare("UPDATE articles SET origin = 'poll:antara' WHERE id = 'urn:x:lain'").run()
    expect(await put('a', secret, { id: 'urn:x:lain', title: 'Milik kawat' })).toMatchObject({ status: 201 })
    expect(await column("SELECT origin FROM articles WHERE id = 'urn:x:lain'")).toEqual(['api:metro'])
  })
})
