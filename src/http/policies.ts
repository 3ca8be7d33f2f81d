/** What pages of other origins may read of an answer beside its body (Fetch standard, 3.3.3). */
export const EXPOSED = ['ETag', 'Last-Modified', 'Link', 'Content-Location', 'IM'] as const

/** For how long browsers are to come back over https only, in seconds (RFC 6797): half a year. */
const HTTPS_SECONDS = 15_552_000

// Nobody guesses another media type than ours.
const NO_SNIFFING = { 'X-Content-Type-Options': 'nosniff' } as const

/** The policies of every answer, but those of the API. */
export const POLICIES = {
  // Pages of other origins may read every answer (CORS).
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': EXPOSED.join(','),
  ...NO_SNIFFING,
} as const

/** What answers its client alone: the API, and what the operator sees. */
const PRIVATE = /^https?:\/\/[^/?#]*\/(?:api|status|metrics)(?:[/?#]|$)/

const INERT = /\/json|\+json|\/svg\+xml/

/**
 * The policy of JSON and SVG besides: a browser that shows one of these by itself has nothing to load for it, and no
 * script in it may run.
 */
export const INERT_POLICY = {
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
} as const

/**
 * The headers by which every answer says what browsers may do with it, beside those of its own. `url` is that of the
 * request: a browser is told to stay with https only over https (RFC 6797, 7.2). Pages have a Content-Security-Policy
 * of their own.
 */
export function policiesFor(url: string, contentType: string | null): Readonly<Record<string, string>> {
  return {
    ...(PRIVATE.test(url) ? NO_SNIFFING : POLICIES),
    ...(url.startsWith('https:') && { 'Strict-Transport-Security': `max-age=${HTTPS_SECONDS}` }),
    ...(contentType && INERT.test(contentType) && INERT_POLICY),
  }
}
