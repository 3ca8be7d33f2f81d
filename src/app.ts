import { Hono } from 'hono'
import { api } from './api/index.ts'
import type { AppEnv } from './serve/context.ts'
import {
  allowOnlyReading,
  answerPreflight,
  provideContext,
  refuseBrokenHost,
  setPolicies,
  trimSlashes,
} from './serve/middleware.ts'
import { answerError, answerProblem } from './serve/problem-response.tsx'
import { archives } from './site/archives/index.ts'
import { articles } from './site/articles/index.tsx'
import { directory } from './site/channels/directory.tsx'
import { channels } from './site/channels/index.tsx'
import { feedList } from './site/feed-list.ts'
import { feeds, guessedFeeds } from './site/feeds/index.ts'
import { guides } from './site/guides.tsx'
import { health } from './site/health.ts'
import { manifest } from './site/manifest.ts'
import { opml } from './site/opml.ts'
import { purge } from './site/purge.ts'
import { search } from './site/search/index.tsx'
import { robots, sitemap } from './site/sitemap.ts'
import { media, statics } from './site/static-files.ts'
import { status } from './site/status/index.tsx'
import { websub } from './websub/index.ts'

/** The whole site: middleware in order, routes, what is not found, what went wrong. */
export const app = new Hono<AppEnv>()
  .use(setPolicies)
  .options('*', answerPreflight)
  .use(refuseBrokenHost)
  .use(provideContext)
  .route('/', purge)
  // Before the API, whose descriptions take no token.
  .route('/', statics)
  .route('/', api)
  .route('/', websub)
  .use(allowOnlyReading)
  .route('/', guessedFeeds)
  .use(trimSlashes)
  .route('/', feeds)
  .route('/', archives)
  .route('/', search)
  .route('/', articles)
  .route('/', guides)
  .route('/', opml)
  .route('/', feedList)
  .route('/', sitemap)
  .route('/', robots)
  .route('/', manifest)
  .route('/', media)
  .route('/', health)
  .route('/', status)
  .route('/', directory)
  .route('/', channels)
  .notFound((c) => answerProblem(c, { kind: 'unknown-page' }))
  .onError((error, c) => answerError(c, error))
