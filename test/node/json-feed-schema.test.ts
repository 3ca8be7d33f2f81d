import { describe, expect, it } from 'vitest'
import type { History } from '../../src/formats/document.ts'
import { archivePath, formatLinks } from '../../src/formats/index.ts'
import { SyndicationFeed } from '../../src/formats/syndication-feed.ts'
import { SITE_MARK } from '../../src/model/article.ts'
import { composeFeed, feedLinks } from '../../src/site/feeds/compose.ts'
import {
  ANTARA,
  EDITOR,
  EVERYTHING,
  feedOf,
  fullArticle,
  plainArticle,
  REUTERS,
  SETTING,
  withoutBody,
  writable,
} from '../support/article.ts'
import { jsonFeedChecker } from '../support/json-feed-schema.ts'

const archiveLinks = (number: number) =>
  formatLinks((format) => `https://news.example${archivePath(EVERYTHING, format, { number, revision: 7 })}`)

const ARCHIVE: History = {
  archive: true,
  current: feedLinks(EVERYTHING, 'https://news.example', ''),
  previous: archiveLinks(1),
  next: archiveLinks(3),
}

/** Where a document breaks the schema, and which keyword it breaks. */
const faultsOf = jsonFeedChecker((text) => /^https?:\/\//.test(text) && URL.parse(text)?.href === text)

function written(feed: Pick<SyndicationFeed, 'json1'>) {
  return JSON.parse(feed.json1())
}

describe('a JSON Feed 1.1, by its schema', () => {
  const english = fullArticle({ language: 'en', sources: [ANTARA, REUTERS] })
  const least = plainArticle({ authors: [], sources: [], publisher: ANTARA, summary: '', body: '' })
  const ours = fullArticle({ image: { url: `${SITE_MARK}/media/a%20b.png` }, slug: 'berita-習近平' })

  const plain = new SyndicationFeed({
    title: 'Siniar',
    link: 'https://a.example',
    hub: 'https://hub.example',
    image: 'https://a.example/i.png',
    author: { name: 'Redaksi', email: 'redaksi@a.example' },
  })
  plain.addItem({
    title: 'Episode',
    link: 'https://a.example/1',
    date: new Date(0),
    author: [{ email: 'redaksi@a.example' }],
    audio: { url: 'https://a.example/a.mp3', length: 5, duration: 61 },
    image: 'https://a.example/i.jpg',
    extensions: [{ name: '_own', objects: { about: 'https://a.example/about' } }],
  })

  it.each([
    ['a plain feed with media, hub and author', plain],
    ['a full article', feedOf(fullArticle())],
    ['several, in two languages', feedOf(fullArticle(), english)],
    ['summaries', feedOf(withoutBody(fullArticle()), withoutBody(english))],
    ['the least that an article can be', feedOf(least, withoutBody(least))],
    ['the credit of a photo without its picture', feedOf(plainArticle({ image: { credit: 'Sputnik' } }))],
    ['pictures and slugs of our own', feedOf(ours)],
    ['an editor alone', feedOf(plainArticle({ authors: [EDITOR], sources: [] }))],
    ['an archive', writable(composeFeed(EVERYTHING, [fullArticle()], { ...SETTING, history: ARCHIVE }))],
    ['nothing', feedOf()],
    [
      'nothing, as asked',
      writable(composeFeed(EVERYTHING, [], { ...SETTING, query: '?limit=1&content=summary' })),
    ],
  ])('is what we write of %s', (_, feed) => {
    expect(faultsOf(written(feed))).toEqual([])
  })
})

describe('the schema', () => {
  const valid = () => written(feedOf(fullArticle()))

  it.each([
    ['version 1', { version: 'https://jsonfeed.org/version/1' }, '/version const'],
    ['no items', { items: undefined }, ' required'],
    ['a link that is no URL', { home_page_url: '/' }, '/home_page_url format'],
    ['an author without any member', { authors: [{}] }, '/authors/0 anyOf'],
    ['a hub without its type', { hubs: [{ url: 'https://hub.example/' }] }, '/hubs/0 required'],
    ['a member that JSON Feed does not know', { ttl: 5 }, ' additionalProperties'],
    ['an extension that begins with no letter', { _1: {} }, ' propertyNames'],
    ['an extension that is no object', { _x: 'a' }, '/_x type'],
    ['a dot in a member of an extension', { _x: { 'a.b': 1 } }, '/_x propertyNames'],
    ['an underscore before a language', { language: 'id_ID' }, '/language format'],
  ])('refuses %s', (_, members, fault) => {
    expect(faultsOf(JSON.parse(JSON.stringify({ ...valid(), ...members })))).toContain(fault)
  })

  it.each([
    ['a number for an id', { id: 7 }, '/items/0/id type'],
    ['no id', { id: undefined }, '/items/0 required'],
    ['no content', { content_html: undefined }, '/items/0 anyOf'],
    [
      'a date without its offset',
      { date_published: '2022-09-20T12:32:00' },
      '/items/0/date_published format',
    ],
    [
      'an RFC 822 date',
      { date_modified: 'Tue, 20 Sep 2022 12:32:00 +0700' },
      '/items/0/date_modified format',
    ],
    ['an author that is a text', { authors: ['Lintar Satria'] }, '/items/0/authors/0 type'],
    ['tags in one text', { tags: 'a, b' }, '/items/0/tags type'],
    ['a picture that is no URL', { image: 'i.jpg' }, '/items/0/image format'],
    [
      'an attachment without its type',
      { attachments: [{ url: 'https://a.example/' }] },
      '/items/0/attachments/0 required',
    ],
    ['null for what is not known', { external_url: null }, '/items/0/external_url type'],
  ])('refuses an item with %s', (_, members, fault) => {
    const feed = valid()
    Object.assign(feed.items[0], members)
    expect(faultsOf(JSON.parse(JSON.stringify(feed)))).toContain(fault)
  })
})
