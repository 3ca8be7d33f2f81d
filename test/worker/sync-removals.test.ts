import { beforeEach, describe, expect, it } from 'vitest'
import { failed } from '../../src/model/result.ts'
import { MemoryContent } from '../support/memory-content.ts'
import { articleFile, contentOf, NOW, SOURCES, sync, trySync } from '../support/site.ts'
import { column, dumpTables, emptyTables } from '../support/tables.ts'

const LATER = NOW + 60_000

const pathOf = (n: number) => `articles/2022/09/n${String(n).padStart(3, '0')}.md`

/** A folder of articles with the numbers from the first to the last. */
function numbered(first: number, last: number): MemoryContent {
  const content = new MemoryContent({ 'sources.yaml': SOURCES })
  for (let n = first; n <= last; n++) content.files.set(pathOf(n), articleFile({ id: `urn:x:${n}` }))
  return content
}

beforeEach(emptyTables)

describe('a sync that would remove many articles', () => {
  it.each([
    ['every article', 3, [] as const],
    ['the only article', 1, [] as const],
    ['every article while others come', 3, [4, 9] as const],
    ['more than ten and more than a tenth', 100, [12, 100] as const],
  ])('A sync that would remove %s stops, and says which', async (_, stored, [first, last]) => {
    await sync(numbered(1, stored))
    const before = await dumpTables()
    const left = first === undefined ? contentOf({}) : numbered(first, last)
    const gone = Array.from({ length: stored }, (_, n) => pathOf(n + 1)).filter(
      (path) => !left.files.has(path),
    )
    expect(await trySync(left, LATER)).toEqual(
      failed({ kind: 'many-removed', paths: gone, stored, polled: 0, left: [] }),
    )
    expect(await dumpTables()).toEqual(before)
    const confirmed = await trySync(left, LATER, { removeMany: true })
    expect(confirmed).toMatchObject({ ok: true, value: { removed: gone.length } })
  })

  it.each([
    ['ten of twenty', 20, 11],
    ['a tenth', 110, 12],
  ])('A sync that removes no more than %s goes on', async (_, stored, first) => {
    await sync(numbered(1, stored))
    const outcome = await trySync(numbered(first, stored), LATER)
    expect(outcome).toMatchObject({ ok: true, value: { removed: first - 1 } })
  })

  it('Files that move to another folder or get another name are not removed', async () => {
    const content = numbered(1, 30)
    await sync(content)
    const moved = new MemoryContent({ 'sources.yaml': SOURCES })
    for (const [path, text] of content.files) {
      if (path.endsWith('.md')) moved.files.set(path.replace('09/n', '10/m'), text)
    }
    expect(await trySync(moved, LATER)).toMatchObject({ ok: true, value: { changed: 30, removed: 0 } })
  })

  it('A folder that can not be listed is a fault, and removes nothing however it is confirmed', async () => {
    await sync(numbered(1, 3))
    const fault = { file: 'content/articles/2022', line: 1, field: '-', message: "can't be listed: EACCES" }
    const content = numbered(2, 3)
    content.listArticles = async () => failed([fault])
    const outcome = await trySync(content, LATER, { removeMany: true })
    expect(outcome).toEqual(failed({ kind: 'faults', faults: [fault] }))
    expect(await column('SELECT COUNT(*) FROM articles')).toEqual([3])
  })
})

describe('the ids of removed articles', () => {
  const minted = 'tag:warta.example,2022-09-20:contoh'
  const contoh = (title: string) => contentOf({ contoh: articleFile({ id: undefined, title }) })
  const ids = () => column<string>('SELECT id FROM articles')

  it('A new file under the slug and day of a removed one gets an id that was never used', async () => {
    await sync(contoh('Satu'))
    expect(await ids()).toEqual([minted])
    await sync(contentOf({}), LATER)
    await sync(contoh('Dua'), LATER + 1000)
    expect(await ids()).toEqual([`${minted}-2`])
    await sync(contentOf({}), LATER + 2000)
    await sync(contoh('Tiga'), LATER + 3000)
    expect(await ids()).toEqual([`${minted}-3`])
  })

  it('A file that carries the id of a removed article is that article again', async () => {
    const content = contoh('Satu')
    await sync(content)
    await sync(contentOf({}), LATER)
    expect(await column('SELECT id FROM withdrawn_ids')).toEqual([minted])
    expect(await sync(content, LATER + 1000)).toMatchObject({ added: 1 })
    expect(await ids()).toEqual([minted])
    expect(await column('SELECT id FROM withdrawn_ids')).toEqual([])
  })

  it('A file that has lost its id gets it back', async () => {
    await sync(contoh('Satu'))
    expect(await sync(contoh('Satu, sekali lagi'), LATER)).toMatchObject({ added: 0, changed: 1, removed: 0 })
    expect(await ids()).toEqual([minted])
  })
})
