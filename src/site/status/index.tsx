import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { negotiate, type Offer, preferredLanguage } from '../../http/negotiation.ts'
import type { Operation } from '../../model/operation.ts'
import { StatusPage } from '../../pages/status.tsx'
import { failsTooOften, findValidToken, secretOf } from '../../serve/access.ts'
import type { AppEnv } from '../../serve/context.ts'
import { HTML, PAGE_HEADERS, renderPage } from '../../serve/html-response.ts'
import { isOneTooMany } from '../../serve/limits.ts'
import { answerProblem } from '../../serve/problem-response.tsx'
import { siteForNotice } from '../../serve/shown-site.ts'
import { DAY_MS } from '../../serve/subscriber-memory.ts'
import { readCounts } from '../../storage/counts.ts'
import type { Database } from '../../storage/database.ts'
import { readLeases } from '../../storage/hub/totals.ts'
import { readOperation } from '../../storage/site-figures.ts'
import { readSubscribers } from '../../storage/subscribers.ts'
import { spokenLanguage } from '../../words/index.ts'
import { writeMetrics } from './metrics.ts'

/** Lets only requests with a token of the scope `operate` through, which may be the password of a browser (RFC 7617). */
const operatorOnly: MiddlewareHandler<AppEnv> = async (c, next) => {
  const token = await findValidToken(c, secretOf(c.req.header('Authorization')))
  if (!token) {
    c.res = await answerProblem(c, { kind: (await failsTooOften(c)) ? 'too-many-requests' : 'no-token' })
    // A bearer token is taken too. But Chromium asks nobody for a password where one header has both challenges.
    if (c.res.status === 401) c.res.headers.set('WWW-Authenticate', 'Basic realm="Warta", charset="UTF-8"')
  } else if (!token.scopes.includes('operate')) {
    c.res = await answerProblem(c, { kind: 'wrong-scope', scope: 'operate' })
  } else if (await isOneTooMany(c.env, 'API_REQUESTS', token.name)) {
    c.res = await answerProblem(c, { kind: 'too-many-requests' })
  } else {
    await next()
  }
  c.res.headers.set('Cache-Control', 'no-store')
  c.res.headers.set('X-Robots-Tag', 'noindex')
}

/** How the site is doing, for its operator alone: a page, JSON, and metrics for Prometheus. */
export const status = new Hono<AppEnv>()
  .get('/status', operatorOnly, answerStatus)
  .get('/metrics', operatorOnly, answerMetrics)

const OFFERS: readonly [Offer<'page' | 'json'>, Offer<'page' | 'json'>] = [
  { name: 'page', types: ['text/html', 'application/xhtml+xml'] },
  { name: 'json', types: ['application/json'] },
]

async function answerStatus(c: Context<AppEnv>): Promise<Response> {
  const { context } = c.var
  const operation = await readStatus(c.env.DB, context.now)
  const headers = { Vary: 'Accept, Accept-Language' }
  if (negotiate(c.req.header('Accept'), OFFERS) === 'json') return c.json(operation, 200, headers)
  const site = await siteForNotice(context)
  const language = spokenLanguage(preferredLanguage(c.req.header('Accept-Language'), site.languages))
  const { origin } = context.address
  const page = await renderPage(<StatusPage {...{ operation, language, site, origin }} />)
  return c.body(page, 200, { ...headers, ...PAGE_HEADERS, 'Content-Type': HTML })
}

async function answerMetrics(c: Context<AppEnv>): Promise<Response> {
  const operation = await readStatus(c.env.DB, c.var.context.now)
  return c.body(writeMetrics(operation), 200, {
    'Content-Type': 'application/openmetrics-text; version=1.0.0; charset=utf-8',
  })
}

/** The most feeds whose subscribers are shown, of readers on the web and of the hub. */
const MOST_FEEDS = 200

/** Readers on the web ask at least once in so many days for a feed that people read there. */
const WEEK = 7

/** How the site is doing at `now`, in ms since the epoch. */
async function readStatus(db: Database, now: number): Promise<Operation> {
  const today = Math.floor(now / DAY_MS)
  const [stored, counted, leases, hosted] = await Promise.all([
    readOperation(db, now),
    readCounts(db, now),
    readLeases(db, MOST_FEEDS),
    readSubscribers(db, today - WEEK + 1, MOST_FEEDS),
  ])
  return { at: now, ...stored, subscribers: [...leases, ...hosted], ...counted }
}
