import { env } from 'cloudflare:test'
import { afterEach, describe, expect, it } from 'vitest'
import { articleFile, contentOf, NOW, sync } from '../support/site.ts'
import { emptyTables } from '../support/tables.ts'

const one = (name: string, fields: Record<string, unknown> = {}, body?: string) =>
  articleFile({ id: `tag:warta.example,2022-09-20:${name}`, ...fields }, body)

/** What each channel says that it lists, and what it lists. */
async function counts(): Promise<Record<string, [kept: number, listed: number]>> {
  const rows = await env.DB.prepare(
    `SELECT kind || '/' || slug AS name, entries AS kept,
       (SELECT COUNT(*) FROM entries e WHERE e.channel = channels.key) AS listed FROM channels`,
  ).all<{ name: string; kept: number; listed: number }>()
  return Object.fromEntries(rows.results.map(({ name, kept, listed }) => [name, [kept, listed]]))
}

async function expectRight(expected: Record<string, number>): Promise<void> {
  const found = await counts()
  for (const [kept, listed] of Object.values(found)) expect(kept).toBe(listed)
  for (const [name, number] of Object.entries(expected)) expect(found[name]?.[0], name).toBe(number)
}

describe('the number of entries of a channel', () => {
  afterEach(emptyTables)

  it('The number of entries of a channel follows articles that come, change, move and go', async () => {
    await sync(contentOf({ a: one('a', { tags: ['Dunia'] }), b: one('b', { tags: ['Dunia', 'KTT'] }) }))
    await expectRight({ 'all/': 2, 'tags/dunia': 2, 'tags/ktt': 1, 'sources/antara': 0 })
    const moved = { a: one('a', { tags: ['KTT'] }, 'Baru.'), b: one('b', { tags: ['Dunia', 'KTT'] }) }
    await sync(contentOf(moved), NOW + 1000)
    await expectRight({ 'all/': 2, 'tags/dunia': 1, 'tags/ktt': 2, 'languages/id': 2 })
    await sync(contentOf({ c: one('c', { language: 'en', sources: ['antara'] }) }), NOW + 2000)
    await expectRight({ 'all/': 1, 'tags/dunia': 0, 'tags/ktt': 0, 'languages/en': 1, 'sources/antara': 1 })
  })

  it('The number of entries of a channel stays where a write changes nothing', async () => {
    const content = () => contentOf({ a: one('a', { tags: ['Dunia'] }) })
    await sync(content())
    await sync(content(), NOW + 1000)
    await expectRight({ 'all/': 1, 'tags/dunia': 1 })
  })

  it('The number of entries of a channel stays right when two articles exchange their slugs', async () => {
    await sync(contentOf({ a: one('a', { tags: ['Dunia'] }), b: one('b') }))
    await sync(contentOf({ b: one('a', { tags: ['Dunia'] }), a: one('b') }), NOW + 1000)
    await expectRight({ 'all/': 2, 'tags/dunia': 1 })
  })
})
