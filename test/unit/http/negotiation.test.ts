import { describe, expect, it } from 'vitest'
import {
  negotiate,
  type Offer,
  preferredLanguage,
  prefersHtml,
  takesChanges,
  takesGzip,
} from '../../../src/http/negotiation.ts'

const OFFERS: [Offer<string>, ...Offer<string>[]] = [
  { name: 'rss', types: ['application/rss+xml', 'application/xml', 'text/xml'] },
  { name: 'atom', types: ['application/atom+xml', 'application/xml', 'text/xml'] },
  { name: 'json', types: ['application/feed+json', 'application/json'] },
]

describe('the offer for an Accept header', () => {
  it.each([
    ['application/rss+xml', 'rss'],
    ['application/atom+xml', 'atom'],
    ['application/feed+json', 'json'],
    ['application/json', 'json'],
    ['text/xml', 'rss'],
    ['APPLICATION/ATOM+XML', 'atom'],
    ['application/atom+xml;type=feed;charset=utf-8', 'atom'],
    ['  application/atom+xml  ', 'atom'],
  ])('%s is %s', (accept, name) => {
    expect(negotiate(accept, OFFERS)).toBe(name)
  })

  it.each([
    ['application/rss+xml;q=0.5, application/atom+xml;q=0.9', 'atom'],
    ['application/rss+xml;q=0.5, application/atom+xml;Q=0.9', 'atom'],
    ['application/rss+xml;q=0.999, application/feed+json', 'json'],
    ['application/json;q=0.2 , application/atom+xml ; q=0.1', 'json'],
    ['application/feed+json;q=0.001, image/png', 'json'],
    ['application/atom+xml, application/rss+xml', 'rss'],
  ])('by quality: %s is %s', (accept, name) => {
    expect(negotiate(accept, OFFERS)).toBe(name)
  })

  it.each([
    ['*/*', 'rss'],
    ['application/*', 'rss'],
    ['text/*', 'rss'],
    ['*/*;q=0.1, application/feed+json', 'json'],
    ['application/*;q=0.3, application/atom+xml;q=0.4', 'atom'],
    ['application/rss+xml;q=0.1, */*', 'atom'],
    ['application/rss+xml;q=0.1, application/feed+json;q=0.5, */*;q=0.8', 'atom'],
  ])('the most specific range decides: %s is %s', (accept, name) => {
    expect(negotiate(accept, OFFERS)).toBe(name)
  })

  it.each([
    ['application/rss+xml;q=0, */*', 'atom'],
    ['application/rss+xml;q=0, application/atom+xml;q=0, */*;q=0.1', 'json'],
    ['application/rss+xml;q=0.0, application/*', 'atom'],
    ['application/rss+xml;q=0, application/feed+json;q=0.1', 'json'],
  ])('a quality of 0 refuses: %s is %s', (accept, name) => {
    expect(negotiate(accept, OFFERS)).toBe(name)
  })

  it.each([
    undefined,
    null,
    '',
    ' ',
    ',,;;,',
    'image/png',
    'text/html',
    '*/*;q=0',
    'application/feed+json;q=high',
    'application/feed+json;q=-1',
    'application/feed+json;q=2',
    'application/feed+json;q=',
    'json',
  ])('is the first where nothing can be told from %s', (accept) => {
    expect(negotiate(accept, OFFERS)).toBe('rss')
  })

  it('reads a header of any length in no time', () => {
    expect(negotiate(`${'a/b,'.repeat(100_000)}application/atom+xml`, OFFERS)).toBe('rss')
  })
})

describe('a page', () => {
  it.each([
    'text/html',
    'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
    'text/html, application/json;q=0.9',
    'TEXT/HTML;charset=utf-8',
  ])('is preferred by %s', (accept) => {
    expect(prefersHtml(accept)).toBe(true)
  })

  it.each([
    undefined,
    null,
    '',
    '*/*',
    'text/*',
    'application/json',
    'application/problem+json',
    'text/html;q=0',
    'text/html;q=0.5, application/json',
    'application/xml, application/feed+json, text/html, */*;q=0.9',
  ])('is not preferred by %s', (accept) => {
    expect(prefersHtml(accept)).toBe(false)
  })
})

const askingFor = (accepted: string | undefined, cf?: { clientAcceptEncoding: string }) => ({
  headers: new Headers(accepted === undefined ? {} : { 'Accept-Encoding': accepted }),
  cf,
})

