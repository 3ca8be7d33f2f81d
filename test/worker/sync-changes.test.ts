import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { failed } from '../../src/model/result.ts'
import { takenUpdates } from '../../src/storage/commit/stored-files.ts'
import { findArticle } from '../../src/storage/read/articles.ts'
import { articleFile, contentOf, get, NOW, SOURCES, sync, trySync } from '../support/site.ts'
import { column, emptyTables, rowsReadBy } from '../support/tables.ts'

const LATER = NOW + 60_000

/** The files of two articles, with fields of their own. */
const two = (first: Record<string, unknown> = {}, second: Record<string, unknown> = {}) => [
  articleFile({ id: 'urn:x:1', title: 'Satu', ...first }),
  articleFile({ id: 'urn:x:2', title: 'Dua', published: '2022-09-21T12:32:00+07:00', ...second }),
]

const slugs = () => column<string>('SELECT slug FROM articles ORDER BY id')
const updates = () => column<number>('SELECT updated FROM articles ORDER BY id')
const revisions = () => column<number>('SELECT revision FROM articles ORDER BY id')

beforeEach(emptyTables)

describe('a sync after a change', () => {
  it('A sync after a change writes the article whose body was changed, and no other', async () => {
    const [satu = '', dua = ''] = two()
    await sync(contentOf({ satu, dua }))
    const outcome = await sync(contentOf({ satu: satu.replace('Isi', 'Inti'), dua }), LATER)
    expect(outcome).toMatchObject({ kind: 'written', articles: 2, added: 0, changed: 1, removed: 0 })
    expect(await revisions()).toEqual([LATER, NOW])
    expect(await findArticle(env.DB, 'satu')).toMatchObject({
      value: { article: { body: '<p>Inti berita.</p>' } },
    })
  })

  it.each([
    ['empty lines at the end', (file: string) => `${file}\n\n`],
    ['the line ends of Windows', (file: string) => file.replaceAll('\n', '\r\n')],
    ['another order of fields', (file: string) => file.replace(/^---\n(.+\n)(.+\n)/, '---\n$2$1')],
    ['a comment', (file: string) => file.replace('title:', '# catatan\ntitle:')],
  ])('A change of nothing but %s takes no revision', async (_what, change) => {
    const [satu = '', dua = ''] = two()
    await sync(contentOf({ satu, dua }))
    const changed = contentOf({ satu: change(satu), dua })
    expect(await sync(changed, LATER)).toEqual({ kind: 'unchanged', articles: 2, revision: NOW })
    expect(await revisions()).toEqual([NOW, NOW])
    expect(await column('SELECT COUNT(*) FROM staged_articles')).toEqual([0])
  })

  it('A file that moves to another folder takes no revision, and is known there from then on', async () => {
    const content = contentOf({ satu: articleFile() })
    await sync(content)
    content.files.set('articles/2023/01/satu.md', articleFile())
    content.files.delete('articles/2022/09/satu.md')
    expect(await sync(content, LATER)).toEqual({ kind: 'unchanged', articles: 1, revision: NOW })
    expect(await column('SELECT path FROM articles')).toEqual(['articles/2023/01/satu.md'])
  })

  it('A new name in the registry writes the articles that name the source', async () => {
    const [satu = '', dua = ''] = two({}, { sources: [] })
    const content = contentOf({ satu, dua })
    await sync(content)
    content.files.set('sources.yaml', SOURCES.replace('name: Reuters', 'name: Thomson Reuters'))
    expect(await sync(content, LATER)).toMatchObject({ kind: 'written', added: 0, changed: 1, removed: 0 })
    expect(await revisions()).toEqual([LATER, NOW])
    expect(await findArticle(env.DB, 'satu')).toMatchObject({
      value: { article: { sources: [{ name: 'Thomson Reuters' }] } },
    })
  })

  it('A new source that no article names is a write', async () => {
    const content = contentOf({ satu: articleFile() })
    await sync(content)
    content.files.set('sources.yaml', `${SOURCES}  - { id: tass, name: TASS }\n`)
    const written = { kind: 'written', added: 0, changed: 0, removed: 0, revision: LATER }
    expect(await sync(content, LATER)).toMatchObject(written)
    expect(await revisions()).toEqual([NOW])
  })
})

describe('a change of the registry', () => {
  // The ids are minted, and stand in the files from the first sync on.
  const content = () =>
    contentOf({
      satu: articleFile({ id: undefined, sources: ['reuters'] }),
      dua: articleFile({ id: undefined, sources: ['antara'], published: '2022-09-21T12:32:00+07:00' }),
      tiga: articleFile({ id: undefined, publisher: 'antara', published: '2022-09-22T12:32:00+07:00' }),
    })

  it.each([
    ['a source that is added', (text: string) => `${text}  - { id: tass, name: TASS }\n`],
    [
      'another order of sources',
      (text: string) =>
        text
          .replace(/( {2}- id: antara\n.*\n)/, '')
          .replace('sources:\n', 'sources:\n  - id: antara\n    name: Antara\n'),
    ],
    [
      'a source that is polled from now on',
      (text: string) => text.replace('name: Antara', 'name: Antara\n    poll: false'),
    ],
  ])('%s touches no article, and no file is read again', async (_, change) => {
    const files = content()
    await sync(files)
    files.files.set('sources.yaml', change(SOURCES))
    expect(files.files.get('sources.yaml')).not.toBe(SOURCES)
    const staged: unknown[] = []
    const report = await trySync(files, LATER, {
      progress: ({ phase, total }) => staged.push([phase, total]),
    })
    expect(report).toMatchObject({
      value: { kind: 'written', added: 0, changed: 0, removed: 0, relisted: 0 },
    })
    expect(staged).not.toContainEqual(['store', expect.anything()])
    expect(await column('SELECT DISTINCT revision FROM articles')).toEqual([NOW])
  })

  it('A source that changes touches the articles that credit it, as publisher or as source, and no other', async () => {
    const files = content()
    await sync(files)
    files.files.set('sources.yaml', SOURCES.replace('name: Antara', 'name: LKBN Antara'))
    expect(await sync(files, LATER)).toMatchObject({ changed: 2, added: 0, removed: 0 })
    expect(await column(`SELECT slug FROM articles WHERE revision = ${LATER} ORDER BY slug`)).toEqual([
      'dua',
      'tiga',
    ])
  })
})

