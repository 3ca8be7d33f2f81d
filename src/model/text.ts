// Everything but production [2] Char of XML 1.0 (fifth edition). With the u flag a lone surrogate is matched as a
// character of its own, and a pair is not touched.
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

// Without the flag the search is several times faster. It also finds every half of a pair, but few texts have any.
const SUSPECT = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/

/**
 * Drops what XML 1.0 cannot hold: U+0000-0008, 000B, 000C, 000E-001F, FFFE, FFFF and lone surrogates.
 * Everything else stays as it is. Called where text is stored or added to a feed, so that writers need not look for
 * such characters.
 */
export function storable(text: string): string {
  return SUSPECT.test(text) ? text.replace(NOT_XML, '') : text
}

/** A text as one line: storable, a single space for every run of white space, and none at its ends. */
export function oneLine(text: string): string {
  return storable(text).replace(/\s+/g, ' ').trim()
}

/** The length of a text in bytes of UTF-8. Counting takes a third of the time that encoding would. */
export function utf8Length(text: string): number {
  let bytes = text.length
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) continue
    // A surrogate pair is two units and four bytes; a lone surrogate is encoded as U+FFFD, in three.
    if (unit < 0x800) bytes += 1
    else bytes += 2
    if ((text.codePointAt(at) ?? 0) > 0xffff) at++
  }
  return bytes
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

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' }

// Tags of elements at which a word ends. The search index takes the same ones.
const PARTING =
  /<(?!\/?(?:a|abbr|b|bdi|bdo|cite|code|del|em|i|ins|kbd|mark|q|s|samp|small|strong|sub|sup|time|u|var|wbr)[ >])[^>]*>/g

/** The text of a sanitised body, on one line. Between two blocks stands a space. */
export function textOfHtml(clean: string): string {
  return clean
    .replace(PARTING, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\s{2,}|[^\S ]/g, ' ')
    .trim()
}

// Scripts that put no spaces between words are counted by their characters.
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/gu
const WORDS_A_MINUTE = 220
const CHARACTERS_A_MINUTE = 500

/** How many minutes it takes to read a sanitised body: at least one. */
export function readingMinutes(clean: string): number {
  const text = textOfHtml(clean)
  const characters = text.match(UNSPACED)?.length ?? 0
  const words = text.replace(UNSPACED, ' ').match(/\S+/g)?.length ?? 0
  return Math.max(1, Math.round(words / WORDS_A_MINUTE + characters / CHARACTERS_A_MINUTE))
}

const encoder = new TextEncoder()

/** A short digest of a text (FNV-1a, 32 bits, base 36), for where two that are the same by chance do no harm. */
export function shortDigest(text: string): string {
  let hash = 0x811c9dc5
  for (const byte of encoder.encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash.toString(36)
}

/** A text for a log, without what the addresses in it may keep secret: their queries, and user names and passwords. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/([a-z][a-z\d+.-]*:\/\/)[^\s/?#]*@/gi, '$1')
    .replace(/([a-z][a-z\d+.-]*:\/\/[^\s?#]*)[?#]\S*/gi, '$1?…')
}
