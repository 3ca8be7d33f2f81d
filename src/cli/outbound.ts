import type { Reach } from '../model/host-policy.ts'
import { checkedFetch, INTERNET } from './checked-fetch.ts'
import { checkedPost } from './checked-post.ts'
import { type Request, Response } from './miniflare.ts'

/** Milliseconds for all of a request. The Worker gives up sooner. */
const TIMEOUT = 30_000

// What the Worker says to the server that it asks. Other headers are those of Miniflare.
const POLL_HEADERS = ['User-Agent', 'Accept', 'If-None-Match', 'If-Modified-Since'] as const
const DELIVERY_HEADERS = ['User-Agent', 'Content-Type', 'Link', 'X-Hub-Signature'] as const

// Headers about the connection (RFC 9110 7.6.1), or about bytes that have been decoded since.
const DROPPED = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'trailer', 'upgrade']

/**
 * Asks in Node what the Worker of a local server asks for: workerd goes to any address that a name has, and Node checks
 * it. Of a GET the Worker gets the server's answer as it is, a redirect too, and of a POST its status. Where there is
 * none, a 502 has a status text that says why.
 */
export function outbound(reach: Reach, network = INTERNET): (request: Request) => Promise<Response> {
  const fetch = checkedFetch(network)
  const post = checkedPost(reach, network)
  // Polls, and what the hub asks and sends, are all that the Worker asks for. Redirects are its own to follow.
  return async (request) => {
    const { method, url } = request
    const signal = AbortSignal.timeout(TIMEOUT)
    try {
      if (method === 'POST') {
        const body = new Uint8Array(await request.arrayBuffer())
        const status = await post({ url, headers: pick(request, DELIVERY_HEADERS), body, signal })
        return new Response(null, { status })
      }
      if (method !== 'GET') return new Response(null, { status: 501 })
      const answer = await fetch(url, { headers: pick(request, POLL_HEADERS), signal }, reach)
      const { body, status, statusText, headers } = answer
      const kept = [...headers].filter(([name]) => !DROPPED.includes(name))
      return new Response(body as never, { status, statusText, headers: kept })
    } catch (error) {
      return new Response(null, { status: 502, statusText: inHeader(error) })
    }
  }
}

function pick({ headers }: Request, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
}

// A status line holds visible ASCII and spaces.
function inHeader(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/[^ -~]+/g, ' ')
}
