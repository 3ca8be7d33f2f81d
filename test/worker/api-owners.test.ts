import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { ask, put, resetSite, show, token } from '../support/api-client.ts'
import { articleFile, contentOf, sync } from '../support/site.ts'
import { column } from '../support/tables.ts'

beforeEach(resetSite)

describe('an article of a desk', () => {
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

  it('is not taken by a wire that sends a polled story: the polled copy gives way', async () => {
    const secret = await token()
    await env.DB.prepare("UPDATE articles SET origin = 'poll:antara' WHERE id = 'urn:x:lain'").run()
    expect(await put('a', secret, { id: 'urn:x:lain', title: 'Milik kawat' })).toMatchObject({ status: 201 })
    expect(await column("SELECT origin FROM articles WHERE id = 'urn:x:lain'")).toEqual(['api:metro'])
  })
})

it('Ten articles of one title that come at the same time all get in, each with a slug and an id of its own', async () => {
  const secret = await token()
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) => put(`k${n}`, secret, { title: 'Sama' })),
  )
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
  expect(new Set(answers.map(({ slug }) => slug)).size).toBe(10)
  expect(new Set(answers.map(({ id }) => id)).size).toBe(10)
})
