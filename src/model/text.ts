// All but production [2] Char of XML 1.0 (fifth edition). With the u flag a lone surrogate is a character of
// its own, a pair is not touched.
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

// Without the flag the search is several times faster, and finds every surrogate beside: few texts have any.
const SUSPECT = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/

const encoder = new TextEncoder()

/**
 * Drops what XML 1.0 cannot hold: U+0000-0008, 000B, 000C, 000E-001F, FFFE, FFFF and lone surrogates.
 * Everything else comes back the same. Called where text is stored or added to a feed, so that writers
 * need not scan.
 */
export function storable(text: string): string {
  return SUSPECT.test(text) ? text.replace(NOT_XML, '') : text
}

/** One line of plain text: storable, runs of white space made one space, trimmed. */
export function oneLine(text: string): string {
  return storable(text).replace(/\s+/g, ' ').trim()
}

/** The length of a text in bytes of UTF-8. */
export function utf8Length(text: string): number {
  return encoder.encode(text).length
}

/**
 * The beginning of a plain text, cut at a word boundary to at most `limit` characters (code points), with
 * an ellipsis where something was cut.
 */
export function excerpt(text: string, limit: number): string {
  const line = oneLine(text)
  const characters = Array.from(line.slice(0, limit * 2 + 2))
  if (characters.length <= limit) return line
  const head = characters.slice(0, limit - 1).join('')
  const space = head.lastIndexOf(' ')
  return `${space > limit / 2 ? head.slice(0, space) : head}…`
}
