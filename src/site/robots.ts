import { Hono } from 'hono'
import type { AppEnv } from '../serve/context.ts'
import { answerSiteDocument, ofBuild, type SiteDocument } from '../serve/whole-site.ts'

/**
 * The Robots Exclusion Protocol (RFC 9309): everything may be read, and where the sitemap is (sitemaps.org,
 * "Specifying the Sitemap location in your robots.txt file", which asks for the whole URL).
 */
export const robots = new Hono<AppEnv>().get('/robots.txt', (c) => answerSiteDocument(c, ROBOTS, {}))

const ROBOTS: SiteDocument<object> = {
  resource: ofBuild(({ site }) => `User-agent: *\nAllow: /\n\nSitemap: ${site.origin}/sitemap.xml\n`),
  variant: 'robots',
  contentType: 'text/plain; charset=utf-8',
}
