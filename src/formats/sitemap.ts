import { document, EMPTY, each, element, join, leaf, type Xml } from '../xml/write.ts'
import { rfc3339 } from './dates.ts'

/** A page that search engines are told of. */
export interface MappedPage {
  /** Absolute. */
  readonly url: string
  readonly modified: Date
  readonly news?: NewsPage
}

/** What the Google News extension says of an article. */
export interface NewsPage {
  /** The name of the site as readers know it. */
  readonly publication: string
  /** BCP 47. */
  readonly language: string
  readonly published: Date
  /** Minutes east of UTC in which the time is shown. */
  readonly offset: number
  readonly title: string
}

/** A part that an index leads to. */
export interface MapPart {
  readonly url: string
  readonly modified?: Date
}

const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9'
const NEWS_NAMESPACE = 'http://www.google.com/schemas/sitemap-news/0.9'

/** `loc`: "This value must be less than 2,048 characters". */
const URL_LIMIT = 2047

/** Writes a sitemap (sitemaps.org 0.9) with the Google News extension. Pages of longer URLs are left out. Pure. */
export function writeSitemap(pages: readonly MappedPage[]): string {
  const fitting = pages.filter(({ url }) => url.length <= URL_LIMIT)
  const root = element('urlset', each(fitting, page), { xmlns: NAMESPACE, 'xmlns:news': NEWS_NAMESPACE })
  return document(root)
}

/** Writes a sitemap index (sitemaps.org 0.9). Pure. */
export function writeSitemapIndex(parts: readonly MapPart[]): string {
  return document(element('sitemapindex', each(parts, part), { xmlns: NAMESPACE }))
}

function page({ url, modified, news }: MappedPage): Xml {
  return element(
    'url',
    join([leaf('loc', url), leaf('lastmod', rfc3339(modified)), news ? newsOf(news) : EMPTY]),
  )
}

function part({ url, modified }: MapPart): Xml {
  return element('sitemap', join([leaf('loc', url), leaf('lastmod', modified && rfc3339(modified))]))
}

function newsOf({ publication, language, published, offset, title }: NewsPage): Xml {
  const code = newsLanguage(language)
  if (!code) return EMPTY
  const names = join([leaf('news:name', publication), leaf('news:language', code)])
  return element(
    'news:news',
    join([
      element('news:publication', names),
      leaf('news:publication_date', rfc3339(published, offset)),
      leaf('news:title', title),
    ]),
  )
}

// Google's extension knows languages of ISO 639 alone, and two forms of Chinese.
function newsLanguage(tag: string): string | undefined {
  const [primary = '', ...subtags] = tag.toLowerCase().split('-')
  if (primary === 'zh') return subtags.some((one) => /^(?:hant|tw|hk|mo)$/.test(one)) ? 'zh-tw' : 'zh-cn'
  return /^[a-z]{2,3}$/.test(primary) ? primary : undefined
}
