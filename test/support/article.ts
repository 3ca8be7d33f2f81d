import { writeAtom } from '../../src/formats/atom.ts'
import type { FeedDocument } from '../../src/formats/document.ts'
import { writeJson } from '../../src/formats/json.ts'
import { writeRss } from '../../src/formats/rss.ts'
import type { Article } from '../../src/model/article.ts'
import type { Channel } from '../../src/model/channel.ts'
import { DEFAULT_SITE, type Site } from '../../src/model/site.ts'
import type { Source } from '../../src/model/source.ts'
import { composeFeed, type Setting } from '../../src/site/feeds/compose.ts'
import type { ListedArticle } from '../../src/storage/read/consistent-read.ts'

export const REPUBLIKA: Source = {
  id: 'republika',
  name: 'Republika',
  home: 'https://www.republika.co.id/',
  rights: { id: '© {year} Republika', en: '© {year} Republika' },
}

export const REUTERS: Source = {
  id: 'reuters',
  name: 'Reuters',
  home: 'https://www.reuters.com/',
  rights: { id: 'bahan dari Reuters', en: 'material from Reuters' },
}

/** A source that knows no URL and no rights of its own. */
export const ANTARA: Source = { id: 'antara', name: 'Antara' }

export const REPORTER = { name: 'Lintar Satria', role: 'reporter' } as const
export const EDITOR = { name: 'Friska Yolandha', role: 'editor' } as const
export const DIGEST = { name: 'Warta', role: 'digest' } as const

/** A stored article with nothing that may be left out; fields given replace its own. */
export function plainArticle(over: Partial<Article> = {}): Article {
  return {
    id: 'tag:warta.example,2022-09-20:contoh',
    slug: 'contoh',
    title: 'Contoh',
    language: 'id',
    published: { instant: Date.UTC(2022, 8, 20, 5, 32), offset: 420 },
    updated: { instant: Date.UTC(2022, 8, 20, 5, 58, 11), offset: 420 },
    summary: 'Ringkasan.',
    authors: [REPORTER, EDITOR],
    publisher: REPUBLIKA,
    sources: [REUTERS],
    tags: [],
    related: [],
    body: '<p>Isi.</p>',
    ...over,
  }
}

/** A stored article with every field filled. */
export function fullArticle(over: Partial<Article> = {}): Article {
  return plainArticle({
    dateline: 'Moskow',
    authors: [REPORTER, EDITOR, DIGEST],
    original: 'https://www.republika.co.id/berita/contoh',
    image: {
      url: 'https://img.example/contoh.jpg',
      type: 'image/jpeg',
      width: 1200,
      height: 800,
      alt: 'Dua orang',
      caption: 'Dua orang bersalaman',
      credit: 'Alexandr Demyanchuk, Sputnik',
    },
    tags: ['Luar Negeri'],
    related: [{ title: 'Terkait', url: 'https://www.republika.co.id/berita/terkait' }],
    ...over,
  })
}

/** The site of tests: Indonesian, and English too. */
export const TEST_SITE: Site = { ...DEFAULT_SITE, languages: ['id', 'en'] }

export const EVERYTHING: Channel = { kind: 'all', slug: '', title: '', revision: 7, modified: 1_663_653_600 }

export const SETTING: Setting = {
  origin: 'https://news.example',
  site: TEST_SITE,
  authority: 'warta.example',
  query: '',
  ttl: 5,
}

/** The feed of everything with these articles, and what each writer makes of it. */
export function feedOf(...articles: ListedArticle[]) {
  return writable(composeFeed(EVERYTHING, articles, SETTING))
}

/** A feed of the site with the writers under the names that they have in SyndicationFeed. */
export function writable(feed: FeedDocument) {
  return { ...feed, rss2: () => writeRss(feed), atom1: () => writeAtom(feed), json1: () => writeJson(feed) }
}

/** The article as `?content=summary` lists it. */
export function withoutBody({ body: _, ...article }: Article): ListedArticle {
  return article
}
