import { textOfHtml } from '../../model/text.ts'
import { hexDigest } from '../aliases.ts'
import type { ImportedArticle } from '../import/common/importer.ts'
import type { Arrival } from './arrival.ts'
import type { Stored } from './plan.ts'

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
 * that, however short: so does one whose summary is longer than the body.
 */
export async function keepWhole(
  arrivals: readonly Arrival[],
  known: ReadonlyMap<string, Stored>,
  origin: string,
  readBodies: ReadBodies,
): Promise<Arrival[]> {
  const storedOf = ({ aliases, digest }: Arrival) => {
    const stored = aliases.map((name) => known.get(name)).find((one) => one !== undefined)
    const isWhole =
      stored?.origin === origin && (stored.digest.endsWith(WHOLE) || stored.digest.endsWith(KEPT))
    return isWhole && !digest.endsWith(WHOLE) ? stored : undefined
  }
  const isSame = (arrival: Arrival, stored: Stored) => stored.digest.endsWith(wholeOf(arrival) + KEPT)
  const asked = arrivals.flatMap((arrival) => {
    const stored = storedOf(arrival)
    return stored && !isSame(arrival, stored) ? [stored.id] : []
  })
  const bodies = asked.length > 0 ? await readBodies(asked) : new Map<string, string>()
  return Promise.all(
    arrivals.map((arrival) => {
      const stored = storedOf(arrival)
      if (!stored) return arrival
      if (isSame(arrival, stored)) return { ...arrival, digest: stored.digest }
      return withBody(arrival, bodies.get(stored.id) ?? '')
    }),
  )
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
