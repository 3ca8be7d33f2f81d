import { type SearchQuery, type SearchTerm, wordsOfIndex } from '../../model/search-query.ts'
import { channelWord } from '../search-index.ts'
import type { Beginnings } from './beginnings.ts'
import type { FilterChannels } from './filter-channels.ts'

/**
 * Queries in the language of FTS5. They are made of nothing but strings of letters and digits in quotes, so that nothing
 * that was typed can be an operator. Channels and periods are words of the index too, so that FTS5 joins all of them.
 */
export interface SearchParts {
  /** What has to be there. */
  readonly wanted: readonly string[]
  /** What must not. */
  readonly unwanted: readonly string[]
  /** The single words of what has to be there, each once; a beginning is all the words that it stands for. */
  readonly words: readonly string[]
  /** How many words each single word of both stands for: 1, or more where it is a beginning. */
  readonly sizes: readonly number[]
}

/** A search in channels as expressions of FTS5. */
export function partsOf(
  { terms }: SearchQuery,
  { base, included, excluded }: FilterChannels,
  { words }: Beginnings,
): SearchParts {
  const inChannels = included.filter((key) => key !== base.key).map(channel)
  const wanted = terms.filter((term) => !term.excluded)
  const expressionsOf = (some: readonly SearchTerm[]) =>
    some.map((term) => termExpression(term, words.get(term)))
  return {
    wanted: [...expressionsOf(wanted), ...inChannels],
    unwanted: [...expressionsOf(terms.filter((term) => term.excluded)), ...excluded.map(channel)],
    words: [
      ...new Set([...wanted.flatMap((term) => singleExpressions(term, words.get(term))), ...inChannels]),
    ],
    sizes: [
      ...terms.flatMap((term) =>
        tokensOf(wordsOfIndex(term)).map(() => Math.max(1, words.get(term)?.length ?? 1)),
      ),
      ...[...inChannels, ...excluded].map(() => 1),
    ],
  }
}

/** All parts in one expression, perhaps only for articles that have one of the words of some periods. */
export function matchExpression({ wanted, unwanted }: SearchParts, periods: readonly string[] = []): string {
  const within = periods.length > 0 ? [`channels : (${periods.map((word) => `"${word}"`).join(' OR ')})`] : []
  const all = `(${[...wanted, ...within].map((one) => `(${one})`).join(' AND ')})`
  return unwanted.reduce((expression, one) => `(${expression} NOT (${one}))`, all)
}

function channel(key: number): string {
  return `channels : "${channelWord(key)}"`
}

/** The phrase of a term, or one for each of the words that its beginning stands for. */
function termExpression(term: SearchTerm, found: readonly string[] = []): string {
  const words = wordsOfIndex(term)
  if (!term.prefix) return phrase(words)
  // The index knows no such word. FTS5 has the last say, because it folds letters by rules of its own.
  if (found.length === 0) return `${phrase(words)} *`
  return found.map((word) => phrase([...words.slice(0, -1), word])).join(' OR ')
}

function singleExpressions(term: SearchTerm, found: readonly string[] = []): string[] {
  const tokens = tokensOf(wordsOfIndex(term))
  const single = tokens.slice(0, term.prefix ? -1 : undefined).map((word) => phrase([word]))
  if (!term.prefix) return single
  const beginning = found.length > 0 ? found.map((word) => phrase([word])) : [`${phrase(tokens.slice(-1))} *`]
  return [...single, beginning.join(' OR ')]
}

// FTS5 ends a word at every sign but the accents of Latin, Greek and Cyrillic. It still takes the vowels of New Tai Lue and
// two letters of the Vedas for signs, as Unicode did before.
const SIGNS = /[[\p{M}\u19B0-\u19C0\u19C8\u19C9\u1CF2\u1CF3]--[\u0300-\u0331]]+/v

/** The words that FTS5 makes of these: a word in Hindi or Tamil is a phrase of several there. */
function tokensOf(words: readonly string[]): string[] {
  return words.flatMap((word) => word.split(SIGNS)).filter((token) => token !== '')
}

function phrase(words: readonly string[]): string {
  return `"${words.join(' ')}"`
}
