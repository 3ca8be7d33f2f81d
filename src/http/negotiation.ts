/** One of the things that a client says it takes, in a header such as Accept. */
interface Range {
  /** In lower case. */
  readonly type: string
  /** From 0, which refuses it, to 1. A quality that cannot be read is 0. */
  readonly quality: number
  /** The other parameters, in lower case. */
  readonly parameters: readonly string[]
}

/**
 * Something that a server can answer with: its media type, then those that a client may say in its place.
 * A wildcard stands for the first alone.
 */
export interface Offer<Name extends string> {
  readonly name: Name
  readonly types: readonly [string, ...string[]]
}

/** The most ranges of a header that are looked at. */
const MAX_RANGES = 50

/**
 * The ranges of an Accept header, or of another one that is written like it: Accept-Language, Accept-Encoding,
 * A-IM (RFC 9110, 12.4 and 5.6.6).
 */
export function parseAccept(header: string): Range[] {
  return header
    .split(',', MAX_RANGES)
    .map((part) => {
      const [type = '', ...all] = part.split(';').map((piece) => piece.trim().toLowerCase())
      const q = all.find((parameter) => QUALITY.test(parameter))
      const quality = q === undefined ? 1 : Number(q.replace(QUALITY, ''))
      const parameters = all.filter((parameter) => parameter !== q)
      return { type, quality: quality >= 0 && quality <= 1 ? quality : 0, parameters }
    })
    .filter(({ type }) => type !== '')
}

const QUALITY = /^q\s*=\s*/

/**
 * The offer that an Accept header likes best (RFC 9110, 12.5.1): by quality, the most specific range
 * deciding; among equals the earlier offer. Where the header likes none of them, the first: an answer that
 * was not asked for beats a 406, on which a reader gives up.
 */
export function negotiate<Name extends string>(
  accept: string | null | undefined,
  offers: readonly [Offer<Name>, ...Offer<Name>[]],
): Name {
  const ranges = parseAccept(accept || '*/*')
  let best = offers[0].name
  let bestQuality = 0
  for (const { name, types } of offers) {
    const [own, ...others] = types
    const quality = Math.max(qualityOf(own, ranges), ...others.map((type) => namedQuality(type, ranges) ?? 0))
    if (quality > bestQuality) {
      best = name
      bestQuality = quality
    }
  }
  return best
}

/** Whether an Accept header takes one of these types, each named as it stands here. */
export function takesAny(accept: string | undefined, types: readonly string[]): boolean {
  return parseAccept(accept ?? '').some(({ type, quality }) => types.includes(type) && quality > 0)
}

/** Whether a client asks for a page by name, as browsers do, rather than for anything at all. */
export function prefersHtml(accept: string | null | undefined): boolean {
  const ranges = parseAccept(accept ?? '')
  const html = namedQuality('text/html', ranges) ?? 0
  return html > 0 && ranges.every(({ type, quality }) => !/json/.test(type) || quality < html)
}

/** A content coding that we send (RFC 9110, 8.4.1). */
export type Coding = 'identity' | 'gzip'

/** A request as it reaches us: Cloudflare's edge asks for gzip whatever the client said, and tells that in `cf`. */
type Incoming = Pick<Request, 'headers'> & { readonly cf?: unknown }

/** Whether a client takes gzip (RFC 9110, 12.5.3). No header says that anything goes, and plain is simplest. */
export function takesGzip(request: Incoming): boolean {
  const asked = request.headers.get('Accept-Encoding')
  if (!asked || !listsGzip(asked)) return false
  const { clientAcceptEncoding } = (request.cf ?? {}) as { clientAcceptEncoding?: unknown }
  return typeof clientAcceptEncoding !== 'string' || listsGzip(clientAcceptEncoding)
}

function listsGzip(acceptEncoding: string): boolean {
  const ranges = parseAccept(acceptEncoding)
  const named = ['gzip', 'x-gzip', '*'].map((coding) => namedQuality(coding, ranges))
  return (named.find((quality) => quality !== undefined) ?? 0) > 0
}

/**
 * The language that an Accept-Language header likes best among those offered (RFC 9110, 12.5.4), a regional
 * one counting as its primary one; where it names none of them, the first.
 */
export function preferredLanguage<Tag extends string>(
  header: string | null | undefined,
  offered: readonly [Tag, ...Tag[]],
): Tag {
  let best = offered[0]
  let bestQuality = 0
  for (const { type: range, quality } of parseAccept(header ?? '')) {
    const tag = offered.find((one) => isWithin(range, one)) ?? offered.find((one) => isKin(range, one))
    if (tag && quality > bestQuality) {
      best = tag
      bestQuality = quality
    }
  }
  return best
}

// RFC 4647, 3.4: a range is shortened from its end until there is such a tag.
function isWithin(range: string, tag: string): boolean {
  const offer = tag.toLowerCase()
  return range === offer || range.startsWith(`${offer}-`)
}

// Who reads American English is glad of British, too.
function isKin(range: string, tag: string): boolean {
  return range.split('-')[0] === tag.toLowerCase().split('-')[0]
}

// rss2email goes by feedparser's name, asks for changes as feedparser does, and takes a 226 for a failure: it
// then has neither them nor, ever again, the document.
const FAILS_AT_226 = /^feedparser\//i

/** Whether a client takes the changed entries of a feed alone: `A-IM: feed` (RFC 3229, 10.5.3). */
export function takesChanges(headers: Headers): boolean {
  const accepted = headers.get('A-IM')
  if (!accepted || FAILS_AT_226.test(headers.get('User-Agent') ?? '')) return false
  return parseAccept(accepted).some(
    ({ type, quality, parameters }) => type === 'feed' && quality > 0 && parameters.length === 0,
  )
}

function qualityOf(type: string, ranges: readonly Range[]): number {
  const group = `${type.split('/')[0]}/*`
  return namedQuality(type, ranges) ?? namedQuality(group, ranges) ?? namedQuality('*/*', ranges) ?? 0
}

function namedQuality(type: string, ranges: readonly Range[]): number | undefined {
  return ranges.find((range) => range.type === type)?.quality
}
