import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { applyDue } from '../../src/lifecycle/apply-due.ts'
import { idsNamed } from '../../src/storage/commit/expiries.ts'
import { liftKill } from '../../src/storage/commit/withdrawals.ts'
import { articleFile, contentOf, get, NOW, sync } from '../support/site.ts'
import { emptyTables } from '../support/tables.ts'

const HOUR = 3_600_000
const time = (ms: number) => new Date(ms).toISOString()
const fileOf = (slug: string, fields: Record<string, unknown> = {}) =>
  articleFile({ id: `urn:x:${slug}`, title: `Judul ${slug}`, ...fields })
const PLAIN = { lama: fileOf('lama') }

async function rowOf(sql: string) {
  return (await env.DB.prepare(sql).all()).results
}
const revisionOf = () => rowOf('SELECT number, writes, due, until FROM revision')

beforeEach(emptyTables)

describe('an article whose time has not come', () => {
  it.each([
    ['a publication to come', { published: time(NOW + HOUR) }],
    ['an embargo', { embargo: time(NOW + HOUR) }],
  ])('An article with %s is public when the clock says so, and not before', async (_what, fields) => {
    await sync(contentOf(PLAIN))
    const [before] = await revisionOf()
    const content = contentOf({ ...PLAIN, baru: fileOf('baru', fields) })
    expect(await sync(content)).toMatchObject({ kind: 'written', held: 1, added: 0 })
    expect((await revisionOf())[0]).toMatchObject({ number: before?.number, due: NOW + HOUR })
    expect((await get('/articles/baru')).status).toBe(404)

    await applyDue(env.DB, NOW + HOUR - 1)
    expect((await get('/articles/baru')).status).toBe(404)
    await applyDue(env.DB, NOW + HOUR)
    expect((await get('/articles/baru')).status).toBe(200)
    expect(await (await get('/rss.xml')).text()).toContain('Judul baru')
    expect(await rowOf('SELECT id FROM held_articles')).toEqual([])
    expect(await sync(content, NOW + 2 * HOUR)).toMatchObject({ kind: 'unchanged' })
  })

  it('An embargo until further notice ends when the file says so', async () => {
    const held = { ...PLAIN, baru: fileOf('baru', { embargo: 'until further notice' }) }
    await sync(contentOf(held))
    await applyDue(env.DB, NOW + 1e12)
    expect((await get('/articles/baru')).status).toBe(404)
    await sync(contentOf({ ...PLAIN, baru: fileOf('baru') }), NOW + HOUR)
    expect((await get('/articles/baru')).status).toBe(200)
  })

  it('A public article that is embargoed once more was never there, as far as readers see', async () => {
    await sync(contentOf({ ...PLAIN, baru: fileOf('baru') }))
    await sync(contentOf({ ...PLAIN, baru: fileOf('baru', { embargo: time(NOW + HOUR) }) }), NOW + 1)
    expect((await get('/articles/baru')).status).toBe(404)
    expect(await rowOf('SELECT * FROM withdrawals')).toEqual([])
    await applyDue(env.DB, NOW + HOUR)
    expect((await get('/articles/baru')).status).toBe(200)
  })

  it('A held article whose file goes leaves no trace', async () => {
    await sync(contentOf({ ...PLAIN, baru: fileOf('baru', { embargo: time(NOW + HOUR) }) }))
    await sync(contentOf(PLAIN), NOW + 1)
    await applyDue(env.DB, NOW + HOUR)
    expect((await get('/articles/baru')).status).toBe(404)
    expect(await rowOf('SELECT * FROM held_articles UNION ALL SELECT * FROM held_articles')).toEqual([])
    expect(await rowOf("SELECT * FROM withdrawn_ids WHERE id = 'urn:x:baru'")).toEqual([])
  })

  it('A plan that rests on a held article is made anew where that was changed since', async () => {
    const held = (at: number) => contentOf({ ...PLAIN, baru: fileOf('baru', { embargo: time(at) }) })
    await sync(held(NOW + HOUR))
    const late = held(NOW + 2 * HOUR)
    await Promise.all([sync(late, NOW + HOUR - 1), applyDue(env.DB, NOW + HOUR)])
    const [row] = await rowOf(
      'SELECT (SELECT COUNT(*) FROM held_articles) + (SELECT COUNT(*) FROM articles) AS n',
    )
    expect(row).toEqual({ n: 2 })
  })
})

