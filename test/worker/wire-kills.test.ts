import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { undoKill } from '../../src/lifecycle/kill-article.ts'
import { idsNamed } from '../../src/storage/commit/expiries.ts'
import { ask, put, resetSite, token } from '../support/api-client.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'
import { column } from '../support/tables.ts'
import { FORMATS, post, soon, stored, withScopes } from '../support/wire-client.ts'
import { ninjs } from '../support/wire-items.ts'

// What wires cancel, and what is killed before anybody has seen it.

beforeEach(resetSite)

describe.each(FORMATS)('a wire document in the format %s', (type, document, id) => {
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
      const ids = await idsNamed(env.DB, ID, 'killed')
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
