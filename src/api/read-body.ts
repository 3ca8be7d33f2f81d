import { readLimited } from '../ingest/read-limited.ts'
import { failed, type Result, success } from '../model/result.ts'
import { invalid, type Refused, refusal } from './problems.ts'

/** The most bytes of a body. */
const REQUEST_LIMIT = 2_000_000

/** An article has some hundred values, three deep. What has more is refused before anything is done with it. */
const MOST_VALUES = 5000
const DEEPEST = 20

/** Reads a body of at most REQUEST_LIMIT bytes, whatever its length is said to be. */
export async function readBytes(request: Request): Promise<Result<Uint8Array, Refused>> {
  const coding = request.headers.get('Content-Encoding')
  if (coding !== null && coding.trim().toLowerCase() !== 'identity') {
    const detail = 'Bodies are taken as they are, without a content coding.'
    return failed(refusal('unsupported-media-type', detail, { 'Accept-Encoding': 'identity' }))
  }
  if (Number(request.headers.get('Content-Length')) > REQUEST_LIMIT) return failed(refusal('too-large'))
  const bytes = request.body ? await readLimited(request.body, REQUEST_LIMIT) : new Uint8Array()
  return bytes ? success(bytes) : failed(refusal('too-large'))
}

/**
 * Reads a JSON body of this media type. `answer` are the headers by which a refusal says what is taken (RFC 9110, 15.5.16).
 */
export async function readJson(
  request: Request,
  mediaType: string,
  answer: Readonly<Record<string, string>>,
): Promise<Result<unknown, Refused>> {
  if (mediaTypeOf(request) !== mediaType) {
    return failed(refusal('unsupported-media-type', `This takes ${mediaType}.`, answer))
  }
  const bytes = await readBytes(request)
  return bytes.ok ? parseJson(bytes.value) : bytes
}

/** The media type of a request without its parameters; empty where it says none. */
export function mediaTypeOf(request: Request): string {
  const [type = ''] = (request.headers.get('Content-Type') ?? '').split(';')
  return type.trim().toLowerCase()
}

function parseJson(bytes: Uint8Array): Result<unknown, Refused> {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes))
  } catch {
    return failed(refusal('not-json'))
  }
  const detail = `has more than ${MOST_VALUES} values, or is more than ${DEEPEST} deep`
  return isBounded(value) ? success(value) : failed(invalid([{ pointer: '#', detail }]))
}

// Not recursive: what is ten thousand deep would be too much for that.
function isBounded(value: unknown): boolean {
  const open = [{ value, depth: 0 }]
  let values = 0
  for (let one = open.pop(); one; one = open.pop()) {
    if (++values > MOST_VALUES || one.depth > DEEPEST) return false
    if (typeof one.value !== 'object' || one.value === null) continue
    const members = Object.values(one.value)
    if (members.length > MOST_VALUES) return false
    for (const member of members) open.push({ value: member, depth: one.depth + 1 })
  }
  return true
}
