import { open } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { decodeDocument } from '../ingest/import/common/charset.ts'
import { DOCUMENT_LIMIT, type IncomingDocument } from '../ingest/import/common/importer.ts'
import { fetchDocument } from '../ingest/poll/fetch.ts'
import { ownHostOf } from '../ingest/poll/queue.ts'
import { checkedFetch, limited } from './checked-fetch.ts'
import { LONE_PICTURE } from './import-pictures.ts'
import { isPicture } from './media-folder.ts'
import { readVariables } from './open-database.ts'

/** Milliseconds for a document, redirects included. */
const TIMEOUT = 30_000

/** Reads a document from a file, a URL, or `-` for standard input. @throws Error that says what is wrong. */
export async function readIncoming(name: string): Promise<IncomingDocument> {
  const isUrl = /^https?:\/\//i.test(name)
  const { bytes, contentType, url } = isUrl ? await fetchBytes(name) : await readBytes(name)
  if (isPicture(bytes)) throw new Error(LONE_PICTURE)
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
  const fetched = await fetchDocument(
    { url, etag: null, lastModified: null },
    {
      anywhere: false,
      isTyped: true,
      ownHost: ownHostOf(await readVariables()),
      fetch: checkedFetch(),
      userAgent: 'Warta-import/1.0',
      accept: '*/*',
      timeout: TIMEOUT,
    },
  )
  if (!fetched.ok) throw new Error(fetched.failure)
  const { status, bytes, headers, url: last } = fetched.value
  if (status !== 200) throw new Error(`The server answered ${status}.`)
  return { bytes, contentType: headers.get('Content-Type') ?? '', url: last }
}
