import { type Request, Response } from 'miniflare'
import type { Fetch } from '../model/host-policy.ts'

/** Milliseconds for all of a request. The Worker gives up sooner. */
const TIMEOUT = 30_000

// What the Worker says to the server that it asks. Other headers are those of Miniflare.
const PASSED = [
  ...['User-Agent', 'Accept', 'If-None-Match', 'If-Modified-Since'],
  ...['Content-Type', 'Link', 'X-Hub-Signature'],
]

// Headers about the connection (RFC 9110 7.6.1), or about bytes that have been decoded since.
const DROPPED = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'trailer', 'upgrade']

/**
 * Asks in Node what the Worker of a local server asks for: workerd goes to any address that a name has, and Node checks
 * it. The Worker gets the server's answer as it is, a redirect too; where there is none, a 502 whose status text says why.
 */
export function outbound(fetch: Fetch, isOpen: boolean): (request: Request) => Promise<Response> {
  return async (request) => {
    const { method, url, headers } = request
    // Polls and what the hub sends are all that the Worker asks for. Redirects are its own to follow.
    if (method !== 'GET' && method !== 'POST') return new Response(null, { status: 501 })
    const body = method === 'POST' ? { body: await request.arrayBuffer() } : {}
    const passed = PASSED.flatMap((name): [string, string][] => {
      const value = headers.get(name)
      return value === null ? [] : [[name, value]]
    })
    const init = { method, headers: passed, signal: AbortSignal.timeout(TIMEOUT), ...body }
    try {
      const { body, status, statusText, headers } = await fetch(url, init, isOpen ? 'anywhere' : 'public')
      const kept = [...headers].filter(([name]) => !DROPPED.includes(name))
      return new Response(body as never, { status, statusText, headers: kept })
    } catch (error) {
      return new Response(null, { status: 502, statusText: inHeader(error) })
    }
  }
}

// A status line holds visible ASCII and spaces.
function inHeader(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/[^ -~]+/g, ' ')
}
