/** The longest slug, in characters, that a channel or an article may have. */
export const SLUG_LIMIT = 200

/**
 * The slug of a tag, an author or a file name: NFKC, lower case, letters, marks and digits kept, everything
 * else one hyphen. Two names with the same slug are the same channel. Empty where no letter or digit is left.
 */
export function slugify(name: string): string {
  return cut(ASCII.test(name) ? name.toLowerCase().replace(/[^a-z0-9]+/g, '-') : hyphenate(name))
}

// Most names are ASCII, for which the classes of Unicode, slow to search with, say nothing more.
const ASCII = /^[ -~]*$/

function hyphenate(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
}

function cut(hyphenated: string): string {
  const text =
    hyphenated.length > SLUG_LIMIT ? Array.from(hyphenated).slice(0, SLUG_LIMIT).join('') : hyphenated
  return text.replace(/^-+|-+$/g, '')
}
