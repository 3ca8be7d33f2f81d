import { ownsHost } from '../../model/hosts.ts'
import type { ImportedImage } from '../import/common/importer.ts'
import { hostName } from '../import/common/web-addresses.ts'

// Keys of a query that say who reads, or by which letter or campaign: the image is there to count them. Keys that name a
// picture or its size (id, u, w, v, token …) are not among them.
const COUNTING =
  /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_hsenc|_hsmi|vero_id|mkt_tok|ml_subscriber\w*|uid|user_?id|e?-?mail|e_?mail_?(?:id|hash|address)|subscriber(?:_?id)?|recipient(?:_?id)?|contact_?id|member_?id|reader_?id|visitor_?id|open_?id|tracking_?id)$/i

/** What is known of an image beside its URL: attributes as they were written. */
export interface ImageAttributes {
  readonly width?: string | number | undefined
  readonly height?: string | number | undefined
  readonly style?: string | undefined
}

/**
 * Why an image must not come in, as the end of a sentence about it: it is one that counts readers. `ownHosts` are those of
 * the source; what is on them, and below them, is its own affair.
 */
export function trackingReason(
  url: string,
  { width, height, style = '' }: ImageAttributes,
  ownHosts: readonly string[],
): string | undefined {
  if (isPoint(width) || isPoint(height) || POINT_STYLE.test(style)) return 'is of one pixel'
  const parsed = URL.parse(url)
  if (!parsed || ownsHost({ hosts: ownHosts }, parsed.hostname)) return undefined
  const key = [...parsed.searchParams.keys()].find((name) => COUNTING.test(name))
  return key && `is on a foreign host and says who reads (${key})`
}

const POINT_STYLE =
  /(?:^|[;\s])(?:max-)?(?:width|height)\s*:\s*[01](?:\.0*)?(?:px)?\s*(?:!important\s*)?(?:;|$)/i

// `1`, `1px`, ` 0 `; not `1em` or `1%`, which say nothing of pixels.
function isPoint(size: string | number | undefined): boolean {
  return size !== undefined && /^\s*[01](?:\.0*)?(?:px)?\s*$/i.test(String(size))
}

/** The hosts of these URLs, without `www.`. */
export function hostsOf(urls: readonly (string | undefined)[]): string[] {
  const hosts = urls.flatMap((url) => (url && hostName(url)) || [])
  return [...new Set(hosts)]
}

/** What was said of an image, without the image itself; `undefined` where nothing was. */
export function withoutPicture({ caption, credit }: ImportedImage): ImportedImage | undefined {
  return caption || credit ? { ...(caption && { caption }), ...(credit && { credit }) } : undefined
}
