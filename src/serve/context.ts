import type { Context } from 'hono'
import { type Config, type Env, readConfig } from '../config.ts'
import { MAX_AGE } from '../http/caching.ts'
import { type Coding, takesGzip } from '../http/negotiation.ts'
import { type Database, readSession } from '../storage/database.ts'
import { type IsolateMemory, memoryOf } from './memory.ts'
import type { KeepAlive } from './single-flight.ts'

/** Hono's type of an app with our bindings. */
export interface AppEnv {
  Bindings: Env
  Variables: { context: RequestContext }
}

/** The site that publishes a document. */
export interface Site {
  /** Scheme, host and port: those of the configured site, else where the request went. */
  readonly origin: string
  readonly siteName: string
  /** The authority of tag: URIs. */
  readonly authority: string
  /** Minutes for which a copy is fresh. */
  readonly ttl: number
}

/** What one request is answered with. */
export interface RequestContext {
  readonly config: Config
  readonly site: Site
  readonly memory: IsolateMemory
  /** The request's session of the database, begun when it is first used. */
  readonly session: Database
  /** When the request came, in milliseconds since the epoch. */
  readonly now: number
  /** The content coding of what is sent. */
  readonly coding: Coding
  readonly keepAlive: KeepAlive
}

/** Puts together what a request is answered with. @throws Error where the configuration is wrong. */
export function contextOf(c: Context<AppEnv>): RequestContext {
  const config = readConfig(c.env)
  const { siteName, authority, siteUrl } = config
  let session: Database | undefined
  return {
    config,
    site: { origin: siteUrl ?? new URL(c.req.url).origin, siteName, authority, ttl: MAX_AGE / 60 },
    memory: memoryOf(c.env),
    get session() {
      session ??= readSession(c.env.DB)
      return session
    },
    now: Date.now(),
    coding: codingOf(c.req.raw),
    keepAlive: (work) => executionOf(c).waitUntil?.(work),
  }
}

const codings = new WeakMap<Request, Coding>()

/** The content coding of the answer to a request. The headers are read once, by whoever asks first. */
export function codingOf(request: Request): Coding {
  let coding = codings.get(request)
  if (!coding) {
    coding = takesGzip(request) ? 'gzip' : 'identity'
    codings.set(request, coding)
  }
  return coding
}

/** What the platform gives to a request; nothing where there is none, as in tests: Hono throws there. */
export function executionOf(c: Context<AppEnv>): Partial<ExecutionContext> {
  try {
    return c.executionCtx as ExecutionContext
  } catch {
    return {}
  }
}
