import { Hono } from 'hono'
import type { AppEnv } from '../config.ts'
import { articlePath } from '../formats/index.ts'
import { isNotModified } from '../http/conditional.ts'
import { respondMoved, respondNotModified } from '../http/respond.ts'
import { ArticlePage } from '../pages/article-page.tsx'
import { findArticle } from '../storage/articles.ts'
import { deskOf } from './desk.ts'
import { originOf } from './middleware.ts'
import { respondPage } from './page.ts'
import { answerProblem } from './problems.tsx'
import { validatorsOf } from './validators.ts'

/** The permalinks. A renamed article redirects, a deleted one is gone. */
export const articles = new Hono<AppEnv>().get('/articles/:slug', async (c) => {
  const slug = c.req.param('slug')
  const lookup = await findArticle(deskOf(c).session(), slug)
  if (lookup.found === 'nothing') return answerProblem(c, { kind: 'unknown-article', slug })
  if (lookup.found === 'gone') return answerProblem(c, { kind: 'article-gone', slug })
  if (lookup.found === 'moved') return respondMoved(articlePath(lookup.slug))
  const { article, revision } = lookup
  const { config } = c.var
  // The end of its second, after which no other change can have the same one.
  const version = { revision, modified: Math.floor(revision / 1000) + 1 }
  const caching = { validators: validatorsOf(version, 'page', config), now: Date.now() }
  if (isNotModified(c.req.raw.headers, caching.validators)) return respondNotModified(caching)
  const page = <ArticlePage article={article} origin={originOf(c)} siteName={config.siteName} />
  return respondPage(page, caching)
})
