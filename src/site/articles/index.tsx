import { type Context, Hono } from 'hono'
import {
  articlePath,
  contentTypeOf,
  FORMAT_NAMES,
  FORMATS,
  type FormatName,
  MAIN_FORMAT,
} from '../../formats/index.ts'
import { negotiate, type Offer, takesAny } from '../../http/negotiation.ts'
import { ALL } from '../../model/channel.ts'
import type { Notice } from '../../model/lifecycle.ts'
import { failed, success } from '../../model/result.ts'
import { indexingOf } from '../../model/source.ts'
import { shortDigest } from '../../model/text.ts'
import { newsArticle } from '../../pages/news-article.ts'
import { ArticlePage } from '../../pages/whole-article.tsx'
import { answerDocument, type Representation } from '../../serve/answer.ts'
import type { Address, AppEnv } from '../../serve/context.ts'
import { cacheTag } from '../../serve/edge-cache.ts'
import { HTML, PAGE_HEADERS, renderPage } from '../../serve/html-response.ts'
import type { DocumentRequest, Found, Rendered, Resource } from '../../serve/resource.ts'
import { siteVersion, versionOf } from '../../serve/site-version.ts'
import { type KnownCopy, knownCopy } from '../../serve/validators.ts'
import type { Version } from '../../serve/version-cache.ts'
import { findArticle, type NoArticle, type StoredArticle } from '../../storage/read/articles.ts'
import { findSurrounded, type SurroundedArticle } from '../../storage/read/surroundings.ts'
import { noticeOf, type Withdrawal } from '../../storage/read/withdrawn.ts'
import { writeArticleFeed } from './single-entry.ts'

/** The permalinks, in the variant that Accept asks for. A renamed article redirects, a deleted one is gone. */
export const articles = new Hono<AppEnv>().get('/articles/:slug', answerArticle)

function answerArticle(c: Context<AppEnv>): Promise<Response> {
  const { context } = c.var
  const slug = c.req.param('slug') ?? ''
  const variant = articleVariant(c.req.header('Accept'))
  const name = `${context.address.origin}${articlePath(slug)} ${variant}`
  const mark = `${variant}${shortDigest(slug)}`
  const representation = { variant: mark, vary: 'Accept', tag: cacheTag(ALL), ...mediaOf(variant) }
  const request = { name, slug, variant }
  if (isFeed(variant)) return answerDocument(c, { resource: articleFeed, request }, representation)
  const known = knownCopy(c.req.raw.headers, mark, context)
  return answerDocument(c, { resource: articlePage, request: { ...request, variant, known } }, representation)
}

interface ArticleRequest extends DocumentRequest {
  readonly slug: string
  readonly variant: ArticleVariant
}

/** The rows that make the version known are all there is to read. */
type ArticleVersion = Version & { readonly stored: StoredArticle }

/** The feed of one article. It changes with that article only. */
const articleFeed: Resource<ArticleRequest, ArticleVersion> = {
  version: async ({ session, now }, { slug }) => {
    const found = await findArticle(session, slug, now)
    return found.ok
      ? success({
          ...versionOf({
            ...found.value,
            revision: Math.max(found.value.revision, found.value.site.revision),
          }),
          stored: found.value,
        })
      : notThere(slug, found.failure)
  },
  render: async ({ address }, { variant }, { stored, ...version }) => {
    const text = writeArticleFeed(stored, isFeed(variant) ? variant : MAIN_FORMAT, address)
    return success({ version, text, ...headersOf(stored.article) })
  },
}

interface PageRequest extends ArticleRequest {
  readonly variant: 'page' | 'data'
  /** The copy that the client has. */
  readonly known: KnownCopy | undefined
}

/**
 * The page of an article, and its data. They lead to articles around it, so each write may have changed them, and their
 * version is that of the site. A client that has a copy of this version need not be told that the article is there: it was
 * when the copy was made, and nothing has been written since.
 */
const articlePage: Resource<PageRequest> = {
  version: async (context, { slug, known }) => {
    const version = await siteVersion(context)
    if (!context.isConditional || known?.revision === version.revision) return success(version)
    const found = await findArticle(context.session, slug, context.now)
    return found.ok ? success(version) : notThere(slug, found.failure)
  },
  render: async ({ session, address, now }, { slug, variant }, { revision }) => {
    const found = await findSurrounded(session, slug, { revision, now })
    if (!found.ok) return notThere(slug, found.failure)
    const text = await write(found.value, variant, address)
    const version = versionOf(found.value.state)
    return success({ version, text, ...headersOf(found.value.article) })
  },
}

function headersOf(article: StoredArticle['article']): Pick<Rendered, 'headers'> {
  return indexingOf(article).noindex ? { headers: { 'X-Robots-Tag': 'noindex' } } : {}
}

function notThere(slug: string, failure: NoArticle): Found<never> {
  switch (failure.kind) {
    case 'renamed':
      return failed({ kind: 'moved', status: 301, location: articlePath(failure.slug) })
    case 'gone':
      return failed({ kind: 'article-gone', slug, ...noticeIn(failure.withdrawal) })
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

function write(
  found: SurroundedArticle,
  variant: 'page' | 'data',
  { origin }: Address,
): string | Promise<string> {
  const { article, translations, related, older, newer } = found
  const { site } = found.site
  if (variant === 'data') {
    const url = origin + articlePath(article.slug)
    return JSON.stringify(newsArticle(article, { origin, site, url, translations }))
  }
  const around = { translations, related, ...(older && { older }), ...(newer && { newer }) }
  return renderPage(<ArticlePage {...{ article, around, origin, site }} />)
}

/** What an article's address can give: its page, its schema.org data, a feed of this one article. */
type ArticleVariant = 'page' | 'data' | FormatName

// A client that asks for `application/*` gets the page, because nobody means JSON-LD by that.
const OFFERS: readonly [Offer<ArticleVariant>, ...Offer<ArticleVariant>[]] = [
  { name: 'page', types: ['text/html', 'application/xhtml+xml', 'application/*'] },
  { name: 'data', types: ['application/ld+json'] },
  ...FORMAT_NAMES.map((name) => ({ name, types: [FORMATS[name].mediaType] as const })),
]

function isFeed(variant: ArticleVariant): variant is FormatName {
  return variant !== 'page' && variant !== 'data'
}

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
