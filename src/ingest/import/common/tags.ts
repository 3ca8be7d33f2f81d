import { slugify } from '../../../model/slug.ts'
import { oneLine } from '../../../model/text.ts'

// What the article schema takes (see `tags` in model/article.ts). More names than MOST are not even looked at.
const LIMIT = 50
const LONGEST = 100
const MOST = 1000

/**
 * The tags in names of subjects or in lists of keywords: parted at the characters at which readers part tags,
 * each once, on one line. One that is longer than any tag is left out.
 */
export function tagsOf(names: readonly string[]): string[] {
  const tags = new Map<string, string>()
  for (const part of names.slice(0, MOST).flatMap((name) => name.split(/[,|]/))) {
    const tag = oneLine(part)
    const slug = slugify(tag)
    if (slug !== '' && tag.length <= LONGEST && !tags.has(slug)) tags.set(slug, tag)
  }
  return [...tags.values()].slice(0, LIMIT)
}
