import { Hono } from 'hono'
import type { AppEnv } from '../config.ts'
import type { Desk } from '../serve/context.ts'
import { siteOf } from '../serve/request-context.ts'
import { answerOfRevision } from '../serve/whole-site.ts'
import { newsChangedAt, openArticlePart, openChannelPart, openNews, openSitemap } from './sitemap.ts'

const SITEMAP = { variant: 'map', type: 'application/xml; charset=utf-8' }

const PART = '/:file{sitemap-(?:channels-)?[1-9][0-9]{0,5}\\.xml}'

/** The sitemap (sitemaps.org) with the Google News extension; where it is large, an index and its parts. */
export const sitemap = new Hono<AppEnv>()
  .get('/sitemap.xml', async (c) => {
    const now = Date.now()
    const write = ({ session }: Desk) => openSitemap(session(), siteOf(c), now)
    return answerOfRevision(c, SITEMAP, write, await newsChangedAt(c.env.DB, now))
  })
  .get('/sitemap-news.xml', async (c) => {
    const now = Date.now()
    const write = ({ session }: Desk) => openNews(session(), siteOf(c), now)
    return answerOfRevision(c, SITEMAP, write, await newsChangedAt(c.env.DB, now))
  })
  .get(PART, (c) => {
    const file = c.req.param('file')
    const open = file.includes('channels') ? openChannelPart : openArticlePart
    const part = Number(file.replace(/\D/g, ''))
    return answerOfRevision(c, SITEMAP, ({ session }) => open(session(), siteOf(c), part))
  })
