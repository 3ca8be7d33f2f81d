import { type Context, Hono } from 'hono'
import { articlePath, contentTypeOf, FORMAT_NAMES, FORMATS, type FormatName } from '../../formats/index.ts'
import { negotiate, type Offer, takesAny } from '../../http/negotiation.ts'
import { ALL } from '../../model/channel.ts'
import type { Notice } from '../../model/lifecycle.ts'
import { failed, success } from '../../model/result.ts'
import { indexingOf } from '../../model/source.ts'
import { newsArticle } from '../../pages/news-article.ts'
import { ArticlePage } from '../../pages/whole-article.tsx'
import { answerDocument, type Representation } from '../../serve/answer.ts'
import type { AppEnv, RequestContext, Site } from '../../serve/context.ts'
import { cacheTag } from '../../serve/edge-cache.ts'
import { HTML, PAGE_HEADERS, renderPage } from '../../serve/html-response.ts'
import type { DocumentRequest, Found, Resource } from '../../serve/resource.ts'
import type { Version } from '../../serve/version-cache.ts'
import { versionOf } from '../../serve/whole-site.ts'
import { findArticle, type StoredArticle } from '../../storage/read/articles.ts'
import { noticeOf, type Withdrawal } from '../../storage/read/withdrawn.ts'
import { writeArticleFeed } from './single-entry.ts'

/** The permalinks, in the variant that Accept asks for. A renamed article redirects, a deleted one is gone. */
export const articles = new Hono<AppEnv>().get('/articles/:slug', answerArticle)

function answerArticle(c: Context<AppEnv>): Promise<Response> {
  const slug = c.req.param('slug') ?? ''
  const variant = articleVariant(c.req.header('Accept'))
  const name = `${c.var.context.site.origin}${articlePath(slug)} ${variant}`
  const representation = { variant, vary: 'Accept', tag: cacheTag(ALL), ...mediaOf(variant) }
  return answerDocument(c, { resource: wholeArticle, request: { name, slug, variant } }, representation)
}

interface ArticleRequest extends DocumentRequest {
  readonly slug: string
  readonly variant: ArticleVariant
}

/** The row that makes the version known is all there is to read. */
type ArticleVersion = Version & { readonly stored: StoredArticle }

const wholeArticle: Resource<ArticleRequest, ArticleVersion> = {
  version: (context, { slug }) => findVersion(context, slug),
  render: async ({ site }, { variant }, { stored, ...version }) => {
    const { noindex } = indexingOf(stored.article)
    const text = await write(stored, variant, site)
    return success({ version, text, ...(noindex && { headers: { 'X-Robots-Tag': 'noindex' } }) })
  },
}

async function findVersion({ session, now }: RequestContext, slug: string): Promise<Found<ArticleVersion>> {
  const found = await findArticle(session, slug, now)
  if (found.ok) return success({ ...versionOf(found.value), stored: found.value })
  switch (found.failure.kind) {
    case 'renamed':
      return failed({ kind: 'moved', status: 301, location: articlePath(found.failure.slug) })
    case 'gone':
      return failed({ kind: 'article-gone', slug, ...noticeIn(found.failure.withdrawal) })
    case 'unknown':
      return failed({ kind: 'unknown-article', slug })
  }
}

function noticeIn(withdrawal: Withdrawal | undefined): { readonly notice?: Notice } {
  const notice = withdrawal && noticeOf(withdrawal)
  return notice ? { notice } : {}
}

function mediaOf(variant: ArticleVariant): Pick<Representation, 'contentType' | 'headers'> {
  if (variant === 'page') return { contentType: HTML, headers: PAGE_HEADERS }
  return { contentType: variant === 'data' ? 'application/ld+json' : contentTypeOf(variant) }
}

function write(stored: StoredArticle, variant: ArticleVariant, site: Site): string | Promise<string> {
  const { article } = stored
  const { origin, siteName } = site
  if (variant === 'page') return renderPage(<ArticlePage {...{ article, origin, siteName }} />)
  if (variant !== 'data') return writeArticleFeed(stored, variant, site)
  return JSON.stringify(newsArticle(article, { origin, siteName, url: origin + articlePath(article.slug) }))
}

/** What an article's address can give: its page, its schema.org data, a feed of this one article. */
type ArticleVariant = 'page' | 'data' | FormatName

// A client that asks for `application/*` gets the page, because nobody means JSON-LD by that.
const OFFERS: readonly [Offer<ArticleVariant>, ...Offer<ArticleVariant>[]] = [
  { name: 'page', types: ['text/html', 'application/xhtml+xml', 'application/*'] },
  { name: 'data', types: ['application/ld+json'] },
  ...FORMAT_NAMES.map((name) => ({ name, types: [FORMATS[name].mediaType] as const })),
]

/** Ranges of Accept that say that a client takes a page. */
const PAGE_RANGES = ['text/html', 'application/xhtml+xml', 'text/*', '*/*']

/**
 * The variant that an Accept header prefers. Another variant than the page is given only for a media type that the header
 * names. Readers such as FreshRSS and Liferea prefer RSS and Atom but take pages too. They get the page: who gives them the
 * address of an article wants them to find the site's feeds in it.
 */
function articleVariant(accept: string | undefined): ArticleVariant {
  const liked = negotiate(accept, OFFERS)
  const isXml = /\+xml\b/.test(mediaOf(liked).contentType)
  return isXml && takesAny(accept, PAGE_RANGES) ? 'page' : liked
}
