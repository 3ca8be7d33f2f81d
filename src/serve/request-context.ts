import type { Context } from 'hono'
import type { AppEnv, Env } from '../config.ts'
import { MAX_AGE } from '../http/caching.ts'
import { type Database, readSession } from '../storage/database.ts'
import { type Desk, IsolateMemory } from './context.ts'
import { originOf } from './middleware.ts'

/** The site that publishes a document. */
export interface Site {
  /** Scheme, host and port. */
  readonly origin: string
  readonly siteName: string
  /** The authority of tag: URIs. */
  readonly authority: string
  /** Minutes for which a copy is fresh. */
  readonly ttl: number
}

// An isolate has one Env object for as long as it lives.
const memories = new WeakMap<Env, IsolateMemory>()

/** What documents are made with for this request. */
export function deskOf(c: Context<AppEnv>): Desk {
  let session: Database | undefined
  return {
    session: () => {
      session ??= readSession(c.env.DB)
      return session
    },
    memory: memoryOf(c.env),
    now: Date.now(),
    keepAlive: (work) => executionOf(c).waitUntil?.(work),
  }
}

/** The site as its documents name it in an answer to this request. */
export function siteOf(c: Context<AppEnv>): Site {
  const { siteName, authority } = c.var.config
  return { origin: originOf(c), siteName, authority, ttl: MAX_AGE / 60 }
}

/** What the isolate keeps. */
export function memoryOf(env: Env): IsolateMemory {
  let memory = memories.get(env)
  if (!memory) {
    memory = new IsolateMemory()
    memories.set(env, memory)
  }
  return memory
}

/** What the platform gives to a request; nothing where there is none, as in tests: Hono throws there. */
export function executionOf(c: Context<AppEnv>): Partial<ExecutionContext> {
  try {
    return c.executionCtx as ExecutionContext
  } catch {
    return {}
  }
}
