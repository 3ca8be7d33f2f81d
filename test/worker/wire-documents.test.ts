import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { applyDue } from '../../src/lifecycle/apply-due.ts'
import { ask, resetSite, show, token } from '../support/api-client.ts'
import { get } from '../support/site.ts'
import { column } from '../support/tables.ts'
import { FORMATS, held, post, soon, stored, withScopes } from '../support/wire-client.ts'
import { ninjs } from '../support/wire-items.ts'

const WORDS = 'Panen raya dimulai pagi ini di seluruh teluk. '.repeat(12)
const PAGE = `Rabu 5 Jul 2023 08:07 WIB

Nelayan Teluk Biru Panen Rumput Laut

Rep: Sari Melati/ Red: Budi Cemara
REPUBLIKA.CO.ID, TELUK BIRU -- ${WORDS}

sumber : Antara
`

beforeEach(resetSite)

describe.each(FORMATS)('a wire document in the format %s', (type, document, id) => {
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
    const past = new Date(Date.now() - 1000).toISOString().replace(/.d+/, '')
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

  it('comes back under its id after it was deleted', async () => {
    const secret = await token()
    await post(secret, document(), type)
    expect((await ask('DELETE', `articles/${encodeURIComponent(id)}`, { secret })).status).toBe(204)
    expect((await post(secret, document(), type)).items).toMatchObject([{ result: 'created', id }])
    expect((await get('/articles/kabar-kawat')).status).toBe(200)
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
