import { beforeEach, describe, expect, it } from 'vitest'
import { ask, HOUR, resetSite, show, token } from '../support/api-client.ts'
import { get } from '../support/site.ts'
import { column } from '../support/tables.ts'
import { FORMATS, post, soon, stored, withScopes } from '../support/wire-client.ts'
import { ninjs } from '../support/wire-items.ts'

// An item is the same article in each of its versions, and keeps what its newsroom has added.

beforeEach(resetSite)

describe.each(FORMATS)('a wire document in the format %s', (type, document, id) => {
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

  it('is not taken behind a later version of it, also one that would hold it; after a deletion it is', async () => {
    const secret = await withScopes('publish', 'kill')
    await post(secret, document({ version: 1 }), type)
    await post(secret, document({ version: 3, headline: 'Versi tiga' }), type)
    for (const late of [{ headline: 'Versi dua' }, { status: 'withheld' }, { embargo: soon() }]) {
      const { items } = await post(secret, document({ version: 2, ...late }), type)
      expect(items).toMatchObject([{ result: 'refused', reason: 'Its version 3 is here already.' }])
      expect(await (await get('/articles/kabar-kawat')).text()).toContain('Versi tiga')
    }
    const path = `articles/${encodeURIComponent(id)}`
    const patch = { secret, body: { dateline: 'Kota' }, headers: { 'If-Match': '*' } }
    expect((await ask('PATCH', path, patch)).status).toBe(200)
    expect((await post(secret, document({ version: 2 }), type)).items).toMatchObject([{ result: 'refused' }])
    await ask('DELETE', path, { secret })
    expect((await post(secret, document({ version: 2 }), type)).items).toMatchObject([{ result: 'created' }])
    // A wire that cancels an earlier version means the item.
    const canceled = document({ version: 1, status: 'canceled' })
    expect((await post(secret, canceled, type)).items).toMatchObject([{ result: 'killed' }])
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

describe('an item that was corrected, and whose next version says that it was first published after that', () => {
  it('was published when it was said to be before, and can still be edited', async () => {
    const secret = await withScopes('publish', 'correct')
    const id = 'urn:wire:ninjs:1'
    const path = `articles/${encodeURIComponent(id)}`
    const timesOf = () => column("SELECT published || ' ' || updated FROM articles WHERE id = ?1", id)
    await post(secret, ninjs())
    const [before] = await column('SELECT published FROM articles WHERE id = ?1', id)
    const body = { text: 'Keliru.', at: '2022-09-20T12:40:00+07:00' }
    expect((await ask('POST', `${path}/corrections`, { secret, body })).status).toBe(200)
    const times = { firstcreated: '2022-09-20T13:00:00+07:00', versioncreated: '2022-09-20T13:10:00+07:00' }
    const next = JSON.stringify({ ...JSON.parse(ninjs({ version: 2, headline: 'Versi dua' })), ...times })
    expect((await post(secret, next)).items).toMatchObject([{ result: 'changed' }])
    expect(await timesOf()).toEqual([`${before} ${Date.parse(times.versioncreated)}`])
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
