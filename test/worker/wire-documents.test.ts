import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { applyDue } from '../../src/lifecycle/apply-due.ts'
import { undoKill } from '../../src/lifecycle/kill-article.ts'
import type { Scope } from '../../src/model/access-token.ts'
import { idsNamed } from '../../src/storage/commit/expiries.ts'
import { type Answer, ask, HOUR, put, resetSite, show, token } from '../support/api-client.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'
import { column } from '../support/tables.ts'
import { newsml, ninjs } from '../support/wire-items.ts'

const WORDS = 'Panen raya dimulai pagi ini di seluruh teluk. '.repeat(12)
const PAGE = `Rabu 5 Jul 2023 08:07 WIB

Nelayan Teluk Biru Panen Rumput Laut

Rep: Sari Melati/ Red: Budi Cemara
REPUBLIKA.CO.ID, TELUK BIRU -- ${WORDS}

sumber : Antara
`

const TYPES = { ninjs: 'application/json', newsml: 'application/xml', page: 'text/plain' }
type Item = Answer['items'][number] & { readonly status: string; readonly slug?: string }

async function post(secret: string, body: string, type: keyof typeof TYPES = 'ninjs') {
  const headers = { 'Content-Type': TYPES[type] }
  const response = await ask('POST', 'documents', { secret, body, headers })
  const { items } = (await response.json()) as { readonly items: readonly Item[] }
  return { status: response.status, items }
}

const withScopes = (...scopes: Scope[]) => token({ scopes })
const stored = () => column<string>("SELECT id FROM articles WHERE origin LIKE 'api:%'")
const held = () => column<string>('SELECT id FROM held_articles')

beforeEach(resetSite)

