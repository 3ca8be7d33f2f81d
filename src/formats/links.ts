import { type Rule, text } from './rules.ts'

// An http URL that has only characters of RFC 3986, and no escaped ones. It needs no further check.
const PLAIN = /^https?:\/\/[\w.-]+(?::\d+)?\/[\w\-.~:/?@!$&'()*+,;=]*$/

// What URL leaves as it is and RFC 3986 does not allow after the authority: a lone `%`, a second `#`, and brackets
// and other characters that are none of a URI.
const NOT_IN_URI = /%(?![\dA-Fa-f]{2})|(?<=#.*)#|[^\w\-.~:/?#@!$&'()*+,;=%]/gu

/**
 * An absolute URL in its normal form and in the characters of RFC 3986.
 * @throws TypeError where it is a text that is none.
 */
export const absoluteUrl: Rule<string> = (value, field) => {
  const found = value instanceof URL ? value.href : text(value)
  if (found === undefined) return undefined
  const url = parse(found)
  if (url === undefined) throw new TypeError(`${field}: ${JSON.stringify(found)} is not an absolute URL`)
  return url
}

/** The same, but a relative URL is resolved against the feed's own link where there is one. */
export const resolvedUrl: Rule<string> = (value, field, base) => {
  const found = value instanceof URL ? value.href : text(value)
  return (found !== undefined && base !== undefined && parse(found, base)) || absoluteUrl(value, field)
}

/** The same, but any other text is left out. */
export const urlOrNothing: Rule<string> = (value) => {
  const found = text(value)
  return found && parse(found)
}

/** Whether a text can be an identity in Atom: an absolute IRI (RFC 3987), compared letter by letter. */
export function isIri(id: string): boolean {
  return /^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]+$/i.test(id)
}

function parse(found: string, base?: string): string | undefined {
  if (!URL.canParse(found, base)) return undefined
  const { href } = new URL(found, base)
  if (PLAIN.test(href)) return href
  const authority = /^[a-z][a-z\d+.-]*:(?:\/\/[^/?#]*)?/i.exec(href)?.[0] ?? ''
  return authority + href.slice(authority.length).replace(NOT_IN_URI, encodeURIComponent)
}
