import { beforeEach, describe, expect, it } from 'vitest'
import { PROBLEM_TYPES, PROBLEMS } from '../../src/words/problem-types.ts'
import { ask } from '../support/api-client.ts'
import { attributesOf, select } from '../support/select.ts'
import { contentOf, get, sync } from '../support/site.ts'
import { emptyTables } from '../support/tables.ts'

beforeEach(emptyTables)

const textsOf = async (html: string, selector: string) =>
  (await select(html, selector)).map(({ text }) => text)

describe('/problems', () => {
  it('is where the type of a problem leads: to what it means, in the language of the site', async () => {
    await sync(contentOf({}))
    const { type } = await (await ask('GET', 'articles')).json<{ type: string }>()
    const { pathname, hash } = new URL(type)
    const html = await (await get(pathname)).text()
    expect(await attributesOf(html, 'dt', 'id')).toEqual([...PROBLEM_TYPES])
    expect(await textsOf(html, `dt${hash}`)).toEqual(['unauthorized 401 Unauthorized'])
    expect(await attributesOf(html, 'html', 'lang')).toEqual(['id'])
    expect(await attributesOf(html, `dt${hash} span`, 'lang')).toEqual(['en'])
    const meanings = await textsOf(html, 'dd')
    expect(new Set(meanings).size).toBe(PROBLEM_TYPES.length)
    expect(meanings[PROBLEM_TYPES.indexOf('unauthorized')]).toContain('Kirim token yang berlaku')
  })

  it('is in English on an English site', async () => {
    const content = contentOf({})
    content.files.set('site.yaml', 'name: Warta\nlanguages: [en-GB, id]\n')
    await sync(content)
    const html = await (await get('/problems')).text()
    expect(await attributesOf(html, 'html', 'lang')).toEqual(['en-GB'])
    expect(await textsOf(html, 'dd')).toEqual(PROBLEM_TYPES.map((type) => PROBLEMS[type][2]))
  })

  it('is in no index of a search engine, nor in the sitemap', async () => {
    await sync(contentOf({}))
    const html = await (await get('/problems')).text()
    expect(await attributesOf(html, 'meta[name="robots"]', 'content')).toEqual(['noindex'])
    expect(await (await get('/sitemap.xml')).text()).not.toContain('/problems')
  })
})
