import { textOfHtml } from '../../model/text.ts'
import type { KnownArticle } from '../../storage/commit/known-articles.ts'
import { hexDigest } from '../aliases.ts'
import type { ImportedArticle } from '../import/common/importer.ts'
import type { Arrival } from './arrival.ts'

// The last part of a digest says where the body came from: the item's content, or, where an item has come with its summary
// alone since, the content of before. Without a third part the body is a summary.
const WHOLE = '.whole'
const KEPT = '.kept'

/** Notes in an arrival's digest that its body is the content of the item, and not its summary. */
export function markWhole(arrival: Arrival, { isExcerpt }: Pick<ImportedArticle, 'isExcerpt'>): Arrival {
  return isExcerpt ? arrival : { ...arrival, digest: arrival.digest + WHOLE }
}

/** The bodies of stored articles by id. */
export type ReadBodies = (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>

/**
 * Gives an item that comes with its summary alone the body that it came with before. An item that comes with content has
 * that, however short: so does one whose summary is longer than the body. `stored` has the items that are stored already.
 * Returns those that change, each with what it changes to.
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
    if (article.digest.endsWith(wholeOf(arrival) + KEPT))
      kept.set(arrival, { ...arrival, digest: article.digest })
    else asked.push([arrival, article])
  }
  const bodies =
    asked.length > 0 ? await readBodies(asked.map(([, { id }]) => id)) : new Map<string, string>()
  for (const [arrival, { id }] of asked) kept.set(arrival, await withBody(arrival, bodies.get(id) ?? ''))
  return kept
}

/** Whether an item is a summary now, where this feed has brought all of its text before. */
function isShortened({ digest }: Arrival, stored: KnownArticle, origin: string): boolean {
  if (stored.origin !== origin || digest.endsWith(WHOLE)) return false
  return stored.digest.endsWith(WHOLE) || stored.digest.endsWith(KEPT)
}

async function withBody(arrival: Arrival, body: string): Promise<Arrival> {
  const { article } = arrival
  if (textOfHtml(body).length < textOfHtml(article.body).length) return arrival
  const text = await hexDigest(`${article.title}\n${body}`, 8)
  return { ...arrival, article: { ...article, body }, digest: text + wholeOf(arrival) + KEPT }
}

/** The part of a digest that is of the whole article, with its dot. */
function wholeOf({ digest }: Arrival): string {
  return digest.slice(digest.indexOf('.'))
}
