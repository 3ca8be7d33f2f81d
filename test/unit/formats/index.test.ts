import { describe, expect, it } from 'vitest'
import {
  articlePath,
  FORMAT_NAMES,
  FORMATS,
  feedPath,
  formatLinks,
  formatOfFile,
} from '../../../src/formats/index.ts'
import { ALL } from '../../../src/model/channel.ts'
import { feedOf, plainArticle } from '../../support/article.ts'

describe('the table of formats', () => {
  it('has for each its label, file, media types and guessed paths, in the order in which pages list them', () => {
    expect(FORMAT_NAMES.map((name) => FORMATS[name]).map(({ write: _, ...format }) => format)).toEqual([
      {
        label: 'RSS',
        file: 'rss.xml',
        mediaType: 'application/rss+xml',
        alsoAccepts: ['application/xml', 'text/xml'],
        guesses: ['/feed', '/rss', '/index.xml', '/feed.xml'],
      },
      {
        label: 'Atom',
        file: 'atom.xml',
        mediaType: 'application/atom+xml',
        alsoAccepts: ['application/xml', 'text/xml'],
        guesses: ['/atom'],
      },
      {
        label: 'JSON Feed',
        file: 'feed.json',
        mediaType: 'application/feed+json',
        alsoAccepts: ['application/json'],
        guesses: [],
      },
    ])
  })

  it('has for each its writer', () => {
    const feed = feedOf(plainArticle())
    expect(FORMAT_NAMES.map((name) => FORMATS[name].write(feed))).toEqual([
      feed.rss2(),
      feed.atom1(),
      feed.json1(),
    ])
  })

  it('is found by the file name, and only by all of it', () => {
    expect(['rss.xml', 'atom.xml', 'feed.json', 'feed.xml', 'RSS.xml', ''].map(formatOfFile)).toEqual([
      'rss',
      'atom',
      'json',
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe('the addresses of a document in each format', () => {
  it('are made by what makes one of them', () => {
    expect(formatLinks((format) => `/x/${FORMATS[format].file}`)).toEqual({
      rss: '/x/rss.xml',
      atom: '/x/atom.xml',
      json: '/x/feed.json',
    })
  })
})

describe('the paths', () => {
  it('of a feed begin with that of its channel', () => {
    expect(feedPath(ALL, 'rss')).toBe('/rss.xml')
    expect(feedPath({ kind: 'tags', slug: 'energi' }, 'json')).toBe('/tags/energi/feed.json')
  })

  it('of an article are ASCII', () => {
    expect(articlePath('berita-習')).toBe('/articles/berita-%E7%BF%92')
  })
})
