import { utf8Length } from '../../model/text.ts'
import type { ListedArticle } from '../../storage/read/consistent-read.ts'

/** The largest document, in bytes. */
export const DOCUMENT_BYTES = 8_000_000

/** The most bytes of bodies that are read for one document; credit and markup take the rest. */
export const BODY_BYTES = 7_000_000

/**
 * Writes as much as fits: escaping can make a document larger than what it was made of. The oldest entries
 * give up their bodies first, then their places.
 */
export function writeWithin(
  bytes: number,
  listed: readonly ListedArticle[],
  write: (articles: readonly ListedArticle[]) => string,
): string {
  for (let articles = listed; ; articles = shorten(articles)) {
    const text = write(articles)
    // A UTF-16 code unit is at most three bytes of UTF-8: mostly there is no need to count.
    if (text.length * 3 <= bytes || articles.length === 0 || utf8Length(text) <= bytes) return text
  }
}

function shorten(articles: readonly ListedArticle[]): readonly ListedArticle[] {
  const full = articles.filter(({ body }) => body !== undefined).length
  if (full === 0) return articles.slice(0, Math.floor(articles.length * 0.8))
  const kept = Math.floor(full * 0.8)
  return articles.map((article, index) => {
    if (index < kept) return article
    const { body: _, ...summary } = article
    return summary
  })
}
