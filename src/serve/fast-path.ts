import type { Context } from 'hono'
import type { Env } from '../config.ts'
import {
  type Caching,
  CHANGING,
  cachingHeaders,
  longestUse,
  type Payload,
  payloadHeaders,
} from '../http/caching.ts'
import { isNotModified } from '../http/conditional.ts'
import { readHostedReader } from '../http/hosted-reader.ts'
import { NAVIGATION_HEADERS, wantsPreview } from '../http/navigation.ts'
import type { Coding } from '../http/negotiation.ts'
import { policiesFor } from '../http/policies.ts'
import { type AppEnv, codingOf } from './context.ts'
import { ANSWER_BYTES, memoryOf, type VersionEntry } from './memory.ts'
import type { Version } from './version-cache.ts'

/**
 * Answers a request as the same request was answered a moment ago. `undefined` where this isolate has no such answer, or
 * does not know that it is still right: then the app answers. The app would say the same, but the way through it costs
 * more than everything else in a 304.
 */
export function answerFromMemory(request: Request, env: Env): Response | undefined {
  if (request.method !== 'GET') return undefined
  const memory = memoryOf(env)
  const now = Date.now()
  const coding = codingOf(request)
  const answer = memory.answers.get(keyOf(request.url, coding))
  if (!answer || !memory.isCurrent(answer, now)) return undefined
  const { headers } = request
  // A person who comes to the address of a feed gets a page.
  if (wantsPreview(headers)) return undefined
  // The app takes note of its subscribers.
  if (readHostedReader(headers)) return undefined
  if (isNotModified(headers, answer.validators, now)) {
    return new Response(null, { status: 304, headers: answer.notModified })
  }
  // Only the app can give a client the changes of a feed.
  if (!answer.whole || headers.has('A-IM')) return undefined
  const { bytes, headers: whole } = answer.whole
  return new Response(bytes, { headers: whole, encodeBody: coding === 'gzip' ? 'manual' : 'automatic' })
}

// answerFromMemory looks at these request headers and no others: an answer that depends on more is not kept.
const VARY = `${NAVIGATION_HEADERS}, Accept-Encoding`

/** A whole document as it was sent. */
interface Whole {
  readonly payload: Payload
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Keeps an answer for the next client that asks the same. The document must be at its own URL, nothing but the coding may
 * have chosen it, and its Last-Modified must not lie in the future.
 */
export function rememberAnswer(
  c: Context<AppEnv>,
  name: string,
  { entry }: { readonly entry?: VersionEntry },
  { revision }: Version,
  caching: Caching,
  whole?: Whole,
): void {
  const { config, memory, coding } = c.var.context
  const { validators, now, vary, until, lifetime = CHANGING } = caching
  if (c.req.url !== name || !entry || vary !== VARY || !config.isCacheable) return
  if (validators.modified * 1000 > now) return
  // Its headers are right only while the whole of its lifetime ends before something of it expires.
  const lastUse = until === undefined ? undefined : until - longestUse(lifetime) * 1000
  if (lastUse !== undefined && lastUse < now) return
  const key = keyOf(name, coding)
  if (!whole && memory.answers.get(key)?.validators.etag === validators.etag) return
  const headersOf = (contentType: string | null) => ({
    ...cachingHeaders(caching),
    ...policiesFor(name, contentType),
  })
  const known = { validators, entry, revision, ...(lastUse !== undefined && { lastUse }) }
  const answer = { ...known, notModified: new Headers(headersOf(null)) }
  const bytes = ANSWER_BYTES + 2 * key.length
  if (!whole) {
    memory.answers.set(key, answer, bytes)
    return
  }
  const { payload } = whole
  const own = { ...payloadHeaders(payload), ...whole.headers }
  const headers = new Headers({ ...headersOf(payload.contentType), ...own })
  const remembered = { ...answer, whole: { bytes: payload.bytes, headers } }
  memory.answers.set(key, remembered, bytes + payload.bytes.length)
}

function keyOf(url: string, coding: Coding): string {
  return coding === 'gzip' ? `${url} gzip` : url
}