describe.each([
  ['ninjs', ninjs, 'urn:wire:ninjs:1'],
  ['newsml', newsml, 'urn:wire:newsml:1'],
] as const)('a wire document in the format %s', (type, document, id) => {
  const soon = () => new Date(Math.ceil(Date.now() / 1000) * 1000 + HOUR).toISOString().replace('.000', '')

  it('is stored once, and its next version replaces it', async () => {
    const secret = await token()
    expect(await post(secret, document(), type)).toMatchObject({
      status: 200,
      items: [{ result: 'created', id, status: 'public', slug: 'kabar-kawat' }],
    })
    expect((await post(secret, document(), type)).items).toMatchObject([{ result: 'unchanged', id }])
    const second = await post(secret, document({ version: 2, headline: 'Kabar lain' }), type)
    expect(second.items).toMatchObject([{ result: 'changed', id, slug: 'kabar-kawat' }])
    expect(await stored()).toEqual([id])
    expect(await (await get('/rss.xml')).text()).toContain('Kabar lain')
  })

  it('is held while it is under an embargo, however often it is sent, and no reader sees it', async () => {
    const secret = await token()
    const before = await (await get('/rss.xml')).text()
    const until = soon()
    const first = await post(secret, document({ embargo: until }), type)
    expect(first.items).toMatchObject([{ result: 'created', id, status: 'scheduled' }])
    expect(first.items[0]?.slug).toBeUndefined()
    const again = await post(secret, document({ embargo: until }), type)
    expect(again.items).toMatchObject([{ result: 'unchanged', id, status: 'scheduled' }])
    const next = await post(secret, document({ embargo: until, version: 2, headline: 'Kedua' }), type)
    expect(next.items).toMatchObject([{ result: 'changed', id, status: 'scheduled' }])
    expect(await held()).toEqual([id])
    expect(await (await get('/rss.xml')).text()).toBe(before)
    const shown = await show(encodeURIComponent(id), secret)
    expect(shown).toMatchObject({
      status: 'scheduled',
      release: until,
      article: { embargo: until.replace('Z', '+00:00') },
    })

    await applyDue(env.DB, Date.parse(until))
    expect(await stored()).toEqual([id])
    expect(await column('SELECT published FROM articles WHERE id = ?1', id)).toEqual([Date.parse(until)])
  })

  it('is public when a version without the embargo comes', async () => {
    const secret = await token()
    await post(secret, document({ embargo: soon() }), type)
    const freed = await post(secret, document({ version: 2 }), type)
    expect(freed.items).toMatchObject([{ result: 'changed', id, status: 'public' }])
    expect(await held()).toEqual([])
    const again = await post(secret, document({ version: 3, embargo: soon() }), type)
    expect(again.items).toMatchObject([{ result: 'changed', id, status: 'scheduled' }])
    expect((await get('/articles/kabar-kawat')).status).toBe(404)
  })

  it('keeps the end of its embargo as its time when it is sent again after that', async () => {
    const secret = await token()
    const until = soon()
    await post(secret, document({ embargo: until }), type)
    // An hour later.
    const past = new Date(Date.now() - 1000).toISOString().replace(/\.\d+/, '')
    const sql = "UPDATE receipts SET data = json_set(data, '$.embargo', ?1)"
    await env.DB.prepare(sql).bind(past).run()
    await post(secret, document({ embargo: past }), type)
    expect(await column('SELECT published FROM articles WHERE id = ?1', id)).toEqual([Date.parse(past)])
    expect((await post(secret, document({ embargo: past }), type)).items).toMatchObject([
      { result: 'unchanged' },
    ])
  })

  it.each([
    ['withheld', { status: 'withheld' }],
    ['under an embargo without an end', { embargo: '' }],
  ])('is held until further notice where it is %s', async (_, said) => {
    const secret = await token()
    expect((await post(secret, document(said), type)).items).toMatchObject([
      { result: 'created', id, status: 'withheld' },
    ])
    expect(await show(encodeURIComponent(id), secret)).toMatchObject({
      status: 'withheld',
      article: { embargo: 'until further notice' },
    })
    expect((await post(secret, document({ version: 2 }), type)).items).toMatchObject([{ status: 'public' }])
  })

  it('ends its article for good where it is canceled, if the token may kill', async () => {
    const secret = await withScopes('publish')
    await post(secret, document(), type)
    const canceled = document({ version: 2, status: 'canceled' })
    const refused = await post(secret, canceled, type)
    expect(refused.items).toMatchObject([{ result: 'refused', item: id }])
    expect(refused.items[0]?.reason).toContain('takes a token with the scope kill')
    expect((await get('/articles/kabar-kawat')).status).toBe(200)

    const killer = await withScopes('publish', 'kill')
    for (let n = 0; n < 2; n++) {
      expect((await post(killer, canceled, type)).items).toEqual([{ result: 'killed', id }])
    }
    expect((await get('/articles/kabar-kawat')).status).toBe(410)
    expect(await (await get('/rss.xml')).text()).toContain('Its status is canceled')
    // Nothing brings it back.
    expect((await post(killer, document({ version: 3 }), type)).items).toMatchObject([
      { result: 'refused', reason: expect.stringContaining('withdrawn for good') },
    ])
    expect(await put('a', killer, { id })).toMatchObject({ status: 409 })
    expect(await stored()).toEqual([])
  })

  it('ends nobody else’s article where it is canceled, and does not say whether somebody holds one', async () => {
    const other = await token({ desk: 'lain' })
    await post(other, document({ embargo: soon() }), type)
    const secret = await withScopes('publish', 'kill')
    const canceled = document({ version: 2, status: 'canceled' })
    const unknown = canceled.replace(id, 'urn:wire:none:1')
    // A kill that overtakes its article keeps it away from this desk, and from nobody else.
    expect((await post(secret, canceled, type)).items).toEqual([{ result: 'killed', id }])
    expect((await post(secret, unknown, type)).items).toEqual([{ result: 'killed', id: 'urn:wire:none:1' }])
    const late = { result: 'refused', reason: expect.stringContaining('withdrawn for good') }
    expect((await post(secret, document({ version: 3 }), type)).items).toMatchObject([late])
    expect(await put('lain', secret, { id })).toMatchObject({ status: 409 })
    expect(await put(encodeURIComponent(id), secret)).toMatchObject({ status: 409 })
    expect((await post(other, document(), type)).items).toMatchObject([
      { result: 'changed', status: 'public' },
    ])
    expect((await get('/articles/kabar-kawat')).status).toBe(200)
    // That it is public everybody knows.
    const third = await token({ scopes: ['publish', 'kill'], desk: 'ketiga' })
    expect((await post(third, canceled, type)).items).toMatchObject([
      { result: 'refused', reason: expect.stringContaining('belongs to somebody else') },
    ])
    expect((await get('/articles/kabar-kawat')).status).toBe(200)
    const any = await token({ scopes: ['publish', 'kill-any'], desk: 'ketiga' })
    expect((await post(any, canceled, type)).items).toEqual([{ result: 'killed', id }])
    expect((await get('/articles/kabar-kawat')).status).toBe(410)
  })

  it('keeps the corrections and the end of its licence that were added to it, in each later version', async () => {
    const secret = await withScopes('publish', 'correct')
    const path = `articles/${encodeURIComponent(id)}`
    const correct = (text: string, at: string) =>
      ask('POST', `${path}/corrections`, { secret, body: { text, at } })
    const corrected = async () => {
      const page = await (await get('/articles/kabar-kawat')).text()
      return [...page.matchAll(/Ralat \d[^<]*: (Keliru \w+)\./g)].map(([, text]) => text)
    }
    await post(secret, document(), type)
    expect((await correct('Keliru satu.', '2022-09-20T13:00:00+07:00')).status).toBe(200)
    const expires = new Date(Date.now() + HOUR).toISOString()
    expect(
      (await ask('PATCH', path, { secret, body: { expires }, headers: { 'If-Match': '*' } })).status,
    ).toBe(200)

    // The same version again changes nothing.
    expect((await post(secret, document(), type)).items).toMatchObject([{ result: 'unchanged' }])
    const second = await post(secret, document({ version: 2, headline: 'Versi dua' }), type)
    expect(second.items).toMatchObject([{ result: 'changed', slug: 'kabar-kawat' }])
    expect(new Set(await corrected())).toEqual(new Set(['Keliru satu']))
    expect((await correct('Keliru dua.', '2022-09-20T14:00:00+07:00')).status).toBe(200)
    await post(secret, document({ version: 3, headline: 'Versi tiga' }), type)
    expect(new Set(await corrected())).toEqual(new Set(['Keliru satu', 'Keliru dua']))

    const { article } = await show(encodeURIComponent(id), secret)
    expect(article).toMatchObject({
      title: 'Versi tiga',
      expires: expires.replace('Z', '+00:00'),
      corrections: [{ text: 'Keliru satu.' }, { text: 'Keliru dua.' }],
    })
    expect(await column('SELECT expires FROM articles WHERE id = ?1', id)).toEqual([Date.parse(expires)])
    // What was corrected there can still be edited.
    const patched = await ask('PATCH', path, {
      secret,
      body: { dateline: 'Kota' },
      headers: { 'If-Match': '*' },
    })
    expect(patched.status).toBe(200)
  })

  it('comes back under its id after it was deleted', async () => {
    const secret = await token()
    await post(secret, document(), type)
    expect((await ask('DELETE', `articles/${encodeURIComponent(id)}`, { secret })).status).toBe(204)
    expect((await post(secret, document(), type)).items).toMatchObject([{ result: 'created', id }])
    expect((await get('/articles/kabar-kawat')).status).toBe(200)
  })
})

