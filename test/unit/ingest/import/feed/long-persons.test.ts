import { describe, expect, it } from 'vitest'
import { withoutLongPersons } from '../../../../../src/ingest/import/feed/long-persons.ts'
import { processorTime } from '../../../../support/processor-time.ts'
import { atom, only, read, TIME, withTitle } from '../../../../support/upstream-feed.ts'

const LONG = 'x'.repeat(400)

describe('persons that are too long', () => {
  it('Persons of bearable length stay as they are', () => {
    const xml = '<rss><author>Ani &amp; Budi</author><webMaster>a@b.example (Ani)</webMaster><author/></rss>'
    expect(withoutLongPersons(xml)).toEqual({ xml, omitted: [] })
  })

  it.each([
    [`<![CDATA[<a href="${LONG}">Ani</a>]]>`, 'Ani'],
    [`&lt;a href="${LONG}"&gt;Ani &amp;amp; Budi&lt;/a&gt;`, 'Ani &amp; Budi'],
    [`<name>Ani</name><uri>${LONG}</uri>`, 'Ani'],
    [`${'Ani Lestari, '.repeat(40)}Budi`, `${'Ani Lestari, '.repeat(22)}Ani Lestari`],
    [LONG, ''],
    ['('.repeat(400), '('.repeat(0)],
  ])('Of the person %.40s the name is kept, where there is one', (content, name) => {
    const { xml, omitted } = withoutLongPersons(`<rss><AUTHOR lang="id">${content}</AUTHOR><title/></rss>`)
    expect(xml).toBe(`<rss><AUTHOR lang="id">${name}</AUTHOR><title/></rss>`)
    expect(omitted).toHaveLength(1)
  })

  it('An author of 336 characters of markup refuses neither the feed nor the item', () => {
    const author = `&lt;a class="byline" href="https://kabar.example/${'x'.repeat(270)}"&gt;Ani Lestari&lt;/a&gt;`
    const { articles, refused, omitted } = read(withTitle(`<author>${author}</author>`))
    expect(refused).toEqual([])
    expect(articles[0]?.authors).toEqual([{ name: 'Ani Lestari', role: 'reporter' }])
    expect(omitted).toEqual([
      { item: '', reason: `An author of ${author.length} characters was cut to "Ani Lestari".` },
    ])
  })

  it('An Atom author with long members keeps its name', () => {
    const person = `<author><name>Ani</name><uri>https://kabar.example/${LONG}</uri><x:bio xmlns:x="urn:x">${LONG}</x:bio></author>`
    const article = only(atom(`<id>urn:x:1</id><updated>2022-09-20T12:32:00Z</updated>${person}`))
    expect(article.authors).toMatchObject([{ name: 'Ani', role: 'reporter' }])
  })

  it('What looks like a long person within a text is left alone', () => {
    const text = `<description><![CDATA[<author>${LONG}</author>]]></description><!-- <author>${LONG} -->`
    expect(withoutLongPersons(text)).toEqual({ xml: text, omitted: [] })
  })

  it.each([
    ['a long name', `<author>${'(<['.repeat(200_000)}</author>`],
    ['a long name without an end', `<author>${'('.repeat(500_000)}`],
    ['many names without an end', '<author>'.repeat(200_000)],
    ['many ends', '</author>'.repeat(200_000)],
    ['many sections without an end', `<author>${'<![CDATA['.repeat(200_000)}`],
    ['many comments without an end', `${'<!--'.repeat(200_000)}<author>`],
    ['long tags', '<author '.repeat(200_000)],
  ])('%s takes no long time', (_, xml) => {
    expect(processorTime(() => withoutLongPersons(xml))).toBeLessThan(1000)
    expect(processorTime(() => read(withTitle(`${TIME}${xml}`)))).toBeLessThan(3000)
  })
})
