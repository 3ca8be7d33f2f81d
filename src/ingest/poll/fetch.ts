import { failed, type Result, success } from '../../model/result.ts'
import { DOCUMENT_LIMIT } from '../import/common/importer.ts'
import { readLimited } from '../read-limited.ts'
import { askHop, firstHop, type HopOptions, nextHop } from './hops.ts'

/** A document to be asked for. */
export interface DocumentRequest {
  readonly url: string
  /** The validators of the document that is there already. */
  readonly etag: string | null
  readonly lastModified: string | null
}

export interface FetchOptions extends HopOptions {
  readonly userAgent: string
  /** Milliseconds for all of it, redirects and body included. */
  readonly timeout: number
  /** The media types that are asked for; those of feeds where it is missing. */
  readonly accept?: string
}

/** A server's answer. */
export interface Fetched {
  /** Where it came from, after all redirects. */
  readonly url: string
  /** Where permanent redirects alone have led; `undefined` where there was none. */
  readonly moved: string | undefined
  readonly status: number
  /** What the server calls the status; may be empty. */
  readonly statusText: string
  readonly headers: Headers
  /** Of a 200 only; empty otherwise. */
  readonly bytes: Uint8Array
}

const REDIRECT_LIMIT = 5
const FEEDS =
  'application/atom+xml, application/rss+xml, application/feed+json, application/json;q=0.9, ' +
  'application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1'

/**
 * Asks for a feed or another document, with its validators. Follows redirects one by one, because each URL on the way has
 * to be allowed. Fails with a sentence that says why there is no answer.
 */
export async function fetchDocument(
  request: DocumentRequest,
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
  request: DocumentRequest,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<Result<Fetched, string>> {
  const init = { headers: headersOf(request, options), redirect: 'manual' as const, signal }
  let hop = firstHop(request.url, options)
  for (let redirects = 0; redirects <= REDIRECT_LIMIT; redirects++) {
    const asked = await askHop(hop, options, init)
    if (!asked.ok) return asked
    const { url, response, reach } = asked.value
    const location = isRedirect(response.status) ? response.headers.get('Location') : null
    if (location === null) return read(response, url.href, hop.moved, signal)
    await response.body?.cancel()
    hop = nextHop({ ...hop, reach }, url, location, response.status)
  }
  return failed(`It redirects more than ${REDIRECT_LIMIT} times.`)
}

function headersOf(
  { etag, lastModified }: DocumentRequest,
  { userAgent, accept = FEEDS }: FetchOptions,
): Record<string, string> {
  return {
    'User-Agent': userAgent,
    Accept: accept,
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
  const { status, statusText, headers, body } = response
  const answer = { url, moved, status, statusText, headers }
  if (status !== 200 || !body) {
    await body?.cancel()
    return success({ ...answer, bytes: new Uint8Array() })
  }
  const bytes = await readLimited(body, DOCUMENT_LIMIT, signal)
  return bytes ? success({ ...answer, bytes }) : failed(`It is larger than ${DOCUMENT_LIMIT} bytes.`)
}

// The timeout has to end the reading of a body too: a server may send its headers in time and then never the rest.
function stopping<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    work.then(resolve, reject)
  })
}
