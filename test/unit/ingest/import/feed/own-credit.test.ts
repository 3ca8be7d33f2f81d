import { describe, expect, it } from 'vitest'
import { ANTARA, feedOf, fullArticle, plainArticle } from '../../../../support/article.ts'
import { only } from '../../../../support/upstream-feed.ts'

describe('a feed that Warta wrote', () => {
  const article = fullArticle()

  it.each(['rss2', 'atom1', 'json1'] as const)(
    'a feed that Warta wrote comes back whole from %s',
    (write) => {
      const back = only(feedOf(article)[write]())
      expect(back).toMatchObject({
        id: article.id,
        title: article.title,
        language: 'id',
        published: article.published,
        updated: article.updated,
        summary: article.summary,
        authors: article.authors,
        publisher: { name: 'Republika', home: 'https://www.republika.co.id/' },
        sources: [{ name: 'Reuters', home: 'https://www.reuters.com/' }],
        original: article.original,
        body: article.body,
        tags: article.tags,
        guesses: [],
      })
      expect(back.image).toEqual({
        url: 'https://img.example/contoh.jpg',
        width: 1200,
        height: 800,
        alt: 'Dua orang',
        caption: 'Dua orang bersalaman',
        credit: 'Alexandr Demyanchuk, Sputnik',
      })
    },
  )

  it.each(['rss2', 'atom1', 'json1'] as const)(
    'an Arabic article comes back from %s without the marks of its direction',
    (write) => {
      const arabic = plainArticle({
        language: 'ar',
        title: 'قمة SCO!',
        summary: 'لقاء.',
        body: '<p>نص</p>',
        image: { url: 'https://img.example/i.jpg', caption: 'الرئيسان', credit: 'Sputnik' },
      })
      expect(only(feedOf(arabic)[write]())).toMatchObject({
        title: 'قمة SCO!',
        summary: 'لقاء.',
        body: '<p>نص</p>',
        image: { caption: 'الرئيسان', credit: 'Sputnik' },
      })
    },
  )

  it.each(['rss2', 'atom1', 'json1'] as const)(
    'a feed that Warta wrote keeps in %s a publisher and a source without pages',
    (write) => {
      const bare = plainArticle({ publisher: ANTARA, sources: [{ id: 'afp', name: 'AFP' }], authors: [] })
      const back = only(feedOf(bare)[write]())
      expect(back).toMatchObject({ authors: [], publisher: { name: 'Antara' }, sources: [{ name: 'AFP' }] })
    },
  )
})
