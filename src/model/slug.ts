import { excerpt } from './text.ts'

/** The longest slug, in characters, that a channel or an article may have. */
export const SLUG_LIMIT = 200

/**
 * The slug of a tag, an author or a file name. It is in NFKC and lower case, and a hyphen stands for everything between
 * letters, marks and digits. Two names with the same slug are the same channel. Empty where no letter or digit is left.
 */
export function slugify(name: string): string {
  return cut(ASCII.test(name) ? name.toLowerCase().replace(/[^a-z0-9]+/g, '-') : hyphenate(name))
}

const TITLE_LENGTH = 80

/** The slug of an article with this title: that of its beginning, cut at a word. */
export function slugOfTitle(title: string): string {
  return slugify(excerpt(title, TITLE_LENGTH)) || 'artikel'
}

// Most names are ASCII. For them the simple classes say the same as those of Unicode, which are slow to search with.
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
