import { endsInUnit, indexWords } from './index-words.ts'
import type { Problem } from './result.ts'
import { failed, type Result, success } from './result.ts'

/** Words that stand one after the other, as `"luar negeri"` or `anak-anak`, or a single one. */
export interface SearchTerm {
  readonly words: readonly string[]
  /** Whether the last word is only the beginning of one: `diplo*`. */
  readonly prefix: boolean
  /** Whether articles that have the term are left out: `-sepak`. */
  readonly excluded: boolean
}

/** What to search for: every term that is not excluded has to be there. */
export interface SearchQuery {
  /** The query written the one way that all equal ones share. */
  readonly text: string
  readonly terms: readonly SearchTerm[]
}

/** The longest query, in UTF-16 code units. */
export const QUERY_LENGTH = 200

const WORD_LIMIT = 16

// A beginning stands for all words that have it, and the index has to put their places together first: with
// a million articles, seconds for two letters and milliseconds for four.
const PREFIX_LIMIT = 2
const PREFIX_LETTERS = 4

/** The words in a text. Private-use characters are in none: the index keeps its own words apart with one. */
export const WORD = /[\p{L}\p{N}\p{M}]+/gu

// An optional minus, then something in quotes, of which the last may be missing, or anything up to a space.
const CHUNK = /(-?)(?:["“”„]([^"“”„]*)["“”„]?|([^\s"“”„]+))/gu

/**
 * Reads what somebody typed: words, `"phrases"`, `beginnings*` of at least four letters (a shorter one is
 * taken as a word, and so is one in a script without spaces, which is found within others anyway) and `-exclusions`. There is nothing that it cannot read; what holds no word is no term.
 */
export function readSearch(typed: string): Result<SearchQuery, Problem> {
  const tooMuch = (allowed: string) => failed<Problem>({ kind: 'bad-parameter', name: 'q', allowed })
  if (typed.length > QUERY_LENGTH) return tooMuch(`at most ${QUERY_LENGTH} characters`)
  const terms = new Map<string, SearchTerm>()
  const folded = typed.normalize('NFKC').toLowerCase().normalize('NFKC')
  for (const [, minus, phrase, plain = ''] of folded.matchAll(CHUNK)) {
    const term = readTerm(phrase ?? plain, minus === '-', phrase === undefined && plain.endsWith('*'))
    if (term.words.length > 0) terms.set(writeTerm(term), term)
  }
  const all = [...terms.values()]
  if (all.flatMap(({ words }) => words).length > WORD_LIMIT) return tooMuch(`at most ${WORD_LIMIT} words`)
  if (all.filter(({ prefix }) => prefix).length > PREFIX_LIMIT) {
    return tooMuch(`at most ${PREFIX_LIMIT} beginnings of words`)
  }
  const text = [...terms.keys()].join(' ')
  // Normalising can make a text longer, and what we wrote has to be readable again.
  return text.length > QUERY_LENGTH
    ? tooMuch(`at most ${QUERY_LENGTH} characters`)
    : success({ text, terms: all })
}

/** Whether a query says anything to look for, and not only what to leave out. */
export function looksForSomething({ terms }: SearchQuery): boolean {
  return terms.some(({ excluded }) => !excluded)
}

/** The words of the search index that a term consists of, in their order. */
export function wordsOfIndex({ words }: SearchTerm): string[] {
  return indexWords(words.join(' '))
}

function readTerm(text: string, excluded: boolean, starred: boolean): SearchTerm {
  const words = text.match(WORD) ?? []
  const last = words.at(-1) ?? ''
  const prefix = starred && Array.from(last).length >= PREFIX_LETTERS && !endsInUnit(last)
  return { words, prefix, excluded }
}

function writeTerm({ words, prefix, excluded }: SearchTerm): string {
  const text = words.length > 1 && !prefix ? `"${words.join(' ')}"` : words.join('-')
  return `${excluded ? '-' : ''}${text}${prefix ? '*' : ''}`
}
