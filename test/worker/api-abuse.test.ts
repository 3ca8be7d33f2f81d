import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type Answer, ARTICLE, ask, HOUR, put, resetSite, show, token } from '../support/api-client.ts'
import { get } from '../support/site.ts'
import { column } from '../support/tables.ts'

beforeEach(resetSite)

const KILL = { kind: 'kill', reason: 'Salah.' }
const UNSTORABLE = /\p{Cc}(?<![\n\t\r])|\uFFFF/u
const named = (id: string) => `articles/${encodeURIComponent(id)}`

async function answer(
  ...asked: Parameters<typeof ask>
): Promise<Answer & { detail: string; status: number }> {
  const response = await ask(...asked)
  return { ...(await response.json()), status: response.status }
}

/** The whole audit as text. */
async function audit(): Promise<string> {
  return JSON.stringify((await env.DB.prepare('SELECT * FROM audit').all()).results)
}

describe('a token', () => {
  it('is taken from the header Authorization alone, as Bearer in whatever case', async () => {
    const secret = await token()
    const tries = [
      { Authorization: `Basic ${btoa(`x:${secret}`)}` },
      { Cookie: `token=${secret}` },
      { Authorization: secret },
    ]
    for (const headers of tries) expect((await ask('GET', 'articles', { headers })).status).toBe(401)
    expect((await ask('GET', `articles?access_token=${secret}`)).status).toBe(401)
    expect((await ask('GET', 'articles', { headers: { Authorization: `bearer ${secret}` } })).status).toBe(
      200,
    )
  })

  it('with the scope publish kills nothing, and the audit notes that it tried, and what', async () => {
    const secret = await token({ name: 'cms' })
    const { id } = await put('a', secret)
    for (const path of ['articles/a', named(id)]) {
      expect((await ask('PUT', `${path}/withdrawal`, { secret, body: KILL })).status).toBe(403)
    }
    expect((await get('/articles/contoh')).status).toBe(200)
    const sql = 'SELECT actor, action, article, status, detail FROM audit WHERE status = 403 ORDER BY key'
    const act = { actor: 'token:cms', action: 'PUT articles/withdrawal', status: 403, detail: 'forbidden' }
    expect((await env.DB.prepare(sql).all()).results).toEqual([
      { ...act, article: 'key:metro:a' },
      { ...act, article: id },
    ])
  })

  it('leaves no words of an article in the audit, whatever comes of its requests', async () => {
    const secret = await token({ scopes: ['publish', 'correct', 'kill'] })
    const body = '<p>kenari</p>'
    const { etag } = await put('a', secret, { id: 'urn:x:1', title: 'Kenari', body, tags: ['kenari'] })
    await put('b', secret, { title: 'kenari', published: 'kenari', kenari: 1 })
    await ask('PATCH', 'articles/a', { secret, body: { title: 'Kenari dua' }, headers: { 'If-Match': etag } })
    await ask('POST', 'articles/a/corrections', { secret, body: { text: 'Kenari.' } })
    await ask('POST', 'documents', { secret, body: [{ type: 'text', headline: 'Kenari' }] })
    await ask('PUT', 'articles/a/withdrawal', { secret, body: { kind: 'kill', reason: 'Kenari.' } })
    await ask('GET', 'articles/nothing', { secret })
    const noted = await audit()
    expect(noted.toLowerCase()).not.toContain('kenari')
    for (const status of [200, 201, 404, 422]) expect(noted).toContain(`"status":${status}`)
    expect(noted).not.toContain(secret.slice(6))
  })
})

describe('a name', () => {
  it('of a public article of somebody else is refused without saying whose it is', async () => {
    const [secret, other] = [await token(), await token({ desk: 'olahraga' })]
    await put('x', other, { id: 'urn:x:olahraga', slug: 'olahraga', title: 'Olahraga' })
    const ofFile = await answer('PUT', 'articles/a', { secret, body: { ...ARTICLE, id: 'urn:x:lain' } })
    const ofDesk = await answer('PUT', 'articles/a', { secret, body: { ...ARTICLE, id: 'urn:x:olahraga' } })
    expect(ofFile).toMatchObject({ status: 409, detail: 'Another article has this id.' })
    expect(ofDesk).toEqual(ofFile)
    for (const slug of ['lain', 'olahraga']) {
      const { status, detail } = await answer('PUT', 'articles/a', { secret, body: { ...ARTICLE, slug } })
      expect([status, detail]).toEqual([409, `Another article has the slug ${slug}.`])
    }
  })

  it('below the authority of the site is refused alike, whether it is taken or not', async () => {
    const secret = await token()
    const { id: own } = await put('milik', await token({ desk: 'olahraga' }))
    const answers = ['tag:warta.example,2022-09-20:tebak', own].map((id) =>
      answer('PUT', 'articles/a', { secret, body: { ...ARTICLE, id } }),
    )
    const [guessed, taken] = await Promise.all(answers)
    expect(guessed).toMatchObject({ status: 422, errors: [{ pointer: '#/id' }] })
    expect(taken).toEqual(guessed)
  })

  it('that a wire has in common with a public article gets a number', async () => {
    const secret = await token()
    const item = {
      uri: 'urn:wire:1',
      type: 'text',
      versioncreated: ARTICLE.published,
      language: 'id',
      headline: 'Lain',
    }
    const more = { copyrightholder: 'Antara', byline: 'Oleh Budi', body_xhtml: '<p>Isi kawat.</p>' }
    const { items } = await answer('POST', 'documents', { secret, body: [{ ...item, ...more }] })
    expect(items).toMatchObject([{ result: 'created', slug: 'lain-2' }])
  })
})

