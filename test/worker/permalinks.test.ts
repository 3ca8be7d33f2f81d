import { beforeEach, describe, expect, it } from 'vitest'
import { articleFile, contentOf, get, sync } from '../support/site.ts'

const ID = 'tag:warta.example,2022-09-20:contoh'
const contoh = articleFile({ id: ID })
const other = articleFile({ id: 'tag:warta.example,2022-09-20:other', title: 'Lain' })

describe('a permalink', () => {
  beforeEach(async () => {
    await sync(contentOf({}))
    await sync(contentOf({ contoh, other }))
  })

  it('is a page', async () => {
    const response = await get('/articles/contoh')
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8')
  })

  it.each([
    '/articles/nothing',
    '/articles/Contoh',
    '/articles/contoh.md',
    '/articles/%27%20OR%201=1',
    '/articles/%FF',
  ])('that never was one is a 404: %s', async (path) => {
    const response = await get(path)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ title: 'No such article', instance: path })
  })

  it('of a deleted article is a 410', async () => {
    await sync(contentOf({ other }))
    const response = await get('/articles/contoh')
    expect(response.status).toBe(410)
    expect(await response.json()).toMatchObject({ status: 410, title: 'Article withdrawn' })
    expect((await get('/articles/other')).status).toBe(200)
  })

  it('of a deleted article that comes back is a page again', async () => {
    await sync(contentOf({ other }))
    await sync(contentOf({ contoh, other }))
    expect((await get('/articles/contoh')).status).toBe(200)
  })

  it('of a renamed article moves to its new name, from every former one', async () => {
    await sync(contentOf({ 'contoh-dua': contoh, other }))
    await sync(contentOf({ 'contoh-tiga': contoh, other }))
    for (const former of ['contoh', 'contoh-dua']) {
      const response = await get(`/articles/${former}`)
      expect(response.status).toBe(301)
      expect(response.headers.get('Location')).toBe('/articles/contoh-tiga')
    }
    expect((await get('/articles/contoh-tiga')).status).toBe(200)
  })

  it('of an article that was renamed back is a page, and the other name moves to it', async () => {
    await sync(contentOf({ 'contoh-dua': contoh, other }))
    await sync(contentOf({ contoh, other }))
    expect((await get('/articles/contoh')).status).toBe(200)
    expect((await get('/articles/contoh-dua')).headers.get('Location')).toBe('/articles/contoh')
  })

  it('of an article that was renamed and then deleted is a 410 under both names', async () => {
    await sync(contentOf({ 'contoh-dua': contoh, other }))
    await sync(contentOf({ other }))
    expect((await get('/articles/contoh')).status).toBe(410)
    expect((await get('/articles/contoh-dua')).status).toBe(410)
  })

  it('belongs to whoever has the name now', async () => {
    await sync(contentOf({ 'contoh-dua': contoh, contoh: other }))
    expect(await (await get('/articles/contoh')).text()).toContain('<h1>Lain</h1>')
    expect((await get('/articles/other')).headers.get('Location')).toBe('/articles/contoh')
  })

  it('may have letters of any script', async () => {
    await sync(contentOf({ 'café-أخبار': contoh, other }))
    const path = '/articles/caf%C3%A9-%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1'
    expect((await get('/articles/contoh')).headers.get('Location')).toBe(path)
    expect((await get(path)).status).toBe(200)
    expect((await get('/articles/café-أخبار')).status).toBe(200)
  })

  it('keeps its id under every name', async () => {
    const idOf = async (path: string) => /"@id":"([^"]+)"/.exec(await (await get(path)).text())?.[1]
    expect(await idOf('/articles/contoh')).toBe(ID)
    await sync(contentOf({ 'contoh-dua': contoh, other }))
    expect(await idOf('/articles/contoh-dua')).toBe(ID)
  })
})
