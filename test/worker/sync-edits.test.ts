import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Article } from '../../src/model/article.ts'
import { articleFile, contentOf, get, NOW, SOURCES, sync } from '../support/site.ts'
import { column, emptyTables } from '../support/tables.ts'

const PUBLISHED = Date.UTC(2022, 8, 20, 5, 32)
const HOUR = 3_600_000
const FILE = 'articles/2022/09/contoh.md'

const file = (fields: Record<string, unknown> = {}, body?: string) =>
  contentOf({ contoh: articleFile(fields, body) })

/** The update time in storage, in its column and in the article itself. */
async function stored(): Promise<number> {
  const [row] = await column<string>("SELECT updated || ' ' || data FROM articles")
  const [time = '', ...data] = (row ?? '').split(' ')
  const { updated } = JSON.parse(data.join(' ')) as Article
  expect(updated.instant).toBe(Number(time))
  return Number(time)
}

/** Makes the next sync read every file again. */
const forgetPipeline = () => env.DB.prepare("UPDATE revision SET pipeline = 'earlier'").run()

beforeEach(emptyTables)

describe('an edit of a file', () => {
  it.each([
    ['title', { title: 'Lain' }, undefined],
    ['summary', { summary: 'Lain.' }, undefined],
    ['text', {}, 'Isi lain.'],
    ['byline', { authors: [{ name: 'Orang Lain', role: 'reporter' }] }, undefined],
    ['source', { sources: ['antara'] }, undefined],
    ['publisher', { publisher: 'antara' }, undefined],
    ['notice of rights', { rights: '© Lain' }, undefined],
    ['credit of the picture', { image: { credit: 'Orang Lain' } }, undefined],
  ])(
    'An edit of the %s is an update at the time of the write, and the sync says how many there are',
    async (_, fields, body) => {
      await sync(file())
      expect(await sync(file(fields, body), NOW + HOUR)).toMatchObject({ changed: 1, dated: 1 })
      expect(await stored()).toBe(NOW + HOUR)
    },
  )

  it.each([
    ['tags', { tags: ['dunia'] }],
    ['related articles', { related: [{ title: 'A', url: 'https://a.example/' }] }],
  ])('A change of %s is no update', async (_, fields) => {
    await sync(file())
    expect(await sync(file(fields), NOW + HOUR)).toMatchObject({ changed: 1, dated: 0 })
    expect(await stored()).toBe(PUBLISHED)
  })

  it('A second edit, a third one, and one back to the first text are updates each', async () => {
    for (const [index, title] of ['Satu', 'Dua', 'Tiga', 'Satu'].entries()) {
      await sync(file({ title }), NOW + index * HOUR)
      expect(await stored()).toBe(index === 0 ? PUBLISHED : NOW + index * HOUR)
    }
  })

  it('Edits at the same millisecond, and with a clock that goes back, are later each time', async () => {
    const times: number[] = []
    for (const [index, title] of ['Satu', 'Dua', 'Tiga', 'Empat'].entries()) {
      await sync(file({ title }), index === 3 ? NOW - HOUR : NOW)
      times.push(await stored())
    }
    expect(times).toEqual([PUBLISHED, NOW, NOW + 1, NOW + 2])
  })

  it('An `updated` that is new wins, also where it is in the past; the next edit is an update again', async () => {
    const written = '2022-09-21T12:00:00+07:00'
    await sync(file({ title: 'Satu' }))
    await sync(file({ title: 'Dua' }), NOW + HOUR)
    const dated = file({ title: 'Tiga', updated: written })
    expect(await sync(dated, NOW + 2 * HOUR)).toMatchObject({ changed: 1, dated: 0 })
    expect(await stored()).toBe(Date.parse(written))
    const again = file({ title: 'Empat', updated: written })
    expect(await sync(again, NOW + 3 * HOUR)).toMatchObject({ changed: 1, dated: 1 })
    expect(await stored()).toBe(NOW + 3 * HOUR)
  })

  it('A rename, another folder and a new pipeline leave the time of an edit as it is', async () => {
    await sync(file())
    await sync(file({ title: 'Lain' }), NOW + HOUR)
    const moved = contentOf({})
    moved.files.set('articles/2026/01/pindah.md', articleFile({ title: 'Lain' }))
    expect(await sync(moved, NOW + 2 * HOUR)).toMatchObject({ changed: 1, dated: 0 })
    expect(await stored()).toBe(NOW + HOUR)
    await forgetPipeline()
    expect(await sync(moved, NOW + 3 * HOUR)).toMatchObject({ kind: 'unchanged' })
    expect(await stored()).toBe(NOW + HOUR)
  })

  it('Other HTML for the same Markdown, as a new version makes it, is a change and no update', async () => {
    const content = file()
    await sync(content)
    await env.DB.prepare("UPDATE articles SET body = '<div>Isi berita.</div>'").run()
    await forgetPipeline()
    expect(await sync(content, NOW + HOUR)).toMatchObject({ changed: 1, dated: 0 })
    expect(await stored()).toBe(PUBLISHED)
  })

  it('A new name in the registry is a change of the article and no update', async () => {
    const content = file()
    await sync(content)
    content.files.set('sources.yaml', SOURCES.replace('name: Reuters', 'name: Thomson Reuters'))
    expect(await sync(content, NOW + HOUR)).toMatchObject({ changed: 1, dated: 0 })
    expect(await stored()).toBe(PUBLISHED)
  })

  it('Other bytes of a picture under the same name are an update', async () => {
    const content = file({ image: { file: 'foto.jpg' } }, 'Isi ![foto](foto.jpg)')
    const foto = { path: '/media/foto.11.jpg', type: 'image/jpeg', width: 2, height: 2, digest: '11' }
    content.media.set('foto.jpg', foto)
    await sync(content)
    content.media.set('foto.jpg', { ...foto, path: '/media/foto.22.jpg', digest: '22' })
    // A folder on disk has the bytes of the pictures in the digest of the file.
    await forgetPipeline()
    expect(await sync(content, NOW + HOUR)).toMatchObject({ changed: 1, dated: 1 })
    expect(await stored()).toBe(NOW + HOUR)
  })

  it('An article that an earlier version stored is no update when its file is read with this one', async () => {
    await sync(file())
    await env.DB.prepare("UPDATE articles SET digest = 'abc'").run()
    expect(await sync(file(), NOW + HOUR)).toMatchObject({ kind: 'unchanged' })
    expect(await stored()).toBe(PUBLISHED)
    await sync(file({ title: 'Lain' }), NOW + 2 * HOUR)
    expect(await stored()).toBe(NOW + 2 * HOUR)
  })

  it('A file whose id is minted is edited like any other', async () => {
    const content = file({ id: undefined })
    await sync(content)
    content.files.set(FILE, String(content.files.get(FILE)).replace('Isi', 'Inti'))
    expect(await sync(content, NOW + HOUR)).toMatchObject({ changed: 1, dated: 1 })
  })
})

