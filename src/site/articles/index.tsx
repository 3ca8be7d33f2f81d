import { Hono } from 'hono'
import type { AppEnv } from '../../config.ts'
import { articlePath, contentTypeOf } from '../../formats/index.ts'
import { respondMoved } from '../../http/caching.ts'
import type { Article } from '../../model/article.ts'
import { ALL } from '../../model/channel.ts'
import { failed } from '../../model/result.ts'
import { indexingOf } from '../../model/syndication.ts'
import { newsArticle } from '../../pages/news-article.ts'
import { ArticlePage } from '../../pages/whole-article.tsx'
import { answerDocument, type Representation } from '../../serve/answer.ts'
import { cacheTag } from '../../serve/edge-cache.ts'
import { HTML, PAGE_HEADERS, renderPage } from '../../serve/html-response.ts'
import type { DocumentPlan } from '../../serve/open-document.ts'
import { answerProblem } from '../../serve/problem-response.tsx'
import type { Site } from '../../serve/request-context.ts'
import { deskOf, siteOf } from '../../serve/request-context.ts'
import { versionOf } from '../../serve/site-version.ts'
import type { Version } from '../../serve/version-cache.ts'
import { findArticle, type StoredArticle } from '../../storage/read/articles.ts'
import { writeArticleFeed } from './single-entry.ts'
import { type ArticleVariant, articleVariant } from './variant.ts'

/** The permalinks, in the variant that Accept asks for. A renamed article redirects, a deleted one is gone. */
export const articles = new Hono<AppEnv>().get('/articles/:slug', async (c) => {
  const slug = c.req.param('slug')
  const [desk, site] = [deskOf(c), siteOf(c)]
  const variant = articleVariant(c.req.header('Accept'))
  const name = `${site.origin}${articlePath(slug)} ${variant}`
  const unknown = () => answerProblem(c, { kind: 'unknown-article', slug })
  const lookup = await findArticle(desk.session(), slug).catch((error: unknown) => failing(name, error))
  const answer = async (plan: DocumentPlan<Version>, article?: Article) =>
    (await answerDocument(c, desk, plan, representationOf(article, variant))) ?? unknown()
  if (lookup.ok) return answer(planOf(name, lookup.value, variant, site), lookup.value.article)
  const { failure } = lookup
  if (failure.kind === 'unknown') return unknown()
  if (failure.kind === 'gone') return answerProblem(c, { kind: 'article-gone', slug })
  if (failure.kind === 'moved') return respondMoved(articlePath(failure.slug))
  return answer(failure.plan)
})

function planOf(
  name: string,
  stored: StoredArticle,
  variant: ArticleVariant,
  site: Site,
): DocumentPlan<Version> {
  const version = versionOf(stored.revision)
  return {
    name,
    version: () => version,
    render: async () => ({ version, text: await write(stored, variant, site) }),
  }
}

// What answerDocument has the last good copy for, or throws again.
function failing(name: string, error: unknown) {
  const plan: DocumentPlan<Version> = { name, version: () => Promise.reject(error), render: async () => null }
  return failed({ kind: 'failure', plan } as const)
}

function representationOf(article: Article | undefined, variant: ArticleVariant): Representation {
  const robots = article && indexingOf(article).noindex ? { 'X-Robots-Tag': 'noindex' } : {}
  const common = { variant, vary: 'Accept', tag: cacheTag(ALL) }
  if (variant === 'page') return { ...common, contentType: HTML, headers: { ...PAGE_HEADERS, ...robots } }
  if (variant === 'data') return { ...common, contentType: 'application/ld+json', headers: robots }
  return { ...common, contentType: contentTypeOf(variant), headers: robots }
}

function write(stored: StoredArticle, variant: ArticleVariant, site: Site): string | Promise<string> {
  const { article } = stored
  const { origin, siteName } = site
  if (variant === 'page') return renderPage(<ArticlePage {...{ article, origin, siteName }} />)
  if (variant !== 'data') return writeArticleFeed(stored, variant, site)
  return JSON.stringify(newsArticle(article, { origin, siteName, url: origin + articlePath(article.slug) }))
}
