import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALL } from '../../../src/model/channel.ts'
import { readFilters } from '../../../src/model/filter.ts'
import { canonicalQuery, readCursor, writeCursor } from '../../../src/model/listing.ts'

const canonical = (query: string) => {
  const filters = readFilters(new URLSearchParams(query))
  return filters.ok ? canonicalQuery({ channel: ALL, filters: filters.value }) : filters.failure.kind
}

describe('canonicalQuery', () => {
  it('the query of a listing has its filters by name, included before excluded, by slug, each once', () => {
    expect(canonical('tag=-b&tag=c&tag=a&source=x&lang=id&author=-A&publisher=P&tag=A')).toBe(
      '?author=-a&lang=id&publisher=p&source=x&tag=a&tag=c&tag=-b',
    )
    expect(canonical('q=x&limit=3')).toBe('')
  })

  it('filters give the same query in whichever order they come', () => {
    const pair = fc.tuple(
      fc.constantFrom('tag', 'lang', 'author'),
      fc.constantFrom('a', '-a', 'b', '-b', 'é'),
    )
    const order = fc.uniqueArray(pair, { selector: String, maxLength: 8 })
    fc.assert(
      fc.property(order, fc.integer(), (pairs, by) => {
        const turned = pairs.map((_, index) => pairs[(index * 7 + Math.abs(by)) % pairs.length] ?? ['', ''])
        const given = new Set(turned.map(String)).size === pairs.length ? turned : [...pairs].reverse()
        expect(canonical(String(new URLSearchParams(given)))).toBe(
          canonical(String(new URLSearchParams(pairs))),
        )
      }),
    )
  })

  it('the query of a listing stays the same when it is read and written again', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', minLength: 1 }), { maxLength: 8 }), (values) => {
        const written = canonical(String(new URLSearchParams(values.map((value) => ['tag', value]))))
        if (written.startsWith('?')) expect(canonical(written)).toBe(written)
      }),
    )
  })
})

describe('readCursor', () => {
  it('a cursor is read as it was written', () => {
    const number = fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 })
    fc.assert(
      fc.property(number, fc.nat(), (published, article) => {
        expect(readCursor(writeCursor({ published, article }))).toEqual({ published, article })
      }),
    )
  })
})