describe('an article that has expired', () => {
  it('An article is taken out when it expires, and its file does not bring it back', async () => {
    const content = contentOf({ ...PLAIN, baru: fileOf('baru', { expires: time(NOW + HOUR) }) })
    await sync(content)
    expect((await revisionOf())[0]).toMatchObject({ due: NOW + HOUR, until: NOW + HOUR })
    expect(await rowOf("SELECT until FROM channels WHERE kind = 'all'")).toEqual([{ until: NOW + HOUR }])
    await applyDue(env.DB, NOW + HOUR)
    expect((await get('/articles/baru')).status).toBe(410)
    expect(await rowOf('SELECT kind, actor FROM withdrawals')).toEqual([{ kind: 'expired', actor: 'clock' }])
    expect(await rowOf("SELECT until FROM channels WHERE kind = 'all'")).toEqual([{ until: null }])
    await sync(content, NOW + 2 * HOUR)
    expect((await get('/articles/baru')).status).toBe(410)
    expect(await rowOf('SELECT action, ended, ended_by FROM versions WHERE ended IS NOT NULL')).toEqual([
      { action: 'expired', ended: NOW + HOUR, ended_by: 'clock' },
    ])
  })

  it('The strictest source of the chain says how long an article is kept, to the full hour before', async () => {
    const content = contentOf({ lama: fileOf('lama', { published: '2025-12-30T00:20:00Z' }) })
    const sources = String(content.files.get('sources.yaml'))
    const keep = (days: number) => `    name: Reuters\n    keep_days: ${days}`
    content.files.set('sources.yaml', sources.replace('    name: Reuters', keep(3)))
    await sync(content)
    expect((await revisionOf())[0]).toMatchObject({ until: Date.UTC(2026, 0, 2) })
    content.files.set('sources.yaml', sources.replace('    name: Reuters', keep(9)))
    await sync(content, NOW + 1)
    expect((await revisionOf())[0]).toMatchObject({ until: Date.UTC(2026, 0, 8) })
  })
})

describe('a kill', () => {
  it('A file kills its article, which no file brings back until the kill is lifted', async () => {
    await sync(contentOf({ ...PLAIN, baru: fileOf('baru') }))
    const kill = { withdrawn: { kind: 'kill', reason: 'Salah orang.' } }
    // Whoever kills an article empties its file.
    const emptied = `---\nid: urn:x:baru\nwithdrawn: ${JSON.stringify(kill.withdrawn)}\n---\n`
    await sync(contentOf({ ...PLAIN, baru: emptied }), NOW + 1)
    expect((await get('/articles/baru')).status).toBe(410)
    const alive = contentOf({ ...PLAIN, baru: fileOf('baru') })
    expect(await sync(alive, NOW + 2)).toMatchObject({ killed: ['content/articles/2022/09/baru.md'] })
    expect((await get('/articles/baru')).status).toBe(410)
    expect(await liftKill(env.DB, 'urn:x:baru', NOW + 3)).toBe(true)
    await sync(alive, NOW + 4)
    expect((await get('/articles/baru')).status).toBe(200)
    expect(await rowOf('SELECT * FROM withdrawn_entries')).toEqual([])
  })

  it('A kill that comes before its article keeps it away, and nobody is told', async () => {
    const kill = { withdrawn: { kind: 'kill', reason: 'Salah orang.' } }
    await sync(contentOf({ ...PLAIN, baru: fileOf('baru', kill) }))
    const [{ number } = {}] = await revisionOf()
    expect((await get('/articles/baru')).status).toBe(404)
    await sync(contentOf({ ...PLAIN, baru: fileOf('baru') }), NOW + 1)
    expect((await get('/articles/baru')).status).toBe(404)
    expect((await revisionOf())[0]).toMatchObject({ number })
  })

  it('A kill by a slug is of the article that has it, not of those that had it, and a lift of what was killed', async () => {
    const named = async () => [
      await idsNamed(env.DB, 'baru', 'there'),
      await idsNamed(env.DB, 'baru', 'killed'),
    ]
    const another = { id: 'urn:x:lain' }
    await sync(contentOf({ ...PLAIN, baru: fileOf('baru') }))
    await sync(contentOf({ ...PLAIN, baru: fileOf('baru', another) }), NOW + 1)
    expect(await named()).toEqual([['urn:x:lain'], ['urn:x:baru', 'urn:x:lain']])
    const kill = { withdrawn: { kind: 'kill', reason: 'Salah orang.' } }
    await sync(contentOf({ ...PLAIN, baru: fileOf('baru', { ...another, ...kill }) }), NOW + 2)
    await sync(contentOf({ ...PLAIN, baru: fileOf('baru') }), NOW + 3)
    expect(await named()).toEqual([['urn:x:baru'], ['urn:x:lain']])
  })

  it('A kill takes a held article too, and texts that other runs have staged', async () => {
    await sync(contentOf({ ...PLAIN, baru: fileOf('baru', { embargo: time(NOW + HOUR) }) }))
    await env.DB.batch([
      env.DB.prepare("INSERT INTO runs (key, begun, expected, base, content) VALUES (999, 1e15, 0, '', 0)"),
      env.DB.prepare("INSERT INTO staged_articles (run, id, action) VALUES (999, 'urn:x:baru', 'write')"),
    ])
    const kill = { withdrawn: { kind: 'legal', reason: 'Putusan.' } }
    await sync(contentOf({ ...PLAIN, baru: fileOf('baru', kill) }), NOW + 1)
    expect(await rowOf('SELECT id FROM held_articles UNION ALL SELECT id FROM staged_articles')).toEqual([])
    await env.DB.prepare('DELETE FROM runs').run()
  })
})