describe('an item of which only the time of its version is known', () => {
  it('was published with its first version, and is corrected and edited in every later one', async () => {
    const secret = await withScopes('publish', 'correct')
    const version = (n: number) => {
      const { firstcreated: _, ...item } = JSON.parse(ninjs({ version: n, headline: `Versi ${n}` }))
      return JSON.stringify(item)
    }
    await post(secret, version(1))
    const path = `articles/${encodeURIComponent('urn:wire:ninjs:1')}`
    const body = { text: 'Keliru.', at: '2022-09-20T12:31:30+07:00' }
    expect((await ask('POST', `${path}/corrections`, { secret, body })).status).toBe(200)
    expect((await post(secret, version(3))).items).toMatchObject([{ result: 'changed' }])
    const times = ['12:31:00', '12:33:00'].map((time) => Date.parse(`2022-09-20T${time}+07:00`))
    expect(await column('SELECT published FROM articles WHERE updated = ?1', times[1])).toEqual([times[0]])
    const headers = { 'If-Match': '*' }
    expect((await ask('PATCH', path, { secret, body: { dateline: 'Kota' }, headers })).status).toBe(200)
  })
})

describe.each([
  ['calls itself something that is no URI', { uri: 'ABC 123' }],
  ['has no name', { uri: undefined }],
])('an item that %s', (_, more) => {
  const item = (said: object = {}) => JSON.stringify({ ...JSON.parse(ninjs()), ...more, ...said })

  it('is one article however often it is sent, and in its next version', async () => {
    const secret = await withScopes('publish', 'kill')
    expect((await post(secret, item())).items).toMatchObject([{ result: 'created' }])
    expect((await post(secret, item())).items).toMatchObject([{ result: 'unchanged' }])
    const next = { body_xhtml: '<p>Isi lain.</p>', versioncreated: '2022-09-20T12:35:00+07:00' }
    expect((await post(secret, item(next))).items).toMatchObject([{ result: 'changed' }])
    expect(await stored()).toHaveLength(1)
    expect(await show(encodeURIComponent((await stored())[0] ?? ''), secret)).not.toHaveProperty('key')
    // What is canceled is known by what it calls itself alone.
    const canceled = (await post(secret, item({ pubstatus: 'canceled' }))).items
    expect(canceled).toMatchObject([{ result: more.uri === undefined ? 'refused' : 'killed' }])
    expect(await stored()).toHaveLength(more.uri === undefined ? 1 : 0)
    // Other desks have items of that name too.
    const other = await token({ desk: 'lain' })
    const theirs = item({ headline: 'Milik lain', body_xhtml: '<p>Lain.</p>' })
    expect((await post(other, theirs)).items).toMatchObject([{ result: 'created' }])
  })
})

