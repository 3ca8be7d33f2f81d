import { slugify } from '../../../model/slug.ts'
import { oneLine } from '../../../model/text.ts'

// What the article schema takes (see `tags` in model/article.ts). More names than MOST_SUBJECTS are not even looked at.
const MOST_TAGS = 50
const LONGEST_TAG = 100
const MOST_SUBJECTS = 1000

/**
 * Tags of the names of subjects: each once, on one line. A name that holds commas is one subject and becomes one tag,
 * `economy/business and finance`, because readers part tags at commas and bars. One that is longer than any tag is
 * taken for a list, and what is still longer is left out. At most `most` of them.
 */
export function tagsOf(names: readonly string[], most = MOST_TAGS): string[] {
  const tags = new Map<string, string>()
  for (const name of singly(names)) {
    const tag = oneLine(name.replace(/\s*[,|]\s*/g, '/')).replace(/^\/+|\/+$/g, '')
    const slug = slugify(tag)
    if (slug !== '' && !isTooLong(tag) && !tags.has(slug)) tags.set(slug, tag)
  }
  return [...tags.values()].slice(0, most)
}

/** The names of which `tagsOf` makes no tag because they are too long. */
export function tooLongForTags(names: readonly string[]): string[] {
  return singly(names).filter(isTooLong)
}

function singly(names: readonly string[]): string[] {
  return names.slice(0, MOST_SUBJECTS).flatMap((name) => (isTooLong(name) ? keywordsIn(name) : [name]))
}

function isTooLong(name: string): boolean {
  return name.length > LONGEST_TAG
}

/** The words of a list of keywords, which commas or bars part. */
export function keywordsIn(list: string): string[] {
  return list.split(/[,|]/, MOST_SUBJECTS)
}

// Words that join the last of several things, in the languages that documents come in.
const JOINED = /\s(?:and|dan|serta|und|et|og|och|en|y|e)\s|&/i

/**
 * The subjects in what is meant to name one, such as `category` of RSS. Many feeds write a list of keywords there,
 * which is told from `Economy, Business and Finance` by the word that joins the last things of the subject.
 */
export function subjectsIn(category: string): string[] {
  const last = category.lastIndexOf(',')
  const isOne = last > 0 && !category.includes('|') && JOINED.test(category.slice(last + 1))
  return isOne ? [category] : keywordsIn(category)
}
