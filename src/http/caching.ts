import { httpDate, type Validators } from './conditional.ts'
import type { Coding } from './negotiation.ts'

/** How long a copy is fresh, in seconds. RSS `ttl` says the same in minutes. */
export const MAX_AGE = 300

/** The same of an archive. What it holds can be corrected or withdrawn, so no copy is kept for longer. */
export const ARCHIVE_MAX_AGE = 86_400

/** For how long a copy may stand in while we can't be asked, in seconds (RFC 5861, 4). */
const STALE_IF_ERROR = 600

/** What caches may do with a document that changes (RFC 9111, 5.2.2). */
export const CHANGING = `public, max-age=${MAX_AGE}, stale-while-revalidate=${2 * MAX_AGE}, stale-if-error=${STALE_IF_ERROR}`

/** What is said of a document beside its bytes. */
export interface Caching {
  readonly validators: Validators
  /** Now, in milliseconds since the epoch. */
  readonly now: number
  /** Cache-Control; CHANGING where nothing is said. */
  readonly lifetime?: string
  /** The request headers that chose this document. */
  readonly vary?: string
  /** The path that names this document alone, where a request header chose it. */
  readonly location?: string
  /** By what the copies in Cloudflare's cache are found when they have to go. */
  readonly tag?: string
  /** When something of it expires, in ms since the epoch: no copy may be used from then on. */
  readonly until?: number
}

/** A document's bytes as they go out. */
export interface Payload {
  readonly bytes: Uint8Array
  readonly contentType: string
  readonly coding?: Coding
  /** 226 for a part of the document (RFC 3229, 10.4.1). */
  readonly status?: 200 | 226
}

/** 200 with a whole document. The length is set by hand so that HEAD says it too. */
export function respondWith(
  { bytes, contentType, coding = 'identity', status = 200 }: Payload,
  caching: Caching,
  more: Readonly<Record<string, string>> = {},
): Response {
  const headers = { ...cachingHeaders(caching), ...payloadHeaders({ bytes, contentType, coding }), ...more }
  return new Response(bytes, { status, headers, encodeBody: coding === 'identity' ? 'automatic' : 'manual' })
}

/** What is said of the bytes of a document. */
export function payloadHeaders({ bytes, contentType, coding }: Payload): Record<string, string> {
  const headers: Record<string, string> = {
    'Content-Type': contentType,
    'Content-Length': String(bytes.length),
  }
  if (coding === 'gzip') headers['Content-Encoding'] = coding
  return headers
}

/** 304 with the headers that a 200 would have sent for caches (RFC 9110, 15.4.5). */
export function respondNotModified(caching: Caching): Response {
  return new Response(null, { status: 304, headers: cachingHeaders(caching) })
}

/** 301 or 302 to another place on this site. */
export function respondMoved(location: string, status: 301 | 302 = 301, tag?: string): Response {
  const own = { Location: location, 'Cache-Control': `public, max-age=${MAX_AGE}` }
  const headers = { ...own, ...(tag && { 'Cache-Tag': tag }) }
  return new Response(null, { status, headers })
}

/** The headers of a 304, and with those of its body the ones of a 200. */
export function cachingHeaders({
  validators,
  now,
  lifetime,
  vary,
  location,
  tag,
  until,
}: Caching): Record<string, string> {
  const usual = lifetime ?? CHANGING
  const headers: Record<string, string> = {
    ETag: validators.etag,
    'Cache-Control': until === undefined ? usual : lifetimeWithin(usual, Math.floor((until - now) / 1000)),
  }
  // A time in the future may not be sent (RFC 9110, 8.8.2.1): several writes within one second lead there.
  if (validators.modified * 1000 <= now) headers['Last-Modified'] = httpDate(validators.modified)
  if (vary) headers.Vary = vary
  if (location) headers['Content-Location'] = location
  if (tag) headers['Cache-Tag'] = tag
  return headers
}

const SECONDS = /(max-age|stale-while-revalidate|stale-if-error)=(\d+)/g

/** For how many seconds, all in all, a Cache-Control lets copies be used, fresh or stale. */
export function longestUse(lifetime: string): number {
  return [...lifetime.matchAll(SECONDS)].reduce((sum, [, , seconds]) => sum + Number(seconds), 0)
}

/**
 * A Cache-Control that lets copies be used for so many seconds at most: stale ones too, after they were fresh. Under one
 * second nobody may keep one.
 */
export function lifetimeWithin(lifetime: string, seconds: number): string {
  if (longestUse(lifetime) <= seconds) return lifetime
  if (seconds < 1) return 'no-store'
  let left = seconds
  return lifetime.replace(SECONDS, (_, name: string, value: string) => {
    const use = Math.min(Number(value), left)
    left -= use
    return `${name}=${use}`
  })
}
