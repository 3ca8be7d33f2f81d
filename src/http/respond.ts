import { httpDate, type Validators } from './conditional.ts'

/** How long a copy is fresh, in seconds. RSS `ttl` says the same in minutes. */
export const MAX_AGE = 300

const CACHE_CONTROL = `public, max-age=${MAX_AGE}, stale-while-revalidate=${2 * MAX_AGE}`

/** What is said of a document beside its bytes. */
export interface Caching {
  readonly validators: Validators
  /** Now, in milliseconds since the epoch. */
  readonly now: number
  /** The request headers that chose this document. */
  readonly vary?: string
  /** The path that names this document alone, where a request header chose it. */
  readonly location?: string
}

/** 200 with a whole document. The length is set by hand so that HEAD says it too. */
export function respondWith(
  body: string | Uint8Array,
  contentType: string,
  caching: Caching,
  more: Readonly<Record<string, string>> = {},
): Response {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const headers = cachingHeaders(caching)
  headers.set('Content-Type', contentType)
  headers.set('Content-Length', String(bytes.length))
  headers.set('X-Content-Type-Options', 'nosniff')
  for (const [name, value] of Object.entries(more)) headers.set(name, value)
  return new Response(bytes, { headers })
}

/** 304 with the headers that a 200 would have sent for caches (RFC 9110, 15.4.5). */
export function respondNotModified(caching: Caching): Response {
  return new Response(null, { status: 304, headers: cachingHeaders(caching) })
}

/** 301 to another place on this site. */
export function respondMoved(location: string): Response {
  return new Response(null, {
    status: 301,
    headers: { Location: location, 'Cache-Control': `public, max-age=${MAX_AGE}` },
  })
}

function cachingHeaders({ validators, now, vary, location }: Caching): Headers {
  const headers = new Headers({ ETag: validators.etag, 'Cache-Control': CACHE_CONTROL })
  // A time in the future may not be sent (RFC 9110, 8.8.2.1): several writes within one second lead there.
  if (validators.modified * 1000 <= now) headers.set('Last-Modified', httpDate(validators.modified))
  if (vary) headers.set('Vary', vary)
  if (location) headers.set('Content-Location', location)
  return headers
}
