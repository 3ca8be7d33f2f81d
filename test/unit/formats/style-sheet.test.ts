import { describe, expect, it } from 'vitest'
import { styleSheetOf } from '../../../src/formats/document.ts'
import { SyndicationFeed } from '../../../src/formats/syndication-feed.ts'
import { feedOf, plainArticle } from '../../support/article.ts'

const options = { title: 'Warta', id: 'tag:warta.example,2022:feed', link: 'https://news.example/' }

describe('the style sheet of a feed', () => {
  it.each([
    ['https://news.example/feed.css', 'text/css'],
    ['https://news.example/FEED.CSS?v=2', 'text/css'],
    ['/feed.css#x', 'text/css'],
    ['https://news.example/style.xsl', 'text/xsl'],
    ['https://news.example/style.xsl?like=feed.css', 'text/xsl'],
    ['https://news.example/style', 'text/xsl'],
  ])('%s is of the type %s', (stylesheet, type) => {
    expect(styleSheetOf({ ...options, stylesheet })).toEqual({ href: stylesheet, type })
    const feed = new SyndicationFeed({ ...options, stylesheet })
    const instruction = `<?xml version="1.0" encoding="utf-8"?>\n<?xml-stylesheet href="${stylesheet}" type="${type}"?>\n<`
    for (const xml of [feed.rss2(), feed.atom1()]) expect(xml.startsWith(instruction)).toBe(true)
  })

  it('is left out where there is none', () => {
    expect(styleSheetOf(options)).toBeUndefined()
    for (const xml of [new SyndicationFeed(options).rss2(), new SyndicationFeed(options).atom1()]) {
      expect(xml).not.toContain('xml-stylesheet')
    }
  })

  it('of ours is on our own origin', () => {
    const feed = feedOf(plainArticle())
    for (const xml of [feed.rss2(), feed.atom1()]) {
      expect(xml).toContain('<?xml-stylesheet href="https://news.example/feed.css" type="text/css"?>\n')
    }
  })
})
