import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import type { Reach } from '../model/host-policy.ts'
import { checkedLookup, checkLiteral, INTERNET, type Network } from './checked-fetch.ts'

/** What is posted. */
export interface Posted {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** Ends the request, and what is left of its answer. */
  readonly signal: AbortSignal
}

/** So long a connection may wait for another request, in ms: less than servers give it. */
const IDLE_MS = 4000

/** So much of an answer is read, so that its connection can be used again. */
const DRAIN_BYTES = 65_536

/**
 * Sends bodies to hosts within reach, and gives the status of each answer: what else it says does not matter. Follows no
 * redirects. A connection is used again for the same host. It goes to the address that was checked when it was made,
 * whatever the name says by then.
 */
export function checkedPost(reach: Reach, network: Network = INTERNET): (posted: Posted) => Promise<number> {
  const options = { keepAlive: true, timeout: IDLE_MS }
  const [agent, tlsAgent] = [new HttpAgent(options), new HttpsAgent(options)]
  const lookup = checkedLookup(network, reach)
  const send = (posted: Posted, isFresh: boolean) =>
    new Promise<number>((resolve, reject) => {
      const { url, headers, body, signal } = posted
      const isTls = url.startsWith('https:')
      const request = (isTls ? requestHttps : requestHttp)(
        url,
        {
          method: 'POST',
          headers: { ...headers, 'content-length': body.length },
          lookup,
          signal,
          agent: isFresh ? false : isTls ? tlsAgent : agent,
        },
        (message) => {
          drain(message)
          resolve(message.statusCode ?? 0)
        },
      )
      request.on('error', (error: NodeJS.ErrnoException) => {
        // The server closed the connection while it was not used, and has read nothing of this.
        const isStale = request.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
        if (isStale && !signal.aborted) send(posted, true).then(resolve, reject)
        else reject(error)
      })
      request.end(body)
    })
  return async (posted) => {
    checkLiteral(new URL(posted.url), reach, network)
    return send(posted, false)
  }
}

function drain(message: IncomingMessage): void {
  let length = 0
  message.on('error', () => {})
  message.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length > DRAIN_BYTES) message.destroy()
  })
}
