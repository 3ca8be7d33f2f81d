import { Hono } from 'hono'
import type { AppEnv } from '../config.ts'
import { originOf } from '../serve/middleware.ts'
import { answerOfBuild } from '../serve/whole-site.ts'

const TEXT = { variant: 'robots', type: 'text/plain; charset=utf-8' }

/**
 * The Robots Exclusion Protocol (RFC 9309): everything may be read, and where the sitemap is (sitemaps.org,
 * "Specifying the Sitemap location in your robots.txt file", which asks for the whole URL).
 */
export const robots = new Hono<AppEnv>().get('/robots.txt', (c) =>
  answerOfBuild(c, TEXT, () => `User-agent: *\nAllow: /\n\nSitemap: ${originOf(c)}/sitemap.xml\n`),
)
