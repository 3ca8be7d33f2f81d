import { Hono } from 'hono'
import { trimTrailingSlash } from 'hono/trailing-slash'
import type { AppEnv } from './config.ts'
import { archives } from './routes/archives.ts'
import { articles } from './routes/articles.tsx'
import { attribution } from './routes/attribution.tsx'
import { channels } from './routes/channels.tsx'
import { feedList } from './routes/feed-list.ts'
import { feeds } from './routes/feeds.ts'
import { health } from './routes/health.ts'
import { manifest } from './routes/manifest.ts'
import { media } from './routes/media.ts'
import { allowOnlyReading, allowOrigins, answerPreflight, provideConfig } from './routes/middleware.ts'
import { negotiatedFeeds } from './routes/negotiated-feeds.ts'
import { opml } from './routes/opml.ts'
import { answerError, answerProblem } from './routes/problems.tsx'
import { purge } from './routes/purge.ts'
import { robots } from './routes/robots.ts'
import { search } from './routes/search.tsx'
import { sitemap } from './routes/sitemap.ts'

/** The whole site: middleware in order, routes, what is not found, what went wrong. */
export const app = new Hono<AppEnv>()
  .options('*', answerPreflight)
  .use(allowOrigins)
  .use(provideConfig)
  .route('/', purge)
  .use(allowOnlyReading)
  .use(trimTrailingSlash({ alwaysRedirect: true }))
  .route('/', feeds)
  .route('/', archives)
  .route('/', negotiatedFeeds)
  .route('/', search)
  .route('/', articles)
  .route('/', attribution)
  .route('/', opml)
  .route('/', feedList)
  .route('/', sitemap)
  .route('/', robots)
  .route('/', manifest)
  .route('/', media)
  .route('/', health)
  .route('/', channels)
  .notFound((c) => answerProblem(c, { kind: 'unknown-page' }))
  .onError((error, c) => answerError(c, error))