it('Relative links of a document are those of where it comes from', async () => {
  const secret = await token()
  const body = JSON.stringify({ ...JSON.parse(ninjs()), body_xhtml: '<p><a href="../lain">Lain</a></p>' })
  for (const [from, link] of [
    ['https://kawat.example/a/b.json', ['https://kawat.example/lain']],
    ['javascript:alert(1)', []],
  ] as const) {
    await ask('POST', 'documents', { secret, body, headers: { 'Content-Location': from } })
    const { article } = await show(encodeURIComponent('urn:wire:ninjs:1'), secret)
    expect(Array.from(String(article.body).matchAll(/href="([^"]*)"/g), ([, to]) => to)).toEqual(link)
  }
})

describe('a document of several items', () => {
  it('has one result for each item, also where one version in it replaces another', async () => {
    const secret = await withScopes('publish', 'kill')
    const one = JSON.parse(ninjs())
    const body = [
      one,
      { ...one, version: '2', headline: 'Versi dua' },
      { ...one, uri: 'urn:wire:2', embargoed: '' },
      { ...one, uri: 'urn:wire:3', pubstatus: 'canceled' },
      { ...one, uri: 'urn:wire:4', type: 'picture' },
      { ...one, uri: 'urn:wire:5', headline: undefined },
    ]
    const { items } = await post(secret, JSON.stringify(body))
    expect(items.map(({ result, status }) => status ?? result).sort()).toEqual([
      ...['killed', 'public', 'refused', 'refused', 'refused', 'withheld'],
    ])
    expect(await (await get('/rss.xml')).text()).toContain('Versi dua')
  })
})

describe('the text of a news page', () => {
  it('is one article however often it is sent, known by its words', async () => {
    const secret = await token()
    const first = await post(secret, PAGE, 'page')
    expect(first.items).toMatchObject([{ result: 'created', status: 'public' }])
    expect((await post(secret, PAGE, 'page')).items).toMatchObject([{ result: 'unchanged' }])
    const mended = PAGE.replace('Panen Rumput', 'Memanen Rumput')
    expect((await post(secret, mended, 'page')).items).toMatchObject([{ result: 'changed' }])
    expect(await stored()).toHaveLength(1)
  })

  it('does not come back when it was killed', async () => {
    const secret = await withScopes('publish', 'kill')
    const [item] = (await post(secret, PAGE, 'page')).items
    const body = { kind: 'kill', reason: 'Salah.' }
    const path = `articles/${encodeURIComponent(item?.id ?? '')}/withdrawal`
    expect((await ask('PUT', path, { secret, body })).status).toBe(200)
    const again = await post(secret, PAGE, 'page')
    expect(again.items).toMatchObject([{ result: 'refused', reason: expect.stringContaining('withdrawn') }])
    expect(await stored()).toEqual([])
  })
})

describe('a kill of what nobody has seen', () => {
  const cancel = ninjs({ version: 2, status: 'canceled' })
  const ID = 'urn:wire:ninjs:1'

  it('is lifted by the id of the article, which then comes back under that', async () => {
    let secret = ''
    const ways: [string, () => Promise<unknown>][] = [
      ['its item came later', () => post(secret, cancel)],
      [
        'its item was held',
        async () => {
          await post(secret, ninjs({ status: 'withheld' }))
          await post(secret, cancel)
        },
      ],
      [
        'it had a key',
        async () => {
          await put('a', secret, { id: ID, embargo: 'until further notice' })
          await ask('PUT', 'articles/a/withdrawal', { secret, body: { kind: 'kill', reason: 'Salah.' } })
        },
      ],
    ]
    for (const [way, kill] of ways) {
      await resetSite()
      secret = await withScopes('publish', 'kill')
      await kill()
      expect((await post(secret, ninjs())).items, way).toMatchObject([{ result: 'refused' }])
      const ids = await idsNamed(env.DB, ID)
      expect(ids, way).toEqual([expect.stringMatching(/^tag:.*metro~/)])
      expect(await undoKill(env.DB, { id: ids[0] ?? '', actor: 'test', now: Date.now() })).toBe(true)
      expect((await post(secret, ninjs())).items, way).toMatchObject([{ result: 'created', id: ID }])
      expect(await column('SELECT name FROM receipts'), way).toEqual([way === 'it had a key' ? 'a' : ID])
    }
  })
})

describe('an id that was killed before anybody used it', () => {
  it('is given to no article', async () => {
    const any = await withScopes('kill-any')
    const path = `articles/${encodeURIComponent('urn:wire:ninjs:1')}/withdrawal`
    await ask('PUT', path, { secret: any, body: { kind: 'kill', reason: 'Salah.' } })
    const secret = await token()
    expect((await post(secret, ninjs())).items).toMatchObject([{ result: 'refused' }])
    expect(await put('a', secret, { id: 'urn:wire:ninjs:1' })).toMatchObject({ status: 409 })
    expect(await stored()).toEqual([])
  })

  it('is not killed for its new owner by a desk that had it once', async () => {
    const secret = await withScopes('publish', 'kill')
    await put('a', secret, { id: 'urn:x:satu' })
    await ask('DELETE', 'articles/a', { secret })
    const files = { satu: articleFile({ id: 'urn:x:satu', title: 'Satu' }) }
    await sync(contentOf(files))
    await ask('PUT', 'articles/a/withdrawal', { secret, body: { kind: 'kill', reason: 'Salah.' } })
    expect((await get('/articles/satu')).status).toBe(200)
    const changed = { satu: articleFile({ id: 'urn:x:satu', title: 'Satu diubah' }) }
    await sync(contentOf(changed), Date.now())
    expect(await (await get('/articles/satu')).text()).toContain('Satu diubah')
  })
})
