import { textOfHtml } from '../../model/text.ts'
import type { KnownArticle } from '../../storage/commit/known-articles.ts'
import type { Arrival } from './arrival.ts'
import { readFingerprint } from './fingerprint.ts'

/** The bodies of stored articles by id. */
export type ReadBodies = (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>

/**
 * Gives an item that comes with only its summary the body that it had before. An item that comes with content keeps that
 * content, however short. An item whose summary is longer than the earlier body keeps the summary. `stored` holds the
 * article of each item that is stored already. Returns the items that change, each with its new form.
 */
export async function keepWhole(
  stored: ReadonlyMap<Arrival, KnownArticle>,
  origin: string,
  readBodies: ReadBodies,
): Promise<ReadonlyMap<Arrival, Arrival>> {
  const kept = new Map<Arrival, Arrival>()
  const asked: [Arrival, KnownArticle][] = []
  for (const [arrival, article] of stored) {
    if (!isShortened(arrival, article, origin)) continue
    const before = readFingerprint(article.digest)
    const isSame = before.body === 'kept' && before.article === arrival.fingerprint.article
    if (isSame) kept.set(arrival, { ...arrival, fingerprint: before })
    else asked.push([arrival, article])
  }
  const bodies =
    asked.length > 0 ? await readBodies(asked.map(([, { id }]) => id)) : new Map<string, string>()
  for (const [arrival, { id, digest }] of asked) {
    kept.set(arrival, withBody(arrival, bodies.get(id) ?? '', digest))
  }
  return kept
}

/** Whether an item is a summary now, where this feed has brought all of its text before. */
function isShortened({ fingerprint }: Arrival, stored: KnownArticle, origin: string): boolean {
  if (stored.origin !== origin || fingerprint.body !== 'summary') return false
  return readFingerprint(stored.digest).body !== 'summary'
}

function withBody(arrival: Arrival, body: string, digest: string): Arrival {
  const { article, fingerprint } = arrival
  if (textOfHtml(body).length < textOfHtml(article.body).length) return arrival
  const { text } = readFingerprint(digest)
  return { ...arrival, article: { ...article, body }, fingerprint: { ...fingerprint, text, body: 'kept' } }
}