describe('a withdrawal', () => {
  it('has a reason of 500 characters at most', async () => {
    const secret = await token({ scopes: ['publish', 'kill'] })
    await put('a', secret)
    const kill = (reason: string) =>
      answer('PUT', 'articles/a/withdrawal', { secret, body: { ...KILL, reason } })
    expect(await kill('x'.repeat(10_000))).toMatchObject({ status: 422, errors: [{ pointer: '#/reason' }] })
    expect((await get('/articles/contoh')).status).toBe(200)
    expect((await kill('x'.repeat(500))).status).toBe(200)
  })

  it('has a reason that is plain text, whatever is in it', async () => {
    const secret = await token({ scopes: ['publish', 'kill'] })
    await put('a', secret)
    const reason = '<script>alert(1)</script>\u0003\u001A & <b>tebal</b>'
    await ask('PUT', 'articles/a/withdrawal', { secret, body: { ...KILL, reason, by: '<i>Redaksi</i>' } })
    const headers = { Accept: 'text/html' }
    const page = await (await get('/articles/contoh', headers)).text()
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;tebal')
    for (const path of ['/articles/contoh', '/rss.xml', '/atom.xml']) {
      const text = await (await get(path, headers)).text()
      expect(text, path).not.toMatch(/<script>alert|<b>tebal|<i>Redaksi/)
      expect(text, path).not.toMatch(UNSTORABLE)
    }
  })

  it('is for good: nothing that a client sends brings the article back', async () => {
    const secret = await token({ scopes: ['publish', 'correct', 'kill'] })
    const { id, etag } = await put('a', secret, { id: 'urn:wire:1' })
    await ask('PUT', 'articles/a/withdrawal', { secret, body: KILL })
    const headers = { 'If-Match': etag }
    const item = {
      uri: id,
      type: 'text',
      versioncreated: ARTICLE.published,
      language: 'id',
      headline: 'Kawat',
    }
    const more = { copyrightholder: 'Antara', byline: 'Oleh Budi', body_xhtml: '<p>Isi kawat.</p>' }
    const statuses = [
      await put('a', secret),
      await ask('PUT', named(id), { secret, body: ARTICLE }),
      await ask('POST', 'articles/a/corrections', { secret, body: { text: 'Ralat.' } }),
      await ask('PATCH', 'articles/a', { secret, body: { title: 'x' }, headers }),
      await ask('DELETE', 'articles/a', { secret }),
    ].map(({ status }) => status)
    expect(statuses).toEqual([409, 409, 409, 412, 204])
    const { items } = await answer('POST', 'documents', { secret, body: [{ ...item, ...more }] })
    expect(items).toMatchObject([{ result: 'refused' }])
    // Nor has another key the id.
    expect((await put('b', secret, { id })).status).not.toBe(201)
    expect((await get('/articles/contoh')).status).toBe(410)
    expect(await show('a', secret)).toMatchObject({ status: 'killed' })
  })
})

it('Characters that no feed can hold, and the mark of our own site, are taken out of every field', async () => {
  const secret = await token()
  const odd = 'A\u0003\u001A/B\uFFFF'
  const written = await put('a', secret, {
    ...{
      title: odd,
      summary: odd,
      dateline: odd,
      rights: odd,
      tags: [odd],
      body: `<p>${odd}<a href="\u001A/x">y</a></p>`,
    },
    ...{ authors: [{ name: odd, role: 'reporter' }], related: [{ title: odd, url: 'https://a.example/' }] },
    ...{ image: { url: 'https://a.example/\u001A.jpg', caption: odd, credit: odd, alt: odd } },
  })
  expect(written).toMatchObject({ status: 201, slug: 'a-b' })
  for (const path of ['/rss.xml', '/atom.xml', '/feed.json', '/articles/a-b', '/', '/search?q=a']) {
    expect(await (await get(path)).text(), path).not.toMatch(UNSTORABLE)
  }
  expect(await column('SELECT count(*) FROM articles')).toEqual([2])
})

it('A time of a correction is told as what the client sent of it', async () => {
  const secret = await token({ scopes: ['publish', 'correct'] })
  await put('a', secret)
  const at = new Date(Date.now() + HOUR).toISOString()
  const { status, errors } = await answer('POST', 'articles/a/corrections', {
    secret,
    body: { text: 'Ralat.', at },
  })
  expect([status, errors]).toEqual([422, [{ pointer: '#/at', detail: 'is in the future; mend the time' }]])
  const earlier = await ask('POST', 'articles/a/corrections', {
    secret,
    body: { text: 'Ralat.', at: '2022-09-21T08:00:00+07:00' },
  })
  expect(earlier.status).toBe(200)
  expect((await show('a', secret)).article.corrections).toEqual([
    { at: '2022-09-21T08:00:00+07:00', text: 'Ralat.' },
  ])
})

it('What cannot be stored is answered with 503, and nothing of it is there', async () => {
  const secret = await token()
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  const batch = () => Promise.reject(new Error('D1_ERROR: overloaded'))
  const broken: D1Database = Object.assign(Object.create(env.DB), {
    prepare: (sql: string) => env.DB.prepare(sql),
    withSession: () => broken,
    batch,
  })
  const response = await ask('PUT', 'articles/a', { secret, body: ARTICLE, bindings: { DB: broken } })
  expect([response.status, response.headers.get('Retry-After')]).toEqual([503, '60'])
  log.mockRestore()
  expect((await ask('GET', 'articles/a', { secret })).status).toBe(404)
  expect(await put('a', secret)).toMatchObject({ status: 201, slug: 'contoh' })
})
