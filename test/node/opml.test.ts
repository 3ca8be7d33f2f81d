import fc from 'fast-check'
import { parseOpml } from 'feedsmith'
import { describe, expect, it } from 'vitest'
import { writeOpml } from '../../src/formats/opml.ts'
import { storable } from '../../src/model/text.ts'
import { anyText } from '../support/any-entry.ts'
import { asRead, readXml } from '../support/xml.ts'

const feed = (title: string) => ({
  title,
  xmlUrl: 'https://news.example/tags/a/rss.xml?b=1&c=2',
  htmlUrl: 'https://news.example/tags/a',
  language: 'id',
})
const LIST = {
  title: 'Warta',
  owner: 'Warta',
  modified: new Date(1_663_653_600_000),
  subscriptions: [],
  groups: [],
}

describe('an OPML document', () => {
  it('is well-formed and comes back the same, whatever the titles hold', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 4 }), (texts) => {
        const titles = texts.map(storable)
        const [title = ''] = titles
        const groups = [{ title, subscriptions: titles.map(feed) }]
        const root = readXml(writeOpml({ ...LIST, title, owner: title, groups }))
        const [head, body] = root.children
        expect(head?.children.find(({ name }) => name === 'title')?.text).toBe(asRead(title))
        const [folder] = body?.children ?? []
        expect(folder?.attributes.text).toBe(asRead(title))
        expect(folder?.children.map(({ attributes }) => attributes.title)).toEqual(titles.map(asRead))
      }),
      { numRuns: 200 },
    )
  })

  it('says what OPML 2.0 asks of a subscription list', () => {
    const groups = [{ title: 'Tanda', subscriptions: [feed('A & "b"')] }]
    const root = readXml(writeOpml({ ...LIST, subscriptions: [feed('Semua')], groups }))
    expect(root).toMatchObject({ name: 'opml', attributes: { version: '2.0' } })
    const [head, body] = root.children
    expect(head?.children.map(({ name, text }) => [name, text])).toEqual([
      ['title', 'Warta'],
      ['dateModified', 'Tue, 20 Sep 2022 06:00:00 +0000'],
      ['ownerName', 'Warta'],
      ['docs', 'http://opml.org/spec2.opml'],
    ])
    expect(body?.children.map(({ attributes }) => attributes)).toEqual([
      {
        type: 'rss',
        version: 'RSS2',
        text: 'Semua',
        title: 'Semua',
        xmlUrl: 'https://news.example/tags/a/rss.xml?b=1&c=2',
        htmlUrl: 'https://news.example/tags/a',
        language: 'id',
      },
      { text: 'Tanda', title: 'Tanda' },
    ])
    expect(body?.children[1]?.children[0]?.attributes.title).toBe('A & "b"')
  })

  it('is read by a parser that nobody here wrote, and has no empty folder', () => {
    const groups = [
      { title: 'Sumber', subscriptions: [] },
      { title: 'Tanda', subscriptions: [feed('A')] },
    ]
    const { head, body } = parseOpml(writeOpml({ ...LIST, groups }))
    expect(head?.title).toBe('Warta')
    expect(body?.outlines?.map(({ text }) => text)).toEqual(['Tanda'])
    expect(body?.outlines?.[0]?.outlines?.[0]).toMatchObject({ type: 'rss', title: 'A' })
  })
})
