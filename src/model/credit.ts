import type { Article, Author, Role } from './article.ts'
import { wallClock } from './moment.ts'
import { creditName, rightsNotice, type Source } from './source.ts'

type Credited = Omit<Article, 'body'>

/** The authors of one role, in the order in which the article has them. */
export function authorsOf(article: Credited, role: Role): Author[] {
  return article.authors.filter((author) => author.role === role)
}

/** The agency that the publisher names first: the nearest source of the chain. */
export function agency(article: Credited): Source | undefined {
  return article.sources[0]
}

/** Publisher and sources as one short text, as in `Republika/Reuters` (schema.org creditText). */
export function creditText(article: Credited): string {
  return [article.publisher, ...article.sources]
    .map((source) => creditName(source, article.language))
    .join('/')
}

/** The article's own notice of rights, else those of publisher and sources joined. There may be none. */
export function rightsOf(article: Credited): string | undefined {
  if (article.rights) return article.rights
  const year = wallClock(article.published).getUTCFullYear()
  const notices = [article.publisher, ...article.sources]
    .map((source) => rightsNotice(source, article.language, year))
    .filter((notice) => notice !== undefined)
  return notices.length > 0 ? [...new Set(notices)].join('; ') : undefined
}
