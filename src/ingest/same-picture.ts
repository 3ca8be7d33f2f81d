import { SITE_MARK } from '../model/article.ts'

// Keys of a query that ask for a size or a form of a picture, and not for another one.
const FORM =
  /^(?:w|h|width|height|resize|fit|crop|size|s|q|quality|dpr|format|auto|ssl|strip|zoom|rect|im|impolicy)$/i

// What content management systems put at the end of a file's name: -300x200, _300x200, -scaled, @2x.
const SIZE = /(?:[-_]\d{2,4}x\d{2,4}|-scaled|@[23]x)+(?=\.\w+$|$)/i

// A name that no two pictures of a host share: a time, a long number, a digest.
const UNIQUE = /\d{10}|[\da-f]{16}|[\da-f]{8}-[\da-f]{4}-/i

/**
 * Whether two addresses, absolute or of our own site, are those of one picture: the same address, or the same file at
 * another size.
 */
export function isSamePicture(one: string, other: string): boolean {
  if (one === other) return true
  const [a, b] = [picture(one), picture(other)]
  if (!a || !b || a.host !== b.host || a.query !== b.query) return false
  return a.folder === b.folder ? a.name === b.name : a.name === b.name && UNIQUE.test(a.name)
}

function picture(address: string) {
  const url = URL.parse(address.replace(SITE_MARK, 'https://site.invalid'))
  if (!url) return undefined
  const end = url.pathname.lastIndexOf('/') + 1
  const query = [...url.searchParams].filter(([key]) => !FORM.test(key)).sort()
  return {
    host: url.host.replace(/^www\./, ''),
    folder: url.pathname.slice(0, end),
    name: url.pathname.slice(end).replace(SIZE, ''),
    query: JSON.stringify(query),
  }
}
