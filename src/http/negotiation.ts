interface Range {
  readonly type: string
  readonly quality: number
}

/**
 * Something that a server can answer with: its media type, then those that a client may say in its place.
 * A wildcard stands for the first alone.
 */
export interface Offer<Name extends string> {
  readonly name: Name
  readonly types: readonly [string, ...string[]]
}

const MAX_RANGES = 50

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

/** Whether a client asks for a page by name, as browsers do, rather than for anything at all. */
export function prefersHtml(accept: string | null | undefined): boolean {
  const ranges = parseAccept(accept ?? '')
  const html = ranges.find(({ type }) => type === 'text/html')?.quality ?? 0
  return html > 0 && ranges.every(({ type, quality }) => !/json/.test(type) || quality < html)
}

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

/** The ranges of Accept, or of a header of its shape such as Accept-Language: lower case, a quality of 0 to 1. */
export function parseAccept(accept: string): Range[] {
  return accept
    .split(',', MAX_RANGES)
    .map((part) => {
      const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
      const q = parameters.find((parameter) => parameter.startsWith('q='))
      const quality = q === undefined ? 1 : Number(q.slice(2))
      return { type, quality: quality >= 0 && quality <= 1 ? quality : 0 }
    })
    .filter(({ type }) => type !== '')
}

function qualityOf(type: string, ranges: readonly Range[]): number {
  const group = `${type.split('/')[0]}/*`
  return namedQuality(type, ranges) ?? namedQuality(group, ranges) ?? namedQuality('*/*', ranges) ?? 0
}

function namedQuality(type: string, ranges: readonly Range[]): number | undefined {
  return ranges.find((range) => range.type === type)?.quality
}
