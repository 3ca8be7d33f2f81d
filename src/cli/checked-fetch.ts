import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { pipeline, Readable, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { DOCUMENT_LIMIT } from '../ingest/import/common/importer.ts'
import { type Fetch, OutOfReach, type Reach } from '../model/host-policy.ts'
import { isPublicAddress } from './public-address.ts'

/** How the addresses of hosts are found, and which of them are public. */
export interface Network {
  /** All addresses that a name has. */
  readonly lookup: (host: string) => Promise<readonly LookupAddress[]>
  readonly isPublic: (address: string) => boolean
}

/** The internet as this machine sees it. */
export const INTERNET: Network = { lookup: (host) => lookup(host, { all: true }), isPublic: isPublicAddress }

/**
 * A `fetch` for Node that goes only to addresses within its reach. An address is checked where it is looked up, and the
 * connection goes to that one: Node's own `fetch` would look it up once more, and get another one from whoever wants
 * that. Follows no redirects, and sends no body. A body that it gets ends one byte after DOCUMENT_LIMIT.
 */
export function checkedFetch(network: Network = INTERNET): Fetch {
  return async (address, { headers, signal }, reach) => {
    const url = new URL(address)
    checkLiteral(url, reach, network)
    const options = {
      headers: { ...Object.fromEntries(new Headers(headers)), 'accept-encoding': 'gzip, deflate, br' },
      lookup: checkedLookup(network, reach),
      // No connection is used again: it could have been made with another reach.
      agent: false,
      ...(signal && { signal }),
    }
    const request = url.protocol === 'https:' ? requestHttps : requestHttp
    const message = await new Promise<IncomingMessage>((resolve, reject) => {
      request(url.href, options, resolve).on('error', reject).end()
    })
    return toResponse(message)
  }
}

/** Checks a host that is an address already, and is not looked up. @throws OutOfReach where it is not within reach. */
export function checkLiteral({ hostname }: URL, reach: Reach, network: Network): void {
  const host = hostname.replace(/^\[|\]$/g, '')
  if (isIP(host)) checkAddress(host, host, reach, network)
}

function checkAddress(host: string, address: string, reach: Reach, { isPublic }: Network): void {
  if (reach !== 'anywhere' && isPublic(address) !== (reach === 'public')) {
    throw new OutOfReach(host, address, reach)
  }
}

/** How Node is to look hosts up for a connection, so that it goes to an address within reach. */
export function checkedLookup(network: Network, reach: Reach): LookupFunction {
  return (host, options, callback) => {
    checkedAddresses(host, reach, network).then(
      ([first, ...others]) => {
        if (options.all) callback(null, [first, ...others])
        else callback(null, first.address, first.family)
      },
      (error: Error) => callback(error, []),
    )
  }
}

// Every address that a name has must be within reach, whichever of them answers first.
async function checkedAddresses(
  host: string,
  reach: Reach,
  network: Network,
): Promise<[LookupAddress, ...LookupAddress[]]> {
  const [first, ...others] = await network.lookup(host)
  if (!first) throw new Error(`${host} has no address`)
  for (const { address } of [first, ...others]) checkAddress(host, address, reach, network)
  return [first, ...others]
}

const WITHOUT_BODY = [204, 205, 304]

function toResponse(message: IncomingMessage): Response {
  const { statusCode: status = 0, statusMessage: statusText = '' } = message
  if (status < 200 || status > 599) {
    message.destroy()
    throw new Error(`it answered ${status}, which is no status`)
  }
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(message.headersDistinct)) {
    for (const value of values) headers.append(name, value)
  }
  const decoder = DECODERS[headers.get('Content-Encoding')?.toLowerCase() ?? '']
  if (decoder) for (const name of ['Content-Encoding', 'Content-Length']) headers.delete(name)
  const init = { status, statusText, headers }
  if (WITHOUT_BODY.includes(status)) {
    message.resume()
    return new Response(null, init)
  }
  const decoded = decoder ? pipeline(message, decoder(), () => {}) : message
  const body = Readable.from(limited(decoded))
  // Nobody may want the body of a redirect: without this its connection would stay open.
  body.on('close', () => message.destroy())
  return new Response(Readable.toWeb(body) as unknown as ReadableStream, init)
}

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

/** The bytes of a document. Stops reading after the limit, which is enough to know that it was passed. */
export async function* limited(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let length = 0
  for await (const chunk of stream) {
    yield chunk
    length += chunk.length
    if (length > DOCUMENT_LIMIT) return
  }
}
