import { describe, expect, it } from 'vitest'
import { SyndicationFeed } from '../../../../../src/formats/syndication-feed.ts'
import { ANTARA, feedOf, fullArticle, plainArticle, REUTERS } from '../../../../support/article.ts'
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
        dateline: article.dateline,
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

  it.each(['rss2', 'atom1', 'json1'] as const)(
    'a feed that Warta wrote keeps in %s every role, names that hold joining words, and pages of people',
    (write) => {
      const authors = [
        { name: 'Tim Riset dan Data', role: 'reporter', url: 'https://k.example/tim' },
        { name: 'Sari, M.Si', role: 'reporter' },
        { name: 'Rini', role: 'editor', url: 'https://k.example/rini' },
        { name: 'Budi', role: 'translator' },
        { name: 'Adi', role: 'photographer' },
        { name: 'Warta', role: 'digest' },
      ] as const
      expect(only(feedOf(fullArticle({ authors: [...authors] }))[write]())).toMatchObject({
        authors,
        guesses: [],
      })
    },
  )

  it.each(['rss2', 'atom1', 'json1'] as const)(
    'a feed that Warta wrote keeps in %s what was said of a picture that did not come, and the order of sources',
    (write) => {
      const sources = [{ id: 'afp', name: 'AFP' }, REUTERS, { id: 'dpa', name: 'dpa' }]
      const image = { caption: 'Dua orang', credit: 'Foto/Arsip' }
      const back = only(feedOf(fullArticle({ sources, image }))[write]())
      expect(back.image).toEqual(image)
      expect(back.sources.map(({ name }) => name)).toEqual(['AFP', 'Reuters', 'dpa'])
    },
  )

  it.each(['rss2', 'atom1'] as const)(
    'a feed in %s in which somebody else writes as Warta does keeps its text whole',
    (write) => {
      const sentence = 'Laporan Lintar Satria (editor Friska Yolandha), Republika; sumber: Reuters.'
      const feed = new SyndicationFeed({ title: 'Kabar', link: 'https://k.example/', generator: 'Warta' })
      const item = { title: 'Judul', link: 'https://k.example/1', date: new Date('2022-09-20T00:00:00Z') }
      feed.addItem({ ...item, summary: sentence, content: `<p><small>${sentence}</small></p>` })
      expect(only(feed[write]())).toMatchObject({
        summary: sentence,
        original: 'https://k.example/1',
        authors: [],
        publisher: { name: 'Kabar' },
      })
    },
  )
})
