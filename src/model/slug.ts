/** The longest slug, in characters, that a channel or an article may have. */
export const SLUG_LIMIT = 200

/**
 * The slug of a tag, an author or a file name: NFKC, lower case, letters, marks and digits kept, everything
 * else one hyphen. Two names with the same slug are the same channel. Empty where no letter or digit is left.
 */
export function slugify(name: string): string {
  const hyphenated = name
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
  return Array.from(hyphenated)
    .slice(0, SLUG_LIMIT)
    .join('')
    .replace(/^-+|-+$/g, '')
}
