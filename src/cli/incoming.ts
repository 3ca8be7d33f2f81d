import { open } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { decodeDocument } from '../ingest/import/common/charset.ts'
import { DOCUMENT_LIMIT, type IncomingDocument } from '../ingest/import/common/importer.ts'

const FETCH_SECONDS = 30

/** Reads a document from a file, a URL, or `-` for standard input. @throws Error that says what is wrong. */
export async function readIncoming(name: string): Promise<IncomingDocument> {
  const isUrl = /^https?:\/\//i.test(name)
  const { bytes, contentType, url } = isUrl ? await fetchBytes(name) : await readBytes(name)
  const decoded = decodeDocument(bytes, contentType)
  if (!decoded.ok) throw new Error(decoded.failure)
  return { text: decoded.value, name: name === '-' ? 'standard input' : name, ...(url && { url }) }
}

interface Incoming {
  bytes: Uint8Array
  contentType?: string
  url?: string
}

async function readBytes(name: string): Promise<Incoming> {
  if (name === '-') return { bytes: await buffer(limited(process.stdin)) }
  await using handle = await open(name, 'r')
  return { bytes: await buffer(limited(handle.createReadStream({ end: DOCUMENT_LIMIT }))) }
}

async function fetchBytes(url: string): Promise<Incoming> {
  const response = await fetch(url, {
    headers: { 'User-Agent': 'Warta-import/1.0', Accept: '*/*' },
    signal: AbortSignal.timeout(FETCH_SECONDS * 1000),
  })
  if (!response.ok || !response.body) throw new Error(`The server answered ${response.status}.`)
  return {
    bytes: await buffer(limited(response.body as AsyncIterable<Uint8Array>)),
    contentType: response.headers.get('Content-Type') ?? '',
    url: response.url,
  }
}

/** Stops reading one byte after the limit, which is enough to know that it was passed. */
async function* limited(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let length = 0
  for await (const chunk of stream) {
    yield chunk
    length += chunk.length
    if (length > DOCUMENT_LIMIT) return
  }
}
