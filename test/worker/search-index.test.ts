import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/storage/database.ts'
import { readUnread } from '../../src/storage/search-words.ts'
import { idsOf } from '../support/read-feed.ts'
import { articleFile, contentOf, get, NOW, sync } from '../support/site.ts'
import { column, emptyTables } from '../support/tables.ts'

const one = (id: number, fields: Record<string, unknown>, body?: string) =>
  articleFile({ id: `urn:x:${id}`, ...fields }, body)

const BEFORE = {
  satu: one(1, { title: 'Gandum naik', tags: ['Pasar'] }, 'Pasar **beras** <em>dunia</em>.'),
  dua: one(2, { title: 'Gandum turun' }, 'Jagung & kedelai\n\n| a | b |\n|---|---|\n| kopi | teh |'),
}

const BODIES = {
  markdown: '## Satu\n\n- dua\n  - tiga\n\n> empat\n\n```\nlima\n```\n\nenam  \ntujuh\n\n---\n\ndelapan',
  'elements without a space between them':
    '<div>a<p>b</p>c<hr>d<ul><li>e<ul><li>f</li></ul>g</li></ul><table><caption>h</caption><tr><td>i<td>j</table>k</div>',
  'elements within words':
    '<p>su<b>rat<i>ka</i></b>bar<wbr>pa<sub>g</sub>i<a href="https://x.example/?a=1&b=%3C">tau</a>tan<time>i</time>ni</p>',
  'elements like them by name':
    '<p>a<br>b<ruby>c<rp>(</rp><rt>d</rt></ruby>e<del>f</del>g<h2>h</h2>i<s>j</s>k</p>',
  'pictures and attributes':
    '<p>a<img src="https://x.example/a.png" alt="b &lt;p&gt; c > d">e<abbr title="f > g">h</abbr>i</p>',
  references:
    'AT&T, a&lt;b&gt;c, &amp;lt;p&amp;gt;, &amp;amp;x, "d"e, f&nbsp;g, &copy;h&#105;&shy;j, k&quot;l',
  'characters of other scripts':
    '新聞**記事** — naïve, cafe\u0301, ﷺ\u200dx, 👩\u200d💻a, \ue000b, &lt;\u0338c, \ufeffd',
  nothing: '',
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
  it('The search index follows a changed text', async () => {
    expect(await found('beras')).toEqual(['urn:x:1'])
    await sync(contentOf({ ...BEFORE, satu: one(1, { title: 'Emas naik' }, 'Perak.') }), NOW + 1000)
    expect(await found('beras')).toEqual([])
    expect(await found('perak emas')).toEqual(['urn:x:1'])
    expect(await found('gandum')).toEqual(['urn:x:2'])
  })

  it('The search index follows a changed time of publication', async () => {
    const at = (published: string) => ({ ...BEFORE, satu: one(1, { title: 'Gandum', published }) })
    await sync(contentOf(at('1969-10-01T00:00:00Z')), NOW + 1000)
    expect(await found('gandum')).toEqual(['urn:x:2', 'urn:x:1'])
    await sync(contentOf(at('2022-10-01T00:00:00Z')), NOW + 2000)
    expect(await found('gandum')).toEqual(['urn:x:1', 'urn:x:2'])
    await sync(contentOf(at('2022-09-19T00:00:00Z')), NOW + 3000)
    expect(await found('gandum')).toEqual(['urn:x:2', 'urn:x:1'])
  })

  it('The search index follows a changed tag', async () => {
    expect(await found('gandum', '&tag=pasar')).toEqual(['urn:x:1'])
    const swapped = { satu: one(1, { title: 'Gandum' }), dua: one(2, { title: 'Gandum', tags: ['Pasar'] }) }
    await sync(contentOf(swapped), NOW + 1000)
    expect(await found('gandum', '&tag=pasar')).toEqual(['urn:x:2'])
    expect(await found('gandum', '&tag=-pasar')).toEqual(['urn:x:1'])
  })

  it('The search index forgets a deleted article', async () => {
    await sync(contentOf({ dua: BEFORE.dua }), NOW + 1000)
    expect(await found('gandum')).toEqual(['urn:x:2'])
    expect(await column('SELECT COUNT(*) FROM search')).toEqual([1])
  })

  it('The search index has each article once, however often it is written', async () => {
    const fresh = await indexed()
    for (let round = 1; round <= 5; round++) {
      const changed = { ...BEFORE, satu: one(1, { title: `Putaran ${round}` }) }
      await sync(contentOf(changed), NOW + round * 1000)
    }
    await sync(contentOf(BEFORE), NOW + 9000)
    expect(await column('SELECT COUNT(*) FROM search')).toEqual([2])
    expect(await indexed()).toEqual(fresh)
  })

  it.each(Object.entries(BODIES))(
    'The search index has the same words of a stored body as of a new one: %s',
    async (_, body) => {
      await sync(contentOf({ ...BEFORE, tiga: one(3, { tags: ['Baru'] }, body) }), NOW + 1000)
      const written = await indexed()
      expect(written.length).toBeGreaterThan(20)
      // An article that is listed anew, because its channel is missing, is indexed out of the table of articles.
      await env.DB.batch([
        env.DB.prepare("UPDATE articles SET origin = 'poll:reuters' WHERE id = 'urn:x:3'"),
        env.DB.prepare("DELETE FROM entries WHERE channel = (SELECT key FROM channels WHERE slug = 'baru')"),
        env.DB.prepare("UPDATE channels SET entries = 0, arrivals = 0 WHERE slug = 'baru'"),
        env.DB.prepare("UPDATE revision SET pipeline = 'earlier'"),
      ])
      expect(await sync(contentOf(BEFORE), NOW + 2000)).toMatchObject({ relisted: 1, changed: 0 })
      expect(await indexed()).toEqual(written)
    },
  )

  it('The search index has every word of a body that is too large to be staged twice over', async () => {
    const words = Array.from({ length: 20_000 }, (_, n) => `kata${n}`)
    await sync(contentOf({ ...BEFORE, tiga: one(3, {}, words.join(' **dan** ')) }), NOW + 1000)
    expect(await found('"kata0 dan kata1" kata19999')).toEqual(['urn:x:3'])
    expect(await found('strong')).toEqual([])
  })

  describe('where articles are stored at whose words nobody has looked', () => {
    const CHINESE = one(3, { title: '新政府', tags: ['Baru'] }, `${'国务院**总理**。'.repeat(30)}`)
    const revision = async () => (await column<number>('SELECT number FROM revision'))[0] ?? 0
    const unread = () => column<number>('SELECT article FROM unread_articles')

    // What an earlier version left: the text as it is, and after the migration a row for every article.
    async function leaveUnread(): Promise<void> {
      await env.DB.batch([
        env.DB.prepare(
          'DELETE FROM search WHERE rowid IN (SELECT rowid FROM search WHERE search MATCH \'"政"\')',
        ),
        env.DB.prepare('INSERT INTO unread_articles SELECT key FROM articles'),
      ])
    }

    it('The search index gets the words of stored articles at the next sync, though no file has changed', async () => {
      const content = contentOf({ ...BEFORE, tiga: CHINESE })
      await sync(content, NOW + 1000)
      const [written, before] = [await indexed(), await revision()]
      await leaveUnread()
      expect(await found('政府')).toEqual([])
      expect(await sync(content, NOW + 2000)).toMatchObject({ kind: 'unchanged' })
      expect(await unread()).toEqual([])
      expect(await indexed()).toEqual(written)
      // Feeds of searches find more than before, so that those who have asked must be answered anew.
      expect(await revision()).toBeGreaterThan(before)
      expect(await found('政府')).toEqual(['urn:x:3'])
    })

    it('Articles that have no words of their own stay as they are, and move no revision', async () => {
      const before = [await indexed(), await revision()]
      await env.DB.prepare('INSERT INTO unread_articles SELECT key FROM articles').run()
      await readUnread(env.DB, NOW + 2000, 1)
      expect(await unread()).toEqual([])
      expect([await indexed(), await revision()]).toEqual(before)
    })

    it('An article that is written while its words are looked at is looked at again', async () => {
      await sync(contentOf({ ...BEFORE, tiga: CHINESE }), NOW + 1000)
      await leaveUnread()
      let batches = 0
      const busy: Database = {
        prepare: (sql) => env.DB.prepare(sql),
        batch: async <Row>(statements: D1PreparedStatement[]) => {
          if (++batches === 2) {
            const edit =
              "UPDATE articles SET body = '<p>北京</p>', revision = revision + 1 WHERE id = 'urn:x:3'"
            await env.DB.prepare(edit).run()
          }
          return env.DB.batch<Row>(statements)
        },
      }
      await readUnread(busy, NOW + 2000, 1)
      expect(await unread()).toHaveLength(1)
      await readUnread(busy, NOW + 3000, 1)
      expect(await unread()).toEqual([])
      expect(await found('北京')).toEqual(['urn:x:3'])
      expect(await found('总理')).toEqual([])
    })

    it('A large article is looked at in a step of its own', async () => {
      const large = one(3, { title: '大' }, '経済の'.repeat(90_000))
      await sync(contentOf({ ...BEFORE, large, small: one(4, { title: '小' }, '計画') }), NOW + 1000)
      await env.DB.prepare('INSERT INTO unread_articles SELECT key FROM articles').run()
      const left: number[] = []
      for (let step = 0; step < 3; step++) {
        await readUnread(env.DB, NOW + 2000, 1)
        left.push((await unread()).length)
      }
      expect(left).toEqual([2, 1, 0])
      expect(await found('経済')).toEqual(['urn:x:3'])
      expect(await found('計画')).toEqual(['urn:x:4'])
    })
  })
})
