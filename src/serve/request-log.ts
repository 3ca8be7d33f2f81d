/** What is noted of a request while it is answered, for its line in the log. */
export interface Trace {
  /** Whether its document was rendered for it. */
  rendered: boolean
  /** What failed, where the answer is a failure of ours. */
  error?: unknown
}

// Only requests whose line is asked for (LOG=json) have one.
const traces = new WeakMap<Request, Trace>()

/** Where to note what becomes of a request; `undefined` where no line is asked for. */
export function traceOf(request: Request): Trace | undefined {
  return traces.get(request)
}

/**
 * Answers a request, and writes a line of JSON about it into the log: what people need to find a fault, and nothing of who
 * asked. A query may hold words that somebody searches for, or a password: only the path is written.
 */
export async function answerLogged(
  request: Request,
  answer: () => Response | Promise<Response>,
): Promise<Response> {
  const trace: Trace = { rendered: false }
  traces.set(request, trace)
  const start = Date.now()
  const response = await answer()
  const line = requestLine(request, response, trace, start)
  // biome-ignore lint/suspicious/noConsole: the log of the Worker is where failures are looked for
  console[response.status >= 500 ? 'error' : 'log'](JSON.stringify(line))
  return response
}

/** The longest path that is written whole, in characters. */
const LONGEST_PATH = 300

function requestLine(request: Request, { status, headers }: Response, trace: Trace, start: number) {
  const etag = headers.get('ETag')
  const length = headers.get('Content-Length')
  return {
    kind: 'request',
    time: new Date(start).toISOString(),
    id: idOf(request),
    method: request.method,
    path: (URL.parse(request.url)?.pathname ?? '').slice(0, LONGEST_PATH),
    status,
    // On Cloudflare the clock stands still while a Worker computes: this is what it waited for.
    ms: Date.now() - start,
    ...(etag !== null && { cache: outcomeOf(status, trace), ...revisionOf(etag) }),
    ...(length !== null && request.method !== 'HEAD' && { bytes: Number(length) }),
    ...(trace.error !== undefined && { error: textOf(trace.error) }),
  }
}

// Cloudflare's own id of the request, by which it is found there too.
function idOf({ headers }: Request): string {
  const ray = headers.get('CF-Ray') ?? ''
  return /^[0-9a-f]{16}-[A-Z]{3}$/.test(ray) ? ray : crypto.randomUUID()
}

function outcomeOf(status: number, { rendered }: Trace): '304' | 'render' | 'hit' {
  if (status === 304) return '304'
  return rendered ? 'render' : 'hit'
}

// An entity tag begins with the revision, to the base of 36.
function revisionOf(etag: string): { revision?: number } {
  const [, digits = ''] = /^"([0-9a-z]{1,11})[-_]/.exec(etag) ?? []
  return digits === '' ? {} : { revision: Number.parseInt(digits, 36) }
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
