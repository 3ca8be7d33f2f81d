import { describe, expect, it } from 'vitest'
import { feedTitle } from '../../../../src/ingest/import/feed/feed-title.ts'

describe('the title of a feed', () => {
  it.each([
    [
      '<rss><channel><title>Kabar &amp; Berita</title><item><title>x</title></item></channel></rss>',
      'Kabar & Berita',
    ],
    ['<rss><channel><title><![CDATA[ Kabar & Berita ]]></title></channel></rss>', 'Kabar & Berita'],
    ['<a:feed xmlns:a="x"><a:title type="text">Kabar</a:title><a:entry/></a:feed>', 'Kabar'],
    ['{"title": "Kabar", "items": [{"title": "x"}]}', 'Kabar'],
  ])('of %s', (document, title) => {
    expect(feedTitle(document)).toBe(title)
  })

  it.each([
    '<rss><channel><item><title>x</title></item></channel></rss>',
    '<feed><entry><title>x</title></entry></feed>',
    '{"items": []}',
    '{"title": 1}',
    '{',
    '',
  ])('is empty where it has none: %s', (document) => {
    expect(feedTitle(document)).toBe('')
  })
})
