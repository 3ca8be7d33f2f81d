import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { storable } from '../../src/model/text.ts'
import { anyText, anyUrl, feedOf } from '../support/any-entry.ts'
import { url, valuesOf } from '../support/expected-values.ts'
import { asRead, entriesOf, type ReadElement, readXml } from '../support/xml.ts'

describe('every document is well-formed', () => {
  const options = fc.record({
    title: anyText,
    description: anyText,
    copyright: anyText,
    generator: anyText,
    docs: anyText,
    category: anyText,
    stylesheet: anyText,
    language: anyText,
    author: fc.record({ name: anyText, email: anyText }),
    podcast: fc.boolean(),
  })
  const extension = fc.record({
    name: anyText,
    objects: fc.dictionary(anyText, fc.anything({ maxDepth: 2 })),
  })

  const unlessBlank = (text: string) => (storable(text).trim() ? storable(text) : '')

  it('whatever the feed says of itself', () => {
    fc.assert(
      fc.property(options, (any) => {
        const feed = feedOf([], any)
        const { rights = [] } = valuesOf(readXml(feed.atom1()))
        expect(rights).toEqual([unlessBlank(any.copyright)].filter(Boolean).map(asRead))
        const [channel] = readXml(feed.rss2()).children
        expect(channel && valuesOf(channel).title).toEqual([asRead(unlessBlank(any.title))])
        expect(JSON.parse(feed.json1()).title).toBe(unlessBlank(any.title))
      }),
      { numRuns: 300 },
    )
  })

  it('wherever its archives are', () => {
    const links = fc.record({ rss: anyUrl, atom: anyUrl, json: anyUrl })
    const histories = fc.record({
      complete: fc.boolean(),
      archive: fc.boolean(),
      current: links,
      previous: links,
      next: links,
    })
    const marksOf = (root: ReadElement | undefined) =>
      root?.children.filter(({ name }) => name.startsWith('fh:')).length
    const previousOf = (root: ReadElement | undefined) =>
      root?.children.find(({ attributes }) => attributes.rel === 'prev-archive')?.attributes.href
    fc.assert(
      fc.property(histories, (history) => {
        const feed = feedOf([], { history })
        const [rss, atom] = [readXml(feed.rss2()).children[0], readXml(feed.atom1())]
        for (const root of [rss, atom]) expect(marksOf(root)).toBe(+history.complete + +history.archive)
        const written = (text: string) => asRead(url(text))
        expect(previousOf(rss)).toBe(written(history.previous.rss))
        expect(previousOf(atom)).toBe(written(history.previous.atom))
      }),
      { numRuns: 200 },
    )
  })

  it('whatever extensions it has', () => {
    fc.assert(
      fc.property(fc.array(extension, { maxLength: 3 }), (extensions) => {
        const feed = feedOf([{ title: 'T', link: 'https://a.example/', date: new Date(0), extensions }])
        for (const one of extensions) feed.addExtension(one)
        expect(entriesOf(readXml(feed.rss2()), 'item')).toHaveLength(1)
      }),
      { numRuns: 300 },
    )
  })

  it('with a body of a megabyte, which comes back the same', () => {
    const body = `<p>"Isi" & ]]> \r\n\u0003😀 </p>`.repeat(45_000)
    const feed = feedOf([
      { title: 'A <b> & "c"', link: 'https://a.example/', date: new Date(0), content: body },
    ])
    const [item] = entriesOf(readXml(feed.rss2()), 'item')
    const [entry] = entriesOf(readXml(feed.atom1()), 'entry')
    const stored = storable(body)
    expect(stored.length).toBeGreaterThan(1_000_000)
    expect(item?.children.find(({ name }) => name === 'content:encoded')?.text).toBe(stored)
    expect(entry?.children.find(({ name }) => name === 'content')?.text).toBe(stored)
    expect(JSON.parse(feed.json1()).items[0].content_html).toBe(stored)
  })
})
