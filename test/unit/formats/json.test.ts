import { describe, expect, it } from 'vitest'
import type { Entry } from '../../../src/formats/document.ts'
import { identityOf } from '../../../src/formats/identity.ts'
import { jsonFeed } from '../../../src/formats/json.ts'
import { SyndicationFeed } from '../../../src/formats/syndication-feed.ts'
import { ANTARA, feedOf, fullArticle, plainArticle, REUTERS, withoutBody } from '../../support/article.ts'

interface WrittenFeed extends Record<string, unknown> {
  items: Record<string, unknown>[]
}

function written(feed: Pick<SyndicationFeed, 'json1'>): WrittenFeed {
  return JSON.parse(feed.json1())
}

function itemOf(feed: Pick<SyndicationFeed, 'json1'>): Record<string, unknown> {
  return written(feed).items[0] ?? {}
}

function feedWith(fields: Partial<Entry>): SyndicationFeed {
  const feed = new SyndicationFeed({ title: 'Warta' })
  feed.addItem({ title: 'Contoh', link: 'https://news.example/a', date: new Date(0), ...fields })
  return feed
}

describe('a JSON Feed', () => {
  it('is version 1.1, with its URLs and language, and no authors of its own', () => {
    expect(written(feedOf())).toEqual({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Warta',
      home_page_url: 'https://news.example/',
      feed_url: 'https://news.example/feed.json',
      description: expect.stringContaining('kredit lengkap'),
      icon: 'https://news.example/icon-512.png',
      favicon: 'https://news.example/icon-192.png',
      language: 'id',
      _attribution: { about: 'https://news.example/attribution' },
      items: [],
    })
  })

  it('says its author in both forms, and its hub', () => {
    const author = { name: 'Redaksi', email: 'r@a.example', link: 'https://a.example/' }
    const feed = written(new SyndicationFeed({ title: 'T', author, hub: 'https://hub.example/' }))
    expect(feed.authors).toEqual([{ name: 'Redaksi', url: 'https://a.example/' }])
    expect(feed.author).toEqual({ name: 'Redaksi', url: 'https://a.example/' })
    expect(feed.hubs).toEqual([{ type: 'WebSub', url: 'https://hub.example/' }])
  })

  it('has both of its pictures', () => {
    const pictures = { image: 'https://a.example/i.png', favicon: 'https://a.example/f.png' }
    expect(written(new SyndicationFeed({ title: 'T', ...pictures }))).toMatchObject({
      icon: pictures.image,
      favicon: pictures.favicon,
    })
  })

  it('has no author of whom it could say nothing', () => {
    const feed = written(new SyndicationFeed({ title: 'T', author: { email: 'r@a.example', link: '' } }))
    expect(feed).not.toHaveProperty('author')
    expect(feed).not.toHaveProperty('authors')
  })

  it('lets no extension take the place of a member', () => {
    const feed = feedWith({
      extensions: [
        { name: 'id', objects: {} },
        { name: '_own', objects: { a: 1 } },
      ],
    })
    feed.addExtension({ name: 'version', objects: { a: 1 } })
    expect(written(feed).version).toBe('https://jsonfeed.org/version/1.1')
    expect(itemOf(feed)).toMatchObject({ id: 'https://news.example/a', _own: { a: 1 } })
  })
})

describe('a JSON Feed item', () => {
  it('has every member of the mapping, in its order', () => {
    const item = itemOf(feedOf(fullArticle()))
    expect(Object.keys(item)).toEqual([
      'id',
      'url',
      'external_url',
      'title',
      'content_html',
      'summary',
      'image',
      'date_published',
      'date_modified',
      'authors',
      'author',
      'tags',
      'language',
      '_attribution',
    ])
    expect(item).toMatchObject({
      id: 'tag:warta.example,2022-09-20:contoh',
      url: 'https://news.example/articles/contoh',
      external_url: 'https://www.republika.co.id/berita/contoh',
      title: 'Contoh',
      image: 'https://img.example/contoh.jpg',
      date_published: '2022-09-20T12:32:00+07:00',
      date_modified: '2022-09-20T12:58:11+07:00',
      authors: [{ name: 'Lintar Satria' }, { name: 'Reuters', url: 'https://www.reuters.com/' }],
      author: { name: 'Lintar Satria' },
      tags: ['Luar Negeri'],
      language: 'id',
    })
  })

  it('leaves out what it would have to guess', () => {
    expect(itemOf(feedOf(plainArticle()))).not.toHaveProperty('external_url')
    expect(itemOf(feedOf(plainArticle({ image: { credit: 'Sputnik' } })))).not.toHaveProperty('image')
  })

  it('has its summary as content_text where the body was not asked for, or NetNewsWire drops it', () => {
    const item = itemOf(feedOf(withoutBody(plainArticle())))
    expect(item.content_text).toMatch(/^Ringkasan\. Laporan Lintar Satria .*sumber: Reuters\.$/)
    expect(item).not.toHaveProperty('content_html')
    expect(item).not.toHaveProperty('summary')
  })

  it.each([
    ['both', { content: '<p>c</p>', description: 'd' }, { content_html: '<p>c</p>', summary: 'd' }],
    ['a description, which is HTML', { description: '<i>d</i>' }, { content_html: '<i>d</i>' }],
    ['neither', {}, { content_text: 'Contoh' }],
  ])('has some content, with %s', (_, fields, expected) => {
    const { content_html, content_text, summary } = itemOf(feedWith(fields))
    expect(JSON.parse(JSON.stringify({ content_html, content_text, summary }))).toEqual(expected)
  })

  it('has the same identity as in the other formats', () => {
    const item = { title: 'T', link: 'https://a.example/', date: new Date(0) }
    expect(identityOf(item)).toBe('https://a.example/')
    expect(identityOf({ ...item, id: 'tag:id' })).toBe('tag:id')
    expect(identityOf({ ...item, id: 'tag:id', guid: 'tag:guid' })).toBe('tag:guid')
  })

  it('keeps authors that have only a picture, and drops those of whom nothing is known', () => {
    const author = [{ email: 'a@a.example' }, { avatar: 'https://a.example/a.png' }, { name: '' }]
    expect(itemOf(feedWith({ author })).authors).toEqual([{ avatar: 'https://a.example/a.png' }])
  })

  it('has no empty lists', () => {
    const item = itemOf(feedWith({ author: [], category: [{ domain: 'https://a.example/' }] }))
    expect(item).not.toHaveProperty('attachments')
    expect(item).not.toHaveProperty('authors')
    expect(item).not.toHaveProperty('tags')
  })

  it('a JSON Feed item has a publisher and sources without a URL as data', () => {
    const { _attribution } = itemOf(feedOf(plainArticle({ publisher: ANTARA, sources: [ANTARA, REUTERS] })))
    expect(_attribution).toMatchObject({
      publisher: { name: 'Antara' },
      sources: [{ name: 'Antara' }, { name: 'Reuters', url: 'https://www.reuters.com/' }],
    })
  })

  it('is the object that is written', () => {
    const feed = feedOf(fullArticle())
    expect(written(feed)).toEqual(JSON.parse(JSON.stringify(jsonFeed(feed))))
  })
})
