import { FORMAT_NAMES, FORMATS, type FormatName } from '../../formats/index.ts'
import { negotiate, type Offer, takesAny } from '../../http/negotiation.ts'

/** What an article's address can give: its page, its schema.org data, a feed of this one article. */
export type ArticleVariant = 'page' | 'data' | FormatName

// `application/*` gets the page: nobody means JSON-LD by it.
const OFFERS: readonly [Offer<ArticleVariant>, ...Offer<ArticleVariant>[]] = [
  { name: 'page', types: ['text/html', 'application/xhtml+xml', 'application/*'] },
  { name: 'data', types: ['application/ld+json'] },
  ...FORMAT_NAMES.map((name) => ({ name, types: [FORMATS[name].mediaType] as const })),
]

/** What a client may say that takes a page. */
const PAGE_RANGES = ['text/html', 'application/xhtml+xml', 'text/*', '*/*']

/**
 * The variant that an Accept header likes best. Only a type that is asked for by its name is given in place of
 * the page. Readers such as FreshRSS and Liferea like RSS and Atom best and take a page too: whoever gives them
 * an article's address wants them to discover the site's feeds in the page, so they get the page.
 */
export function articleVariant(accept: string | undefined): ArticleVariant {
  const liked = negotiate(accept, OFFERS)
  return (liked === 'rss' || liked === 'atom') && takesAny(accept, PAGE_RANGES) ? 'page' : liked
}
