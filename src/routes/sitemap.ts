import { type Context, Hono } from 'hono'
import type { AppEnv } from '../config.ts'
import { newsChangedAt, openArticlePart, openChannelPart, openNews, openSitemap } from '../publish/sitemap.ts'
import { originOf } from './middleware.ts'
import { answerOfRevision } from './site-document.ts'

const SITEMAP = { variant: 'map', type: 'application/xml; charset=utf-8' }

const PART = '/:file{sitemap-(?:channels-)?[1-9][0-9]{0,5}\\.xml}'

/** The sitemap (sitemaps.org) with the Google News extension; where it is large, an index and its parts. */
export const sitemap = new Hono<AppEnv>()
  .get('/sitemap.xml', async (c) => {
    const now = Date.now()
    const write = () => openSitemap(c.env.DB, siteOf(c), now)
    return answerOfRevision(c, SITEMAP, write, await newsChangedAt(c.env.DB, now))
  })
  .get('/sitemap-news.xml', async (c) => {
    const now = Date.now()
    const write = () => openNews(c.env.DB, siteOf(c), now)
    return answerOfRevision(c, SITEMAP, write, await newsChangedAt(c.env.DB, now))
  })
  .get(PART, (c) => {
    const file = c.req.param('file')
    const open = file.includes('channels') ? openChannelPart : openArticlePart
    const part = Number(file.replace(/\D/g, ''))
    return answerOfRevision(c, SITEMAP, () => open(c.env.DB, siteOf(c), part))
  })

function siteOf(c: Context<AppEnv>) {
  return { origin: originOf(c), siteName: c.var.config.siteName }
}
