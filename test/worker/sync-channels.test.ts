import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../src/model/channel.ts'
import { articleFile, contentOf, get, NOW, SOURCES, sync } from '../support/site.ts'
import { emptyTables } from '../support/tables.ts'

const LATER = NOW + 60_000

/** The channels that a revision has stamped last, as `kind/slug`. */
async function stampedAt(revision: number): Promise<string[]> {
  const rows = await env.DB.prepare('SELECT kind, slug FROM channels WHERE revision = ?1')
    .bind(revision)
    .all<Channel>()
  return rows.results.map(({ kind, slug }) => `${kind}/${slug}`).sort()
}

async function channel(kind: string, slug: string): Promise<Channel | null> {
  return env.DB.prepare('SELECT * FROM channels WHERE kind = ?1 AND slug = ?2')
    .bind(kind, slug)
    .first<Channel>()
}

const contoh = (fields: Record<string, unknown> = {}) =>
  articleFile({ id: 'urn:x:1', authors: [{ name: 'A', role: 'reporter' }], tags: ['satu'], ...fields })
const lain = articleFile({
  id: 'urn:x:2',
  authors: [{ name: 'B', role: 'editor' }],
  tags: ['dua'],
  language: 'en-GB',
  sources: ['antara'],
})

beforeEach(emptyTables)

describe('a write', () => {
  it('A write stamps the channels of the article that it touches, and no other', async () => {
    await sync(contentOf({ contoh: contoh(), lain }))
    await sync(contentOf({ contoh: contoh({ title: 'Baru' }), lain }), LATER)
    expect(await stampedAt(LATER)).toEqual([
      'all/',
      'authors/a',
      'languages/id',
      'publishers/republika',
      'sources/reuters',
      'tags/satu',
    ])
    expect(await stampedAt(NOW)).toEqual([
      'authors/b',
      'languages/en',
      'languages/en-gb',
      'publishers/antara',
      'publishers/reuters',
      'sources/antara',
      'sources/republika',
      'tags/dua',
    ])
  })

  it('A write stamps the channels that an article leaves and those that it comes into', async () => {
    await sync(contentOf({ contoh: contoh(), lain }))
    await sync(contentOf({ contoh: contoh({ tags: ['tiga'], authors: [] }), lain }), LATER)
    expect(await stampedAt(LATER)).toEqual(expect.arrayContaining(['authors/a', 'tags/satu', 'tags/tiga']))
    // No article has this tag any more, and none was withdrawn that its feed could tell of.
    expect((await get('/tags/satu/rss.xml')).status).toBe(404)
    expect(await (await get('/tags/tiga/feed.json')).json()).toMatchObject({ items: [{ id: 'urn:x:1' }] })
  })

  it('A write stamps the channels of an article that it removes', async () => {
    await sync(contentOf({ contoh: contoh(), lain }))
    await sync(contentOf({ lain }), LATER)
    expect(await stampedAt(LATER)).toHaveLength(6)
    expect(await stampedAt(LATER)).toContain('tags/satu')
  })

  it('A write makes a channel at least one second newer, however soon it follows', async () => {
    const modified: number[] = []
    for (const title of ['a', 'b', 'c', 'd']) {
      await sync(contentOf({ contoh: contoh({ title }) }), NOW)
      modified.push((await channel('all', ''))?.modified ?? 0)
    }
    expect(modified).toEqual([0, 1, 2, 3].map((n) => NOW / 1000 + n))
  })

  it('A write makes a channel as new as the clock where that is ahead', async () => {
    await sync(contentOf({ contoh: contoh() }))
    await sync(contentOf({ contoh: contoh({ title: 'b' }) }), NOW + 10_999)
    expect(await channel('all', '')).toMatchObject({ modified: NOW / 1000 + 10, revision: NOW + 10_999 })
  })
})

describe('the channels of the registry', () => {
  it('Every source of the registry has channels, without any article', async () => {
    await sync(contentOf({}))
    expect(await channel('sources', 'antara')).toMatchObject({ title: 'Antara', revision: NOW })
    expect((await get('/publishers/antara/atom.xml')).status).toBe(200)
  })

  it('The channels of a source are named anew with it, and stamped', async () => {
    const content = contentOf({ contoh: contoh() })
    await sync(content)
    content.files.set('sources.yaml', SOURCES.replace('name: Antara', 'name: LKBN Antara'))
    await sync(content, LATER)
    expect(await channel('sources', 'antara')).toMatchObject({ title: 'LKBN Antara', revision: LATER })
    expect(await stampedAt(LATER)).toEqual(['publishers/antara', 'sources/antara'])
  })

  it('The channels of a source without articles go with it', async () => {
    const content = contentOf({ contoh: contoh() })
    await sync(content)
    content.files.set('sources.yaml', SOURCES.replace(/ {2}- id: antara\n.*\n/, ''))
    await sync(content, LATER)
    expect(await channel('sources', 'antara')).toBeNull()
    expect((await get('/sources/antara/rss.xml')).status).toBe(404)
  })
})
