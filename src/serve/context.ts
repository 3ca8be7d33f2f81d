import type { Context } from 'hono'
import { type Config, type Env, readConfig } from '../config.ts'
import { MAX_AGE } from '../http/caching.ts'
import { type Coding, takesGzip } from '../http/negotiation.ts'
import { shortDigest } from '../model/text.ts'
import { type Database, readSession } from '../storage/database.ts'
import { type Budget, budgetOf, UNLIMITED } from './limits.ts'
import { type IsolateMemory, memoryOf } from './memory.ts'
import { type Trace, traceOf } from './request-log.ts'
import type { KeepAlive } from './single-flight.ts'

/** Hono's type of an app with our bindings. */
export interface AppEnv {
  Bindings: Env
  Variables: { context: RequestContext }
}

/** Where a document is published. Whose site it is, is read with the document: see `readWithSite`. */
export interface Address {
  /** Scheme, host and port: those of the configured site, else where the request went. */
  readonly origin: string
  /** The authority of tag: URIs. */
  readonly authority: string
  /** Minutes for which a copy is fresh. */
  readonly ttl: number
  /** The URL of the WebSub hub; missing where there is none. */
  readonly hubUrl?: string
}

/** What one request is answered with. */
export interface RequestContext {
  readonly config: Config
  readonly address: Address
  /** Tells this site from the same one under another origin or authority: part of every entity tag. */
  readonly siteDigest: string
  readonly memory: IsolateMemory
  /** The request's session of the database, begun when it is first used. */
  readonly session: Database
  /** Whether the client has a copy, which may still be the current one. */
  readonly isConditional: boolean
  /** When the request came, in milliseconds since the epoch. */
  readonly now: number
  /** The content coding of what is sent. */
  readonly coding: Coding
  readonly keepAlive: KeepAlive
  /** What the client may still ask of what costs something. */
  readonly budget: Budget
  /** Where to note what becomes of the request, where its line in the log is asked for. */
  readonly trace: Trace | undefined
}

/** Puts together what a request is answered with. @throws Error where the configuration is wrong. */
export function contextOf(c: Context<AppEnv>): RequestContext {
  const config = readConfig(c.env)
  const memory = memoryOf(c.env)
  const now = Date.now()
  const { headers } = c.req.raw
  let session: Database | undefined
  return {
    config,
    ...identityOf(config, c.env, c.req.url),
    memory,
    get session() {
      session ??= readSession(c.env.DB)
      return session
    },
    isConditional: ['If-None-Match', 'If-Modified-Since'].some((name) => headers.has(name)),
    now,
    coding: codingOf(c.req.raw),
    keepAlive: (work) => executionOf(c).waitUntil?.(work),
    budget: budgetOf(c.env, headers, memory.refused, now),
    trace: traceOf(c.req.raw),
  }
}

/** What a document of the site at an origin is rendered with outside of a request, at `now` in ms since the epoch. */
export function jobContext(env: Env, origin: string, now: number): RequestContext {
  const config = readConfig(env)
  return {
    config,
    ...identityOf(config, env, origin),
    memory: memoryOf(env),
    session: readSession(env.DB),
    isConditional: false,
    now,
    coding: 'identity',
    keepAlive: () => {},
    budget: UNLIMITED,
    trace: undefined,
  }
}

type Identity = Pick<RequestContext, 'address' | 'siteDigest'>

// Mostly the same as that of the request before.
const identities = new WeakMap<Config, Identity>()

function identityOf(config: Config, { HUB_TASKS, HUB_DELIVERIES }: Env, url: string): Identity {
  const { authority, siteUrl } = config
  const origin = siteUrl ?? new URL(url).origin
  let identity = identities.get(config)
  if (identity?.address.origin !== origin) {
    const hub = HUB_TASKS && HUB_DELIVERIES ? { hubUrl: `${origin}/hub` } : {}
    const address = { origin, authority, ttl: MAX_AGE / 60, ...hub }
    identity = { address, siteDigest: shortDigest(JSON.stringify([origin, authority])) }
    identities.set(config, identity)
  }
  return identity
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
export function executionOf<E extends AppEnv>(c: Context<E>): Partial<ExecutionContext> {
  try {
    return c.executionCtx as ExecutionContext
  } catch {
    return {}
  }
}
