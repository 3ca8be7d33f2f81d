import { Hono } from 'hono'
import type { AppEnv } from '../config.ts'
import { articlePath, contentTypeOf } from '../formats/index.ts'
import { respondMoved } from '../http/respond.ts'
import { ALL } from '../model/channel.ts'
import { indexingOf } from '../model/syndication.ts'
import { ArticlePage } from '../pages/article-page.tsx'
import { newsArticle } from '../pages/news-article.ts'
import { writeArticleFeed } from '../publish/article-document.ts'
import type { Site } from '../publish/compose.ts'
import { cacheTag } from '../publish/purge.ts'
import { findArticle, type StoredArticle } from '../storage/articles.ts'
import { answerDocument, type Representation } from './answer-document.ts'
import { type ArticleVariant, articleVariant } from './article-variant.ts'
import { deskOf, siteOf } from './desk.ts'
import { HTML, PAGE_HEADERS, renderPage } from './page.ts'
import { answerProblem } from './problems.tsx'

/** The permalinks, in the variant that Accept asks for. A renamed article redirects, a deleted one is gone. */
export const articles = new Hono<AppEnv>().get('/articles/:slug', async (c) => {
  const slug = c.req.param('slug')
  const [desk, site] = [deskOf(c), siteOf(c)]
  const unknown = () => answerProblem(c, { kind: 'unknown-article', slug })
  const lookup = await findArticle(desk.session(), slug)
  if (lookup.found === 'nothing') return unknown()
  if (lookup.found === 'gone') return answerProblem(c, { kind: 'article-gone', slug })
  if (lookup.found === 'moved') return respondMoved(articlePath(lookup.slug))
  const variant = articleVariant(c.req.header('Accept'))
  const { revision } = lookup
  // The end of its second, after which no other change can have the same one.
  const version = { revision, modified: Math.floor(revision / 1000) + 1 }
  const plan = {
    name: `${site.origin}${articlePath(slug)} ${variant}`,
    version: () => version,
    render: async () => ({ version, text: await write(lookup, variant, site) }),
  }
  return (await answerDocument(c, desk, plan, representationOf(lookup, variant))) ?? unknown()
})

function representationOf({ article }: StoredArticle, variant: ArticleVariant): Representation {
  const robots = indexingOf(article).noindex ? { 'X-Robots-Tag': 'noindex' } : {}
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
