/** What a cached copy is recognised by (RFC 9110, 8.8). */
export interface Validators {
  /** A strong entity tag with its quotes. */
  readonly etag: string
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly modified: number
  /**
   * From when on it is certain that nothing changed, in seconds as well; `modified` where nothing is said. It is later
   * where something may have left the document since, which no time of what is left can tell.
   */
  readonly unchangedSince?: number
}

const ENTITY_TAG = /(?:W\/)?"([\x21\x23-\x7E\x80-\uFFFF]*)"/g

/**
 * Whether the client's copy is still the current one, so that a 304 will do (RFC 9110, 13.2.2):
 * If-None-Match first, by weak comparison and with `*`; If-Modified-Since only where that is missing. `now` is in
 * milliseconds since the epoch.
 *
 * If-Modified-Since may name the time that we sent or a later one, which does not lie in the future (13.1.3). Only an
 * entity tag is a guarantee: a client that names another time than the one we sent may have got its copy from a cache
 * that was behind, and after a restore from a backup the current document can have an earlier time than a copy.
 */
export function isNotModified(headers: Headers, validators: Validators, now: number): boolean {
  const { etag, modified, unchangedSince = modified } = validators
  const ifNoneMatch = headers.get('If-None-Match')
  if (ifNoneMatch !== null) return matches(ifNoneMatch, etag)
  const since = parseHttpDate(headers.get('If-Modified-Since') ?? '')
  if (since === undefined || since < unchangedSince) return false
  return since === unchangedSince || since * 1000 <= now
}

/** A time as an HTTP-date (RFC 9110, 5.6.7), from seconds since the epoch. */
export function httpDate(seconds: number): string {
  return new Date(seconds * 1000).toUTCString()
}

function matches(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch.trim() === '*') return true
  // What most clients send; the rest is slower.
  if (ifNoneMatch === etag) return true
  return entityTags(ifNoneMatch).includes(etag.slice(1, -1))
}

/** The entity tags of an If-None-Match header, without their quotes and the mark of weak ones. */
export function entityTags(header: string): string[] {
  return Array.from(header.matchAll(ENTITY_TAG), ([, tag = '']) => tag)
}

// IMF-fixdate and the two obsolete forms, which recipients have to accept too.
const HTTP_DATE =
  /^(?:\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT|\w{6,9}, \d\d-\w{3}-\d\d \d\d:\d\d:\d\d GMT|\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4})$/

function parseHttpDate(text: string): number | undefined {
  if (!HTTP_DATE.test(text)) return undefined
  const time = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`)
  return Number.isNaN(time) ? undefined : time / 1000
}
