import { beforeAll, describe, expect, it } from 'vitest'
import { idsOfWalk, placeOf, walk } from '../support/archive-walk.ts'
import { Isolate } from '../support/isolate.ts'
import { FEED_FILES } from '../support/read-feed.ts'
import { NOW, sync } from '../support/site.ts'
import { Story } from '../support/story.ts'
import { emptyTables } from '../support/tables.ts'

const SITE = 'https://news.example'

describe.each(FEED_FILES)('a %s feed', (format, file) => {
  const placeAt = async (path: string) => placeOf(await new Isolate().text(path))
  beforeAll(async () => {
    await emptyTables()
    await sync(new Story().add(1, 40).content)
  })

  it('that holds everything says so and links no archive', async () => {
    for (const path of [`/${file}?limit=40`, `/${file}?limit=100`, `/tags/dunia/${file}`]) {
      expect(await placeAt(path)).toMatchObject({ complete: true, previous: undefined, archive: false })
    }
  })

  it('that does not links its newest archive', async () => {
    for (const [path, prefix] of [
      [`/${file}`, ''],
      [`/${file}?limit=39`, ''],
      [`/tags/dunia/${file}?limit=19`, '/tags/dunia'],
    ]) {
      const { complete, previous, archive } = await placeAt(String(path))
      expect(complete).toBe(false)
      expect(archive).toBe(false)
      expect(previous).toMatch(new RegExp(`^${SITE}${prefix}/archives/1/[0-9a-z]+/${file}$`))
    }
  })

  it('of summaries links archives of summaries', async () => {
    const steps = await walk(new Isolate(), `/${file}?content=summary&limit=5`)
    expect(steps.map(({ url }) => new URL(url).search)).toEqual([
      '?content=summary&limit=5',
      '?content=summary',
    ])
    expect(steps[1]?.text).not.toContain('Isi berita')
    expect(steps[1]?.text).toContain('Ringkasan.')
    expect(steps[1]?.ids).toHaveLength(40)
    if (format !== 'json') expect(steps[1]?.self).toBe(steps[1]?.url)
  })
})

describe('all the archives of a site that was written in many ways', () => {
  const story = new Story()
  beforeAll(async () => {
    await emptyTables()
    let now = NOW
    const store = async () => {
      now += 1000
      await sync(story.content, now)
    }
    story.add(1000, 1149)
    await store()
    story.edit(1003, { title: 'Ralat', tags: ['Lain', 'Dunia'] }).delete(1010, 1111)
    await store()
    // What happened earlier may arrive later.
    story.add(1, 60).edit(1004, { tags: ['Lain'] })
    await store()
    story.add(1200, 1299).edit(1100, { published: '2021-01-01T00:00:00Z' })
    await store()
    story.delete(1250, 1002).add(1010).add(2000, 2004)
    await store()
  })

  describe.each(FEED_FILES)('as %s', (format, file) => {
    it.each(['', '/tags/dunia', '/tags/lain', '/publishers/republika', '/languages/id'])(
      'hold every article of the channel %j, each once',
      async (channel) => {
        const tag = { '/tags/dunia': 'Dunia', '/tags/lain': 'Lain' }[channel]
        const steps = await walk(new Isolate(), `${channel}/${file}`)
        expect(idsOfWalk(steps)).toEqual(story.ids(tag))
        const archived = steps.slice(1).flatMap(({ ids }) => ids)
        expect([...archived].sort()).toEqual(story.ids(tag))
        for (const { ids } of steps) expect(ids.length).toBeLessThanOrEqual(100)
        expect(steps.length).toBeGreaterThanOrEqual(3)
      },
    )

    it('are linked both ways, and to what readers subscribe to', async () => {
      const [subscription, ...archives] = await walk(new Isolate(), `/tags/dunia/${file}`)
      const current = `${SITE}/tags/dunia/${file}`
      expect(subscription?.previous).toBe(archives[0]?.url)
      for (const [index, one] of archives.entries()) {
        expect(one.current).toBe(current)
        expect(one.previous).toBe(archives[index + 1]?.url)
        if (format === 'json') continue
        expect(one).toMatchObject({ self: one.url, archive: true, complete: false })
        expect(one.next).toBe(archives[index - 1]?.url)
      }
    })

    it('carry the credit of every article', async () => {
      for (const { text, ids } of (await walk(new Isolate(), `/${file}`)).slice(1)) {
        expect(
          text.split('Lintar Satria (editor Friska Yolandha), Republika; sumber: Reuters').length - 1,
        ).toBeGreaterThanOrEqual(ids.length)
      }
    })
  })

  it('read at most four rows twice and two for each entry', async () => {
    for (const path of ['/rss.xml', '/tags/dunia/atom.xml']) {
      for (const { url, ids } of (await walk(new Isolate(), path)).slice(1)) {
        const cold = new Isolate()
        await cold.text(url)
        expect(cold.tally.rowsRead).toBeLessThanOrEqual(4 + 4 + 2 * 100)
        expect(cold.tally.rowsRead).toBeLessThanOrEqual(4 + 4 + 2 * ids.length + 2)
      }
    }
  })
})

describe('a walk', () => {
  it.each(FEED_FILES)(
    'loses nothing that was there when it began, whatever comes meanwhile: %s',
    async (_, file) => {
      await emptyTables()
      const story = new Story().add(1, 250)
      let now = NOW
      await sync(story.content, now)
      const there = story.ids()
      let next = 300
      const found = await walk(new Isolate(), `/${file}`, async () => {
        now += 5000
        story.add(next, next + 59).edit(next % 7, { title: `Ralat ${next}` })
        next += 60
        await sync(story.content, now)
      })
      expect(idsOfWalk(found)).toEqual(expect.arrayContaining(there))
    },
  )
})
