import { type Context, Hono } from 'hono'
import { tryDecode } from 'hono/utils/url'
import { lifetimeWithin } from '../http/caching.ts'
import { ICONS, STYLES_AND_SCRIPT } from '../pages/browser/index.ts'
import type { AppEnv } from '../serve/context.ts'
import { MEDIA_TAG } from '../serve/edge-cache.ts'
import { answerProblem } from '../serve/problem-response.tsx'
import type { Database } from '../storage/database.ts'
import { findArticle } from '../storage/read/articles.ts'
import { shownUntil } from '../storage/read/media-files.ts'
import { articleCard } from '../words/card-text.ts'

/** For how long a card may be kept, in milliseconds. */
const DAY_MS = 86_400_000

const FILES = [...Object.keys(STYLES_AND_SCRIPT), ...ICONS].map((file) => file.replace('.', '\\.'))

// Those of the API are named by their form: nothing else there has such a name.
const PATHS = ['site/.+', 'api/[a-z.]+\\.json', ...FILES].join('|')

/**
 * Style sheets, script, icons, descriptions of the API, and what is built for the site: static assets, which Cloudflare
 * serves itself before it asks the Worker.
 */
export const statics = new Hono<AppEnv>().get(`/:path{(?:${PATHS})}`, (c) => answerAsset(c))

/**
 * Pictures and recordings of articles. They are static assets too, but the Worker is asked first: one is there only while a
 * public article shows it.
 */
export const media = new Hono<AppEnv>().get('/media/:path{.+}', async (c) => {
  const { session, now } = c.var.context
  const { pathname } = new URL(c.req.url)
  const until = CARD.test(pathname)
    ? await cardUntil(session, pathname, now)
    : await shownUntil(session, pathname, now)
  if (until === undefined) return answerProblem(c, { kind: 'unknown-page' })
  const response = await answerAsset(c)
  if (!response.ok && response.status !== 304) return response
  const lifetime = lifetimeWithin('public, max-age=86400', Math.floor((until - now) / 1000))
  response.headers.set('Cache-Control', lifetime)
  response.headers.set('Cache-Tag', MEDIA_TAG)
  return response
})

const CARD = /^\/media\/cards\/(?:articles\/([^/]+)|site)\.[a-z\d]+\.png$/

/** Until when a card is shown: as long as its article is public and says the same. That of the site always is. */
async function cardUntil(session: Database, path: string, now: number): Promise<number | undefined> {
  const [, slug] = CARD.exec(path) ?? []
  if (slug === undefined) return now + DAY_MS
  // An address that can't be decoded leads to no article as it is.
  const found = await findArticle(session, tryDecode(slug, decodeURIComponent))
  if (!found.ok || !found.value.article.hasCard) return undefined
  const { article, site, until = now + DAY_MS } = found.value
  if (until <= now || articleCard(article, site.site).path !== path) return undefined
  return Math.min(until, now + DAY_MS)
}

async function answerAsset(c: Context<AppEnv>): Promise<Response> {
  const response = await c.env.ASSETS.fetch(c.req.raw)
  return response.status === 404
    ? answerProblem(c, { kind: 'unknown-page' })
    : new Response(response.body, response)
}
