import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { articleFile, contentOf, get, NOW, sync } from '../support/site.ts'
import { column, dumpTables, emptyTables } from '../support/tables.ts'
import { item, rss, SATU, syncPolled, Upstream } from '../support/upstream.ts'

const LATER = NOW + 60_000

const articles = {
  satu: articleFile({ id: 'urn:x:1', tags: ['Dunia'] }),
  dua: articleFile({ id: 'urn:x:2', language: 'en' }),
}

/** Makes the database what an earlier pipeline would have made it, which knew no channels of one kind. */
async function forget(kind: string): Promise<void> {
  const keys = 'SELECT key FROM channels WHERE kind = ?1'
  await env.DB.batch([
    env.DB.prepare(`DELETE FROM entries WHERE channel IN (${keys})`).bind(kind),
    env.DB.prepare(`DELETE FROM channels WHERE kind = ?1`).bind(kind),
    env.DB.prepare("UPDATE revision SET pipeline = 'earlier'"),
  ])
}

/** The ids of the articles that a feed lists. */
async function listed(path: string): Promise<string[]> {
  const response = await get(path)
  if (response.status !== 200) return [String(response.status)]
  const { items } = (await response.json()) as { items: { id: string }[] }
  return items.map(({ id }) => id).sort()
}

const revisions = () =>
  column<string>("SELECT kind || '/' || slug || ' ' || revision FROM channels ORDER BY 1")

beforeEach(emptyTables)

describe('a sync with a pipeline that knows a new kind of channel', () => {
  it('lists the articles of files that have not changed in the new channels', async () => {
    await sync(contentOf(articles))
    await forget('languages')
    expect(await listed('/languages/id/feed.json')).toEqual(['404'])
    const report = await sync(contentOf(articles), LATER)
    expect(report).toMatchObject({ kind: 'written', added: 0, changed: 0, removed: 0, relisted: 2 })
    expect(await listed('/languages/id/feed.json')).toEqual(['urn:x:1'])
    expect(await listed('/languages/en/feed.json')).toEqual(['urn:x:2'])
    const kept = "SELECT entries || arrivals || archived FROM channels WHERE kind = 'languages'"
    expect(await column(kept)).toEqual([`11${LATER}`, `11${LATER}`])
  })

  it('leaves the revisions of articles and of all other channels as they are', async () => {
    await sync(contentOf(articles))
    const before = await revisions()
    await forget('languages')
    await sync(contentOf(articles), LATER)
    const moved = before.map((line) =>
      line.startsWith('languages/') ? line.replace(/\d+$/, `${LATER}`) : line,
    )
    expect(await revisions()).toEqual(moved)
    expect(await column('SELECT DISTINCT revision FROM articles')).toEqual([NOW])
  })

  it('takes articles out of channels that the new pipeline does not know', async () => {
    await sync(contentOf(articles))
    await env.DB.batch([
      env.DB.prepare("UPDATE channels SET kind = 'places', slug = 'jakarta' WHERE kind = 'tags'"),
      env.DB.prepare("UPDATE revision SET pipeline = 'earlier'"),
    ])
    await sync(contentOf(articles), LATER)
    expect(await column("SELECT entries FROM channels WHERE kind = 'places'")).toEqual([0])
    expect(await column("SELECT revision FROM channels WHERE kind = 'places'")).toEqual([LATER])
    expect(await listed('/tags/dunia/feed.json')).toEqual(['urn:x:1'])
    expect(await listed('/search/feed.json?q=isi&tag=dunia')).toEqual(['urn:x:1'])
  })

  it('lists polled articles in the new channels too, without another poll', async () => {
    const upstream = new Upstream()
    await syncPolled()
    upstream.serve(
      SATU,
      rss('Kabar Satu', item('urn:satu:1', 'Berita', 'Isi.', '<category>Dunia</category>')),
    )
    await upstream.poll('satu')
    await forget('tags')
    await syncPolled()
    expect(await listed('/tags/dunia/feed.json')).toEqual(['urn:satu:1'])
    expect(await listed('/search/feed.json?q=berita&tag=dunia')).toEqual(['urn:satu:1'])
  })

  it('writes nothing but its version where every article is in its channels already', async () => {
    await sync(contentOf(articles))
    await env.DB.prepare("UPDATE revision SET pipeline = 'earlier'").run()
    const before = await dumpTables()
    expect(await sync(contentOf(articles), LATER)).toEqual({ kind: 'unchanged', articles: 2, revision: NOW })
    const { revision: _, ...tables } = await dumpTables()
    expect(before).toMatchObject(tables)
    expect(await column('SELECT pipeline FROM revision')).not.toEqual(['earlier'])
  })
})
