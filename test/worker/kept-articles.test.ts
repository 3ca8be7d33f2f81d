import { env } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Isolate } from '../support/isolate.ts'
import { NOW, sync } from '../support/site.ts'
import { Story } from '../support/story.ts'
import { column, emptyTables } from '../support/tables.ts'

const PATHS = ['/rss.xml', '/atom.xml?limit=5', '/feed.json?content=summary', '/tags/dunia/rss.xml?limit=5']

let now = NOW

/** Stores a story; a minute passes. */
async function write(story: Story): Promise<void> {
  now += 60_000
  vi.setSystemTime(now)
  await sync(story.content, now)
  vi.setSystemTime(now + 2000)
}

/** The texts of articles that an isolate is given by the database while it does something. */
async function textsRead(isolate: Isolate, work: () => Promise<unknown>): Promise<number> {
  const before = isolate.tally.sent.length
  await work()
  const asked = isolate.tally.sent.slice(before).filter(({ name }) => name === 'newest entries')
  let texts = 0
  for (const { sql, values } of asked) {
    const rows = await env.DB.prepare(sql)
      .bind(...values)
      .all<{ data: string | null }>()
    texts += rows.results.filter(({ data }) => data !== null).length
  }
  return texts
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  now = NOW
  await emptyTables()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('a warm isolate after a write', () => {
  it.each(PATHS)(
    'Its feed is the same bytes as that of an isolate which has seen nothing, after every write: %s',
    async (path) => {
      const isolate = new Isolate()
      const story = new Story().add(1, 12)
      const writes = [
        () => story,
        () => story.edit(12, { title: 'Baru' }),
        () => story.add(13),
        () => story.delete(13, 11),
        () => story.edit(10, { tags: ['Lain'] }).edit(9, { published: '2023-01-01T00:00:00Z' }),
        () => story.add(11, 40, { tags: ['Dunia'] }),
        () => story.delete(...Array.from({ length: 30 }, (_, n) => n + 5)),
      ]
      for (const change of writes) {
        await write(change())
        expect(await isolate.text(path)).toBe(await new Isolate().text(path))
      }
    },
  )

  it('It reads the text of the article that was edited, and of no other', async () => {
    const isolate = new Isolate()
    const story = new Story().add(1, 40)
    await write(story)
    expect(await textsRead(isolate, () => isolate.text('/rss.xml'))).toBe(30)
    await write(story.edit(35, { title: 'Baru' }))
    expect(await textsRead(isolate, () => isolate.text('/rss.xml'))).toBe(1)
    await write(story.add(41))
    expect(await textsRead(isolate, () => isolate.text('/rss.xml'))).toBe(1)
    // The thirtieth is one that was not in the feed before.
    await write(story.delete(41, 40))
    expect(await textsRead(isolate, () => isolate.text('/rss.xml'))).toBe(30)
  })

  it('It reads the text again where the same article is asked for with its body', async () => {
    const isolate = new Isolate()
    await write(new Story().add(1, 5))
    await isolate.text('/rss.xml?content=summary')
    const full = await isolate.text('/rss.xml')
    expect(full).toContain('<content:encoded>')
    expect(full).toBe(await new Isolate().text('/rss.xml'))
    expect(await column('SELECT COUNT(*) FROM articles')).toEqual([5])
  })
})
