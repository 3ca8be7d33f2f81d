import { hexDigest } from '../aliases.ts'
import type { ImportedArticle } from '../import/common/importer.ts'

/** What is stored of an item, so that the next poll can tell what has changed. All but the last are digests. */
export interface Fingerprint {
  /** Of its text, as the source wrote it. */
  readonly text: string
  /** Of its title, summary, credit and image, as the source gave them. */
  readonly others: string
  /** Of the article that we made of it. */
  readonly article: string
  /**
   * What the body of the article is: the summary of the item, its content, or the content of before, where an item that
   * had content has come with its summary alone since.
   */
  readonly body: 'summary' | 'content' | 'kept'
}

/** The fingerprint of an item, and of the article that was made of it. */
export async function fingerprintOf(item: ImportedArticle, article: object): Promise<Fingerprint> {
  const { title, language, summary, dateline, authors, publisher, sources, original, image, rights } = item
  // Last, and only where there are any: the digests of other items are what they were.
  const later = item.recordings ? [item.recordings] : []
  const others = [
    ...[title, language, summary, dateline, authors, publisher, sources, original, image, rights],
    ...later,
  ]
  return {
    text: await hexDigest(item.body, 8),
    others: await hexDigest(JSON.stringify(others), 8),
    article: await hexDigest(JSON.stringify(article), 8),
    body: item.isExcerpt ? 'summary' : 'content',
  }
}

/** A fingerprint as it is stored. */
export function writeFingerprint({ text, others, article, body }: Fingerprint): string {
  return [text, others, article, body].join('.')
}

/** Reads a stored fingerprint. One that an earlier version of Warta wrote is equal to no other. */
export function readFingerprint(stored: string): Fingerprint {
  const [text = '', others = '', article = '', body] = stored.split('.')
  return { text, others, article, body: body === 'content' || body === 'kept' ? body : 'summary' }
}

/** Whether an item makes the article that is stored already. */
export function isUnchanged(now: Fingerprint, before: Fingerprint): boolean {
  return now.article === before.article && now.body === before.body
}

/** Whether the source says something else than before. If it does not, a new article comes from a change in Warta alone. */
export function isEdited(now: Fingerprint, before: Fingerprint): boolean {
  return now.text !== before.text || now.others !== before.others
}