describe('gzip', () => {
  it('is for clients that take it, whatever the edge in front of us asks for', () => {
    expect(takesGzip(askingFor('br, gzip', { clientAcceptEncoding: 'gzip' }))).toBe(true)
    expect(takesGzip(askingFor('br, gzip', { clientAcceptEncoding: '' }))).toBe(false)
    expect(takesGzip(askingFor('br, gzip', { clientAcceptEncoding: 'identity' }))).toBe(false)
    expect(takesGzip(askingFor('identity', { clientAcceptEncoding: 'gzip' }))).toBe(false)
  })

  it.each([
    ...['gzip', 'GZIP', 'x-gzip', 'gzip, deflate, br, zstd', 'br, gzip;q=0.001', '*', 'br;q=0.5, *;q=0.1'],
    ...['*;q=0, gzip', 'identity;q=0, gzip;q=0.5', ' gzip '],
  ])('is taken by Accept-Encoding: %s', (accepted) => {
    expect(takesGzip(askingFor(accepted))).toBe(true)
  })

  it.each([
    ...[undefined, '', ' ', ',', 'identity', 'br', 'gzip;q=0', 'gzip;q=0.000', '*;q=0', '*, gzip;q=0'],
    ...['gzip;q=high', 'gzip;q=2', 'gzipped', 'deflate'],
  ])('is not taken by Accept-Encoding: %s', (accepted) => {
    expect(takesGzip(askingFor(accepted))).toBe(false)
  })

  it('is looked for in a header of any length in no time', () => {
    expect(takesGzip(askingFor(`${'br,'.repeat(100_000)}gzip`))).toBe(false)
  })
})

const LANGUAGES: [header: string | undefined, language: string][] = [
  [undefined, 'id'],
  ['', 'id'],
  ['*', 'id'],
  ['fr-FR,fr;q=0.9', 'id'],
  ['en', 'en'],
  ['en-GB,en;q=0.9,id;q=0.8', 'en'],
  ['ID-id, en;q=0.9', 'id'],
  ['en;q=0.8, id;q=0.9', 'id'],
  ['fr, en;q=0.1', 'en'],
  ['en;q=0', 'id'],
  ['en;q=7', 'id'],
  ['enm', 'id'],
  [`${'x,'.repeat(100_000)}en`, 'id'],
]

describe('the language that a reader prefers', () => {
  it.each(LANGUAGES)('is known by Accept-Language: %j', (header, language) => {
    expect(preferredLanguage(header?.slice(0, 300_000), ['id', 'en'])).toBe(language)
  })
})

const takes = (accepted: string, agent?: string) =>
  takesChanges(new Headers({ 'A-IM': accepted, ...(agent && { 'User-Agent': agent }) }))

describe('changes alone', () => {
  it.each([
    ...[
      'feed',
      'FEED',
      ' feed ',
      'feed;q=1',
      'feed;q=0.001',
      'feed ; q = 0.5',
      'vcdiff;q=1, feed',
      'feed,gzip',
    ],
    ...['gzip, diffe;q=0.2,feed;q=0.1', 'feed;q=0, feed'],
  ])('are taken by A-IM: %s', (accepted) => {
    expect(takes(accepted)).toBe(true)
  })

  it.each([
    ...[
      '',
      ' ',
      ',',
      'vcdiff',
      'feeds',
      'xfeed',
      'feed;q=0',
      'feed;q=0.000',
      'feed;q=high',
      'feed;q=0.0.1',
      '*',
    ],
    ...['feed;range', 'a feed', 'identity;q=0'],
  ])('are not taken by A-IM: %j', (accepted) => {
    expect(takes(accepted)).toBe(false)
  })

  it('are not taken where nothing is said', () => {
    expect(takesChanges(new Headers())).toBe(false)
  })

  it.each([
    ['feedparser/6.0.10 +https://github.com/kurtmckee/feedparser/', false],
    ['FeedParser/5.2.1', false],
    ['newsboat/2.21.0 (Linux x86_64)', true],
    ['Mozilla/5.0 (uses feedparser/6)', true],
    ['', true],
  ])('are taken or not by %s: %s', (agent, taken) => {
    expect(takes('feed', agent)).toBe(taken)
  })

  it('are looked for in the beginning of a header of any length', () => {
    expect(takes(`${'x,'.repeat(19)}feed`)).toBe(true)
    expect(takes(`${'x,'.repeat(100_000)}feed`)).toBe(false)
    expect(takes(`feed;q=${' '.repeat(100_000)}x`)).toBe(false)
  })
})
