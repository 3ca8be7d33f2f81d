import type { Context } from 'hono'
import type { AppEnv, Env } from '../config.ts'
import { type Caching, cachingHeaders, type Payload, payloadHeaders } from '../http/caching.ts'
import { CORS_HEADERS } from '../http/cors.ts'
import { NAVIGATION_HEADERS, wantsPreview } from '../http/navigation.ts'
import { takesGzip } from '../http/negotiation.ts'
import { ANSWER_BYTES, type Copy, type Desk } from './context.ts'
import type { DocumentPlan } from './open-document.ts'
import { memoryOf } from './request-context.ts'
import type { Version } from './version-cache.ts'

/**
 * The answer of a moment ago to the same request, where this isolate keeps it and knows it to be still the right
 * one; else `undefined`, and the app has to answer. It is what the app would answer, without the way through it:
 * that costs more than all the rest of a 304.
 */
export function answerKept(request: Request, env: Env): Response | undefined {
  if (request.method !== 'GET') return undefined
  const { headers, url } = request
  const gzip = takesGzip(request)
  const answer = memoryOf(env).answers.get(keyOf(url, gzip))
  if (!answer?.isCurrent(Date.now())) return undefined
  // A person who comes to the address of a feed gets a page.
  if (wantsPreview(headers)) return undefined
  const known = headers.get('If-None-Match')
  if (known === answer.etag) return new Response(null, { status: 304, headers: answer.notModified })
  // Other conditions are the app's to weigh, and without them nobody has anything of which to take the changes.
  if (!answer.whole || known !== null || headers.has('If-Modified-Since')) return undefined
  const { copy, headers: whole } = answer.whole
  return new Response(copy.bytes, { headers: whole, encodeBody: gzip ? 'manual' : 'automatic' })
}

// What answerKept looks at before it gives an answer to somebody else.
const KEPT_BY = `${NAVIGATION_HEADERS}, Accept-Encoding`

/** What the app has answered with. */
export interface Given {
  readonly caching: Caching
  readonly coding: 'identity' | 'gzip'
  /** The whole document, where it was sent. */
  readonly copy?: Copy
  readonly payload?: Payload
  readonly more?: Readonly<Record<string, string>> | undefined
}

/**
 * Keeps an answer for who asks the same: by the document's own URL, chosen by nothing but its coding, and not
 * before its Last-Modified may be said.
 */
export function keepAnswer<Known extends Version>(
  c: Context<AppEnv>,
  { memory: { answers } }: Desk,
  { name, isCurrent }: DocumentPlan<Known>,
  { revision }: Version,
  { caching, coding, copy, payload, more }: Given,
): void {
  const { validators, now, vary } = caching
  if (c.req.url !== name || !isCurrent || vary !== KEPT_BY || validators.modified * 1000 > now) return
  const key = keyOf(name, coding === 'gzip')
  if (answers.get(key)?.etag === validators.etag && !copy) return
  const said = { ...cachingHeaders(caching), ...CORS_HEADERS }
  const answer = {
    etag: validators.etag,
    notModified: new Headers(said),
    isCurrent: (time: number) => isCurrent(revision, time),
  }
  const bytes = ANSWER_BYTES + 2 * key.length
  if (copy && payload) {
    const headers = new Headers({ ...said, ...payloadHeaders(payload), ...more })
    answers.set(key, { ...answer, whole: { copy, headers } }, bytes + copy.bytes.length)
  } else answers.set(key, answer, bytes)
}

function keyOf(url: string, gzip: boolean): string {
  return gzip ? `${url} gzip` : url
}
