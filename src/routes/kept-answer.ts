import type { Env } from '../config.ts'
import { takesGzip } from '../http/negotiation.ts'
import { memoryOf } from './desk.ts'

/**
 * The answer of a moment ago to the same request, where this isolate keeps its document and knows it to be the
 * current one; else `undefined`, and the app has to answer. It is what the app would answer, without the way
 * through it: that costs more than all the rest of a 304.
 */
export function answerKept(request: Request, env: Env): Response | undefined {
  if (request.method !== 'GET') return undefined
  const { headers, url } = request
  const gzip = takesGzip(headers.get('Accept-Encoding'))
  const copy = memoryOf(env).copies.get(gzip ? `${url} gzip` : url)
  if (!copy?.answer?.isCurrent(Date.now())) return undefined
  const { etag, whole, notModified } = copy.answer
  const known = headers.get('If-None-Match')
  if (known === etag) return new Response(null, { status: 304, headers: notModified })
  // Other conditions are the app's to weigh, and without them nobody has anything of which to take the changes.
  if (known !== null || headers.has('If-Modified-Since')) return undefined
  return new Response(copy.bytes, { headers: whole, encodeBody: gzip ? 'manual' : 'automatic' })
}
