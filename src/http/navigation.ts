import { parseAccept } from './negotiation.ts'

// Only feed readers name one of these, wherever in the header.
const FEED_TYPE = /^application\/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json)$/

// XML and JSON, which a program that takes any of them may name beside text/html.
const MACHINE_TYPE = /[/+](?:xml|json)$/

/** The request headers that tell whether a person navigates: the Vary of every answer that depends on it. */
export const NAVIGATION_HEADERS = 'Sec-Fetch-Dest, Accept'

/** Characters of Accept that are read. No browser's header is as long. */
const ACCEPT_LIMIT = 1000

/**
 * Whether a browser is led to the URL by a person, who wants to see a page: `Sec-Fetch-Dest: document` (Fetch
 * Metadata), which browsers send over https. Without that header, an Accept as browsers have it: HTML and XHTML
 * by name and HTML above XML, no feed format. A reader that would take anything gets the feed.
 */
export function wantsPreview(headers: Headers): boolean {
  const destination = headers.get('Sec-Fetch-Dest')
  if (destination !== null) return destination === 'document'
  return isBrowserAccept(headers.get('Accept') ?? '')
}

function isBrowserAccept(accept: string): boolean {
  if (!/xhtml/i.test(accept)) return false
  const ranges = parseAccept(accept.slice(0, ACCEPT_LIMIT))
  const qualityOf = (name: string) => ranges.find(({ type }) => type === name)?.quality ?? 0
  const html = qualityOf('text/html')
  const xhtml = 'application/xhtml+xml'
  if (html === 0 || qualityOf(xhtml) === 0) return false
  return ranges.every(
    ({ type, quality }) =>
      !FEED_TYPE.test(type) && (!MACHINE_TYPE.test(type) || type === xhtml || quality < html),
  )
}
