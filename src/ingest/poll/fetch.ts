import { failed, type Result, success } from '../../model/result.ts'
import { DOCUMENT_LIMIT } from '../import/common/importer.ts'
import { type HostPolicy, refusalOf } from './host-policy.ts'

/** The `fetch` of the platform, or the one of a test. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** A feed to be asked for. */
export interface FeedRequest {
  readonly url: string
  readonly etag: string | null
  readonly lastModified: string | null
}

export interface FetchOptions extends HostPolicy {
  readonly fetch: Fetch
  readonly userAgent: string
  /** Milliseconds for all of it, redirects and body included. */
  readonly timeout: number
}

/** A server's answer. */
export interface Fetched {
  /** Where it came from, after all redirects. */
  readonly url: string
  /** Where permanent redirects alone have led; `undefined` where there was none. */
  readonly moved: string | undefined
  readonly status: number
  readonly headers: Headers
  /** Of a 200 only; empty otherwise. */
  readonly bytes: Uint8Array
}

const REDIRECT_LIMIT = 5
const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/json;q=0.9, ' +
  'application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1'

/**
 * Asks for a feed, with its validators. Follows redirects one by one, because each URL on the way has to be allowed.
 * Fails with a sentence that says why there is no answer.
 */
export async function fetchFeed(
  request: FeedRequest,
  options: FetchOptions,
): Promise<Result<Fetched, string>> {
  const signal = AbortSignal.timeout(options.timeout)
  try {
    return await stopping(signal, follow(request, options, signal))
  } catch (error) {
    if (signal.aborted) return failed(`It did not answer within ${options.timeout / 1000} seconds.`)
    return failed(`It could not be reached: ${error instanceof Error ? error.message : error}.`)
  }
}

async function follow(
  request: FeedRequest,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<Result<Fetched, string>> {
  const init = { headers: headersOf(request, options), redirect: 'manual' as const, signal }
  let hop: Hop = { url: URL.parse(request.url), written: request.url, isPermanent: true, moved: undefined }
  for (let redirects = 0; redirects <= REDIRECT_LIMIT; redirects++) {
    const { url, written, moved } = hop
    const refusal = url ? refusalOf(url, options) : 'is no URL'
    if (!url || refusal) return failed(`${written} ${refusal}.`)
    const response = await options.fetch(url.href, init)
    const location = isRedirect(response.status) ? response.headers.get('Location') : null
    if (location === null) return read(response, url.href, moved, signal)
    await response.body?.cancel()
    hop = nextHop(hop, URL.parse(location, url), location, response.status)
  }
  return failed(`It redirects more than ${REDIRECT_LIMIT} times.`)
}

/** Where a request goes next, and where permanent redirects alone have led. */
interface Hop {
  readonly url: URL | null
  /** As messages call it. */
  readonly written: string
  readonly isPermanent: boolean
  readonly moved: string | undefined
}

// A permanent redirect that comes after a temporary one says nothing about the first URL (RFC 9110 15.4.2, 15.4.9).
function nextHop(before: Hop, url: URL | null, location: string, status: number): Hop {
  const isPermanent = before.isPermanent && (status === 301 || status === 308)
  const moved = isPermanent ? url?.href : before.moved
  return { url, written: url?.href ?? location, isPermanent, moved }
}

function headersOf({ etag, lastModified }: FeedRequest, { userAgent }: FetchOptions): Record<string, string> {
  return {
    'User-Agent': userAgent,
    Accept: ACCEPT,
    ...(etag && { 'If-None-Match': etag }),
    ...(lastModified && { 'If-Modified-Since': lastModified }),
  }
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status)
}

async function read(
  response: Response,
  url: string,
  moved: string | undefined,
  signal: AbortSignal,
): Promise<Result<Fetched, string>> {
  const { status, headers, body } = response
  const answer = { url, moved, status, headers }
  if (status !== 200 || !body) {
    await body?.cancel()
    return success({ ...answer, bytes: new Uint8Array() })
  }
  const bytes = await readLimited(body, DOCUMENT_LIMIT, signal)
  return bytes ? success({ ...answer, bytes }) : failed(`It is larger than ${DOCUMENT_LIMIT} bytes.`)
}

/** All bytes of a stream, or `undefined` where they are more than the limit. Then the rest is not waited for. */
async function readLimited(
  body: ReadableStream<Uint8Array>,
  limit: number,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  const reader = body.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return concatenated(chunks, length)
    length += value.length
    if (signal.aborted || length > limit) break
    chunks.push(value)
  }
  await reader.cancel()
  return undefined
}

function concatenated(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}

// The timeout has to end the reading of a body too: a server may send its headers in time and then never the rest.
function stopping<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    work.then(resolve, reject)
  })
}
