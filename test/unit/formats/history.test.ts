import { describe, expect, it } from 'vitest'
import type { History } from '../../../src/formats/document.ts'
import { FORMATS, formatLinks } from '../../../src/formats/index.ts'
import { SyndicationFeed } from '../../../src/formats/syndication-feed.ts'

const linksOf = (name: string) =>
  formatLinks((format) => `https://a.example/${name}/${FORMATS[format].file}?a&b`)

const feedWith = (history?: History) =>
  new SyndicationFeed({
    title: 'Warta',
    link: 'https://a.example/',
    feedLinks: linksOf('self'),
    ...(history && { history }),
  })

const ARCHIVE: History = {
  archive: true,
  current: linksOf('current'),
  previous: linksOf('previous'),
  next: linksOf('next'),
}

/** The elements and links of RFC 5005 in an XML document, in their order. */
function historyIn(xml: string): string[] {
  return Array.from(
    xml.matchAll(/<(?:fh:\w+|(?:atom:)?link rel="(?:current|prev-archive|next-archive)")[^>]*>/g),
    String,
  )
}

describe.each([
  ['rss', 'atom:link', (feed: SyndicationFeed) => feed.rss2()],
  ['atom', 'link', (feed: SyndicationFeed) => feed.atom1()],
] as const)('the history of a feed as %s', (format, link, write) => {
  const linkTo = (rel: string, name: string) =>
    `<${link} rel="${rel}" href="${linksOf(name)[format].replace('&', '&amp;')}"/>`

  it('is nothing where none is told, not even a namespace', () => {
    expect(historyIn(write(feedWith()))).toEqual([])
    expect(write(feedWith())).not.toContain('xmlns:fh')
  })

  it('is said of one that holds everything', () => {
    expect(historyIn(write(feedWith({ complete: true })))).toEqual(['<fh:complete/>'])
  })

  it('is a link to the newest archive in what readers subscribe to', () => {
    expect(historyIn(write(feedWith({ complete: false, previous: linksOf('previous') })))).toEqual([
      linkTo('prev-archive', 'previous'),
    ])
  })

  it('is a mark and three links in an archive, each to its own format', () => {
    const xml = write(feedWith(ARCHIVE))
    expect(historyIn(xml)).toEqual([
      '<fh:archive/>',
      linkTo('current', 'current'),
      linkTo('prev-archive', 'previous'),
      linkTo('next-archive', 'next'),
    ])
    expect(xml.match(/xmlns:fh="http:\/\/purl\.org\/syndication\/history\/1\.0"/g)).toHaveLength(1)
  })

  it('has no link where there is no neighbour', () => {
    const history = { ...ARCHIVE, previous: undefined, next: undefined }
    expect(historyIn(write(feedWith(history)))).toEqual(['<fh:archive/>', linkTo('current', 'current')])
  })
})

describe('the history of a feed as JSON', () => {
  const written = (history?: History) => JSON.parse(feedWith(history).json1())

  it('is the next page, and the address that all pages share', () => {
    expect(written(ARCHIVE)).toMatchObject({
      feed_url: linksOf('current').json,
      next_url: linksOf('previous').json,
    })
  })

  it('ends where there is no page before', () => {
    for (const history of [undefined, { complete: true }, { ...ARCHIVE, previous: undefined }]) {
      expect(written(history)).not.toHaveProperty('next_url')
    }
    expect(written({ complete: true }).feed_url).toBe(linksOf('self').json)
  })
})