describe('an article of before 1970', () => {
  const [last, early] = ['1969-12-31T23:59:59.999Z', '1945-08-17T10:00:00+07:30']
  const times = () => column<number>('SELECT updated FROM articles ORDER BY id')
  const both = (first: string, second: string) =>
    contentOf({
      contoh: articleFile({ id: 'urn:x:1', published: first }),
      lain: articleFile({ id: 'urn:x:2', published: second }),
    })

  it('It has the time of its file, on its page too, and the next free one where another has that', async () => {
    await sync(both(early, early))
    expect(await times()).toEqual([Date.parse(early), Date.parse(early) + 1])
    expect(await (await get('/articles/contoh')).text()).toContain(`"dateModified":"${early}"`)
    await sync(both('0000-01-01T00:00:00Z', last))
    expect(await times()).toEqual([Date.parse('0000-01-01T00:00:00Z'), -1])
  })

  it('Two of them exchange their times', async () => {
    await sync(both(last, early))
    await sync(both(early, last), NOW + HOUR)
    const seconds = (await times()).map((time) => Math.floor(time / 1000))
    expect(seconds).toEqual([Date.parse(early) / 1000, 0])
  })
})

describe('what readers see of an edit', () => {
  it('Feeds, the data of the page and the sitemap say the time of the write', async () => {
    await sync(file())
    await sync(file({ title: 'Lain' }), NOW + HOUR)
    const time = '2026-01-01T08:00:00+07:00'
    expect(await (await get('/rss.xml')).text()).toContain(`<dcterms:modified>${time}</dcterms:modified>`)
    expect(await (await get('/atom.xml')).text()).toContain(`<updated>${time}</updated>`)
    expect(await (await get('/feed.json')).json()).toMatchObject({ items: [{ date_modified: time }] })
    expect(await (await get('/articles/contoh')).text()).toContain(`"dateModified":"${time}"`)
    expect(await (await get('/sitemap.xml')).text()).toContain('<lastmod>2026-01-01T01:00:00')
  })
})
