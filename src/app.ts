import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { trimTrailingSlash } from 'hono/trailing-slash'
import type { AppEnv } from './config.ts'
import { articles } from './routes/articles.tsx'
import { attribution } from './routes/attribution.tsx'
import { channels } from './routes/channels.tsx'
import { feeds } from './routes/feeds.ts'
import { health } from './routes/health.ts'
import { media } from './routes/media.ts'
import { allowOnlyReading, provideConfig } from './routes/middleware.ts'
import { negotiatedFeeds } from './routes/negotiated-feeds.ts'
import { answerError, answerProblem } from './routes/problems.tsx'
import { search } from './routes/search.tsx'

/** The whole site: middleware in order, routes, what is not found, what went wrong. */
export const app = new Hono<AppEnv>()
  .use(
    cors({
      origin: '*',
      allowMethods: ['GET', 'HEAD', 'OPTIONS'],
      allowHeaders: ['If-None-Match', 'If-Modified-Since', 'A-IM', 'Accept'],
      exposeHeaders: ['ETag', 'Last-Modified', 'Link', 'Content-Location'],
      maxAge: 86_400,
    }),
  )
  .use(provideConfig)
  .use(allowOnlyReading)
  .use(trimTrailingSlash({ alwaysRedirect: true }))
  .route('/', feeds)
  .route('/', negotiatedFeeds)
  .route('/', search)
  .route('/', articles)
  .route('/', attribution)
  .route('/', media)
  .route('/', health)
  .route('/', channels)
  .notFound((c) => answerProblem(c, { kind: 'unknown-page' }))
  .onError((error, c) => answerError(c, error))
