import type { KnownCopy } from '../../serve/validators.ts'
import type { Stamp, Version } from '../../serve/version-cache.ts'
import type { ListedKey, ListedKeys } from '../../storage/read/listed-articles.ts'
import { modifiedOf } from '../../storage/revision.ts'

/** What a listing shows: of which site, which articles, in this order, as part of which channel, where it goes on, and its notes. */
type Shown = Pick<
  ListedKeys,
  'site' | 'keys' | 'channel' | 'next' | 'isCut' | 'isBroad' | 'count' | 'isUnranked'
>

/**
 * The state of a listing. Its revision is the newest of the articles that are listed, its digest that of their ids. Both
 * together tell what every article says: each was as it was at that revision, or it would have a newer one. A key would
 * not do: SQLite gives that of a removed article to the next new one, an id is never given to another article.
 */
export async function stateOf(shown: Shown): Promise<Stamp> {
  const { site, keys, channel, next, isCut, isBroad = false, count, isUnranked } = shown
  const { title, language } = channel
  const text = JSON.stringify([
    keys.map(({ id }) => id),
    next && [next.published, next.article],
    title,
    language,
    isCut,
    isBroad,
    site,
    ...(count === undefined ? [] : [count]),
    ...(isUnranked ? ['unranked'] : []),
  ])
  return { revision: newestOf(keys), digest: await digestOf(text) }
}

function newestOf(keys: readonly ListedKey[]): number {
  return keys.reduce((newest, { revision }) => Math.max(newest, revision), 0)
}

/**
 * The version of a listing in a state. It was modified when the last article in it was. But an article that has left
 * the listing changed it as well: If-Modified-Since is believed only from the last write on which can have done that.
 */
export function versionOfState(stamp: Stamp, listed: ListedKeys): Version {
  const { revision, site, until, unchangedSince } = listed
  const changed = Math.max(stamp.revision, site)
  return {
    revision,
    ...(until !== undefined && { until }),
    stamp,
    modified: changed === 0 ? 0 : modifiedOf(changed),
    unchangedSince: modifiedOf(Math.max(unchangedSince, site)),
  }
}

/**
 * Whether a client's copy is a listing as it was before some of these articles were new or edited, and nothing else:
 * with these it has the whole listing again. It is not where an article has left, because the client would keep that.
 *
 * The database does not know any more what was listed then, but the copy's digest tells of a guess whether it is right.
 * What changed since is new or was there before in another form. New articles have the later keys, so there is one
 * guess for each number of them. Where a new one has the key of a removed one, a guess may be missing, never be wrong.
 * `listed` goes on behind the end of the page by as many articles as changed in it.
 */
export async function isBefore(listed: ListedKeys, limit: number, copy: KnownCopy): Promise<boolean> {
  const isChanged = ({ revision }: ListedKey) => revision > copy.revision
  const changed = listed.keys
    .filter(isChanged)
    .map(({ article }) => article)
    .sort((a, b) => a - b)
  for (const newest of [-1, ...changed]) {
    const keys = listed.keys.filter((one) => !isChanged(one) || one.article <= newest)
    const { digest } = await stateOf(cutAt(limit, { ...listed, keys }))
    if (digest === copy.digest) return true
  }
  return false
}

/** The beginning of a longer list as a page of its own. */
function cutAt(limit: number, { keys, next, ...others }: Shown): Shown {
  const shown = keys.slice(0, limit)
  const last = shown.at(-1)
  const isMore = keys.length > limit || (keys.length === limit && next !== undefined)
  const end = isMore && last ? { published: last.published, article: last.article } : next
  const isCut = end !== undefined && shown.length < limit
  return { ...others, keys: shown, isCut, ...(end && { next: end }) }
}

/** The first eight bytes of a SHA-256, in hexadecimal. */
async function digestOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return new DataView(digest).getBigUint64(0).toString(16).padStart(16, '0')
}