describe('an article that is removed', () => {
  it('An article that is removed is gone, and its slug answers that', async () => {
    const [satu = '', dua = ''] = two()
    await sync(contentOf({ satu, dua }))
    const outcome = await sync(contentOf({ dua }), LATER)
    expect(outcome).toMatchObject({ kind: 'written', articles: 1, added: 0, changed: 0, removed: 1 })
    expect(await findArticle(env.DB, 'satu')).toMatchObject(failed({ kind: 'gone' }))
    expect((await get('/articles/satu')).status).toBe(410)
    expect(
      await column('SELECT COUNT(*) FROM entries WHERE article NOT IN (SELECT key FROM articles)'),
    ).toEqual([0])
  })

  it('An article that is removed is gone under all the slugs that it ever had, and may come back', async () => {
    const [file = ''] = two()
    for (const slug of ['lama', 'baru']) await sync(contentOf({ [slug]: file }))
    await sync(contentOf({}))
    for (const slug of ['lama', 'baru'])
      expect(await findArticle(env.DB, slug)).toMatchObject(failed({ kind: 'gone' }))
    await sync(contentOf({ lama: file }))
    expect(await findArticle(env.DB, 'lama')).toMatchObject({ ok: true })
    expect(await findArticle(env.DB, 'baru')).toEqual(failed({ kind: 'renamed', slug: 'lama' }))
  })
})

describe('an article that is renamed', () => {
  it('An article that is renamed is found under its old slug, which leads to the new one', async () => {
    await sync(contentOf({ lama: articleFile() }))
    const outcome = await sync(contentOf({ baru: articleFile() }), LATER)
    expect(outcome).toMatchObject({ kind: 'written', added: 0, changed: 1, removed: 0 })
    expect(await findArticle(env.DB, 'lama')).toEqual(failed({ kind: 'renamed', slug: 'baru' }))
    expect(await findArticle(env.DB, 'baru')).toMatchObject({ value: { article: { slug: 'baru' } } })
  })

  it('Two articles may exchange their slugs in one sync', async () => {
    const [satu = '', dua = ''] = two()
    await sync(contentOf({ satu, dua }))
    await sync(contentOf({ satu: dua, dua: satu }), LATER)
    expect(await slugs()).toEqual(['dua', 'satu'])
    expect(await column('SELECT COUNT(*) FROM former_slugs')).toEqual([0])
  })

  it('An article that is renamed leaves its slug to a new article in the same sync', async () => {
    const [satu = '', dua = ''] = two()
    await sync(contentOf({ satu }))
    await sync(contentOf({ pindah: satu, satu: dua }), LATER)
    expect(await slugs()).toEqual(['pindah', 'satu'])
    expect(await findArticle(env.DB, 'satu')).toMatchObject({ value: { article: { id: 'urn:x:2' } } })
  })
})

describe('update times that tie', () => {
  const WRITTEN = Date.UTC(2022, 8, 20, 5, 32)
  const many = (count: number, change = (file: string) => file) =>
    contentOf(
      Object.fromEntries(
        Array.from({ length: count }, (_, n) => [`a${n}`, change(articleFile({ id: `urn:x:${n}` }))]),
      ),
    )

  it('Update times that tie become different milliseconds, in the order of the files, and stay', async () => {
    await sync(many(5))
    const stored = [0, 1, 2, 3, 4].map((n) => WRITTEN + n)
    expect(await updates()).toEqual(stored)
    await sync(
      many(5, (file) => file.replace('title:', 'tags: [dunia]\ntitle:')),
      LATER,
    )
    expect(await updates()).toEqual(stored)
  })

  it('Update times that tie become different ones from those of many articles that are stored already', async () => {
    await sync(many(5))
    expect(await sync(many(6), LATER)).toMatchObject({ kind: 'written', added: 1, changed: 0 })
    expect(await updates()).toEqual([0, 1, 2, 3, 4, 5].map((n) => WRITTEN + n))
  })

  // The other way round each stored article would meet each time: 50 million rows for 10,000 of both.
  it('Taken update times are found reading as many rows as there are times, not the product of both', async () => {
    await sync(many(200))
    const times = Array.from({ length: 200 }, (_, n) => WRITTEN + n * 1000)
    expect(await rowsReadBy((db) => takenUpdates(db, times, 200))).toBeLessThan(200 * 5)
  })

  it('Two articles may exchange their update times in one sync', async () => {
    const [early, late] = ['2022-09-22T00:00:00Z', '2022-09-23T00:00:00Z']
    const content = (first: string, second: string) => {
      const [satu = '', dua = ''] = two({ updated: first }, { updated: second })
      return contentOf({ satu, dua })
    }
    await sync(content(early, late))
    await sync(content(late, early), LATER)
    const [satu = 0, dua = 0] = await updates()
    expect(satu - Date.parse(late)).toBeLessThanOrEqual(1)
    expect(dua - Date.parse(early)).toBeLessThanOrEqual(1)
    expect(await sync(content(late, early), LATER)).toMatchObject({ kind: 'unchanged' })
  })
})
