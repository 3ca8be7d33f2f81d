import { describe, expect, it } from 'vitest'
import type { Channel } from '../../../../src/model/channel.ts'
import { composeFeed } from '../../../../src/site/feeds/compose.ts'
import { EVERYTHING, feedOf, plainArticle, SETTING } from '../../../support/article.ts'

const TAG: Channel = {
  ...EVERYTHING,
  kind: 'tags',
  slug: 'luar-negeri',
  title: 'Foreign & more',
  language: 'en',
}

describe('a composed feed', () => {
  it('is named, dated and linked by its channel', () => {
    expect(composeFeed(TAG, [], SETTING).options).toMatchObject({
      id: 'tag:warta.example,2022:feed/tags/luar-negeri',
      title: 'Warta: News tagged Foreign & more',
      language: 'en',
      link: 'https://news.example/tags/luar-negeri',
      feedLinks: {
        rss: 'https://news.example/tags/luar-negeri/rss.xml',
        atom: 'https://news.example/tags/luar-negeri/atom.xml',
        json: 'https://news.example/tags/luar-negeri/feed.json',
      },
      updated: new Date(EVERYTHING.modified * 1000),
      ttl: 5,
    })
  })

  it('repeats the query in its own links only', () => {
    const { options } = composeFeed(TAG, [], { ...SETTING, query: '?limit=5' })
    expect(options.feedLinks?.rss).toBe('https://news.example/tags/luar-negeri/rss.xml?limit=5')
    expect(options.link).toBe('https://news.example/tags/luar-negeri')
  })

  it('has an id that does not depend on the origin', () => {
    const elsewhere = composeFeed(TAG, [], { ...SETTING, origin: 'http://localhost:8787' })
    expect(elsewhere.options.id).toBe(composeFeed(TAG, [], SETTING).options.id)
  })

  it('lists the articles in the order given', () => {
    const feed = feedOf(plainArticle({ id: 'tag:b' }), plainArticle({ id: 'tag:a' }))
    expect(feed.items.map(({ id }) => id)).toEqual(['tag:b', 'tag:a'])
  })

  it('gives the same bytes for the same articles', () => {
    expect(feedOf(plainArticle()).rss2()).toBe(feedOf(plainArticle()).rss2())
  })
})
