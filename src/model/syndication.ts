import type { Article } from './article.ts'

/** How an article's page presents itself to search engines. */
export interface Indexing {
  /** Whether search engines are asked not to list it. */
  readonly noindex: boolean
  /** The page of the original that is to be listed in its place. */
  readonly canonical?: string
}

/** What publisher and sources want of our copy, the strictest first. An original that is not known is none. */
export function indexingOf({
  publisher,
  sources,
  original,
}: Pick<Article, 'publisher' | 'sources' | 'original'>): Indexing {
  const wanted = new Set([publisher, ...sources].map(({ syndication }) => syndication))
  if (wanted.has('noindex')) return { noindex: true }
  return wanted.has('canonical') && original ? { noindex: false, canonical: original } : { noindex: false }
}
