import * as fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import type { ImportedArticle } from '../../../../src/ingest/import/common/importer.ts'
import { fitItem } from '../../../../src/ingest/poll/fit.ts'
import { frontMatterSchema } from '../../../../src/model/article.ts'

const ITEM: ImportedArticle = {
  title: 'Judul',
  language: 'id',
  published: { instant: 0, offset: 0 },
  authors: [],
  publisher: { name: 'Kabar' },
  sources: [],
  tags: [],
  related: [],
  body: '<p>Isi.</p>',
  guesses: [],
}
const fitted = (fields: Partial<ImportedArticle>) => fitItem({ ...ITEM, ...fields }, 10)
const author = (name: string, url?: string) => ({ name, role: 'reporter' as const, ...(url && { url }) })

describe('an item that is cut to what an article may have', () => {
  it('An item in which nothing is too long or faulty stays as it is', () => {
    const fields = {
      authors: [author('Ani', 'https://a.example/')],
      tags: ['a', 'b'],
      image: { url: 'https://a.example/a.jpg', width: 600, alt: 'Ani' },
      summary: 'Ringkas.',
      original: 'https://a.example/a',
      related: [{ title: 'B', url: 'https://a.example/b' }],
    }
    expect(fitted(fields)).toEqual({ item: { ...ITEM, ...fields }, told: [] })
  })

  it('Of many authors one that is faulty goes, or only its page', () => {
    const { item, told } = fitted({
      authors: [author('Ani'), author(' '), author('Budi', 'javascript:x()'), author('n'.repeat(201))],
    })
    expect(item.authors).toEqual([author('Ani'), author('Budi'), author(`${'n'.repeat(199)}…`)])
    expect(told.toSorted()).toEqual([
      'Its authors[1].name is empty and was left out.',
      'Its authors[2].url is not a whole http(s) URL and was left out.',
      'Its authors[3].name is longer than 200 characters and was cut.',
    ])
  })

  it('Of sixty authors fifty stay, of thirty sources twenty, of twelve tags ten', () => {
    const many = (n: number) => Array.from({ length: n }, (_, index) => `Nama ${index}`)
    const { item, told } = fitted({
      authors: many(60).map((name) => author(name)),
      sources: many(30).map((name) => ({ name })),
      tags: many(12),
    })
    expect([item.authors.length, item.sources.length, item.tags.length]).toEqual([50, 20, 10])
    expect(told).toEqual([
      '2 of its 12 tags were left out.',
      '10 of its 30 sources were left out.',
      'Its authors has more than 50 items; the others were left out.',
    ])
  })

  it('A faulty link among the related goes alone, and a faulty picture keeps its caption', () => {
    const { item } = fitted({
      related: [
        { title: 'A', url: 'ftp://a.example/' },
        { title: 'B', url: 'https://a.example/b' },
      ],
      image: { url: `https://a.example/${'x'.repeat(2000)}`, width: 1e9, caption: 'Ani' },
      original: 'https://ani:rahasia@a.example/',
    })
    expect(item.related).toEqual([{ title: 'B', url: 'https://a.example/b' }])
    expect(item.image).toEqual({ caption: 'Ani' })
    expect(item.original).toBeUndefined()
  })

  it('Whatever the optional parts are, what is left is sound', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom('x'.repeat(99), '😀'.repeat(6000), ' ', 'https://a.example/', 'ftp://x/', '\u0001'),
    )
    const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
    const parts = fc.record(
      {
        summary: text,
        dateline: text,
        rights: text,
        original: text,
        authors: fc.array(fc.record({ name: text, role: fc.constant('reporter'), url: optional(text) }), {
          maxLength: 60,
        }),
        tags: fc.array(text, { maxLength: 60 }),
        related: fc.array(fc.record({ title: text, url: text }), { maxLength: 60 }),
        image: fc.record({ url: text, width: fc.integer(), alt: text, caption: text }),
      },
      { requiredKeys: [] },
    )
    const optionalSchema = v.omit(frontMatterSchema, [
      ...(['id', 'title', 'language', 'published', 'updated', 'publisher', 'sources'] as const),
    ])
    fc.assert(
      fc.property(parts, (given) => {
        const before = JSON.stringify(given)
        const { item } = fitted(JSON.parse(before) as Partial<ImportedArticle>)
        const { summary, dateline, rights, original, authors, tags, related, image } = item
        const left = { summary, dateline, rights, original, authors, tags, related, image }
        const said = Object.fromEntries(Object.entries(left).filter(([, value]) => value !== undefined))
        expect(v.safeParse(optionalSchema, said).issues).toBeUndefined()
      }),
      { numRuns: 200 },
    )
  })
})
