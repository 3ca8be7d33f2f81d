import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { idsOf } from '../support/read-feed.ts'
import { articleFile, contentOf, get, NOW, sync } from '../support/site.ts'
import { column, emptyTables } from '../support/tables.ts'

const one = (id: number, fields: Record<string, unknown>, body?: string) =>
  articleFile({ id: `urn:x:${id}`, ...fields }, body)

const BEFORE = {
  satu: one(1, { title: 'Gandum naik', tags: ['Pasar'] }, 'Pasar **beras** <em>dunia</em>.'),
  dua: one(2, { title: 'Gandum turun' }, 'Jagung & kedelai\n\n| a | b |\n|---|---|\n| kopi | teh |'),
}

const found = async (q: string, more = '') =>
  idsOf(await (await get(`/search/rss.xml?${new URLSearchParams({ q })}${more}`)).text())

// Every word, where it stands and in which column: what the index is.
async function indexed(): Promise<unknown[]> {
  await env.DB.prepare('CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5vocab(search, instance)').run()
  const rows = await env.DB.prepare(
    'SELECT term, CAST(doc AS TEXT) AS doc, col, "offset" AS at FROM words ORDER BY term, doc, col, at',
  ).all()
  await env.DB.prepare('DROP TABLE words').run()
  return rows.results
}

beforeEach(async () => {
  await emptyTables()
  await sync(contentOf(BEFORE))
})

describe('the search index', () => {
  it('follows a changed text', async () => {
    expect(await found('beras')).toEqual(['urn:x:1'])
    await sync(contentOf({ ...BEFORE, satu: one(1, { title: 'Emas naik' }, 'Perak.') }), NOW + 1000)
    expect(await found('beras')).toEqual([])
    expect(await found('perak emas')).toEqual(['urn:x:1'])
    expect(await found('gandum')).toEqual(['urn:x:2'])
  })

  it('follows a changed time of publication', async () => {
    const at = (published: string) => ({ ...BEFORE, satu: one(1, { title: 'Gandum', published }) })
    await sync(contentOf(at('1969-10-01T00:00:00Z')), NOW + 1000)
    expect(await found('gandum')).toEqual(['urn:x:2', 'urn:x:1'])
    await sync(contentOf(at('2022-10-01T00:00:00Z')), NOW + 2000)
    expect(await found('gandum')).toEqual(['urn:x:1', 'urn:x:2'])
    await sync(contentOf(at('2022-09-19T00:00:00Z')), NOW + 3000)
    expect(await found('gandum')).toEqual(['urn:x:2', 'urn:x:1'])
  })

  it('follows a changed tag', async () => {
    expect(await found('gandum', '&tag=pasar')).toEqual(['urn:x:1'])
    const swapped = { satu: one(1, { title: 'Gandum' }), dua: one(2, { title: 'Gandum', tags: ['Pasar'] }) }
    await sync(contentOf(swapped), NOW + 1000)
    expect(await found('gandum', '&tag=pasar')).toEqual(['urn:x:2'])
    expect(await found('gandum', '&tag=-pasar')).toEqual(['urn:x:1'])
  })

  it('forgets a deleted article', async () => {
    await sync(contentOf({ dua: BEFORE.dua }), NOW + 1000)
    expect(await found('gandum')).toEqual(['urn:x:2'])
    expect(await column('SELECT COUNT(*) FROM search')).toEqual([1])
  })

  it('has each article once, however often it is written', async () => {
    const fresh = await indexed()
    for (let round = 1; round <= 5; round++) {
      const changed = { ...BEFORE, satu: one(1, { title: `Putaran ${round}` }) }
      await sync(contentOf(changed), NOW + round * 1000)
    }
    await sync(contentOf(BEFORE), NOW + 9000)
    expect(await column('SELECT COUNT(*) FROM search')).toEqual([2])
    expect(await indexed()).toEqual(fresh)
  })

  it('is filled by its migration as a write fills it', async () => {
    const written = await indexed()
    expect(written.length).toBeGreaterThan(20)
    await env.DB.prepare('DELETE FROM search').run()
    expect(await indexed()).toEqual([])
    const fill = env.MIGRATIONS.find(({ name }) => name.includes('fill_search'))
    await env.DB.prepare(String(fill?.sql)).run()
    expect(await indexed()).toEqual(written)
  })
})
