import { type IndexWord, placedWords } from './index-words.ts'
import { type SearchQuery, type SearchTerm, wordsOfIndex } from './search-query.ts'

/** A piece of a text, and whether it was searched for. */
export interface Piece {
  readonly text: string
  readonly marked: boolean
}

/** A term as its words are compared. */
type FoldedTerm = Pick<SearchTerm, 'words' | 'prefix'>

/** Characters before the first match of an excerpt. */
const LEAD = 60

/** A whole text in pieces. Those that a search looked for are marked. */
export function highlight(text: string, query: SearchQuery): Piece[] {
  return piecesOf(text, matchesIn(text, query))
}

/**
 * The part of a long text around the first match of a search, in pieces, with an ellipsis where something was cut.
 * `undefined` where nothing matches. `length` is in UTF-16 code units. A longer match is kept whole.
 */
export function excerptAround(text: string, query: SearchQuery, length: number): Piece[] | undefined {
  const placed = placedWords(text)
  const matches = matchesAmong(placed, query)
  const [first] = matches
  if (!first) return undefined
  const from = Math.max(0, Math.min(first.start - LEAD, text.length - length))
  const start = wordStart(text, placed, from, first.start)
  const until = Math.max(first.end, Math.min(text.length, start + length))
  const end = wordEnd(text, placed, until, first.end)
  const within = matches
    .filter((match) => match.start >= start && match.end <= end)
    .map((match) => ({ start: match.start - start, end: match.end - start }))
  const pieces = piecesOf(text.slice(start, end), within)
  const ellipsis = { text: '…', marked: false }
  return [...(start > 0 ? [ellipsis] : []), ...pieces, ...(end < text.length ? [ellipsis] : [])]
}

// The text is cut at a space. Where there is none before the match, it is cut at a letter of a script without spaces, else
// at the match, never within a character.
function wordStart(text: string, placed: readonly IndexWord[], from: number, match: number): number {
  if (from === 0) return 0
  const space = text.indexOf(' ', from)
  if (space !== -1 && space < match) return space + 1
  return placed.find(({ kind, start }) => kind === 'unit' && start >= from)?.start ?? match
}

function wordEnd(text: string, placed: readonly IndexWord[], until: number, match: number): number {
  if (until === text.length) return until
  const space = text.lastIndexOf(' ', until)
  if (space > match) return space
  return Math.max(match, placed.findLast(({ kind, end }) => kind === 'unit' && end <= until)?.end ?? match)
}

function piecesOf(text: string, matches: readonly { start: number; end: number }[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { start, end } of matches) {
    if (start > at) pieces.push({ text: text.slice(at, start), marked: false })
    pieces.push({ text: text.slice(start, end), marked: true })
    at = end
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false })
  return pieces
}

function matchesIn(text: string, query: SearchQuery): { start: number; end: number }[] {
  return matchesAmong(placedWords(text), query)
}

/** Where the terms stand, in the order of the text. Where several begin, the longest one counts. */
function matchesAmong(
  placed: readonly IndexWord[],
  { terms }: SearchQuery,
): { start: number; end: number }[] {
  const wanted = terms.filter(({ excluded }) => !excluded).map(foldTerm)
  const folded = placed.map(({ words }) => fold(words.join(' ')))
  const matches: { start: number; end: number }[] = []
  for (let at = 0; at < placed.length; ) {
    const length = Math.max(0, ...wanted.map((term) => (standsAt(term, folded, at) ? term.words.length : 0)))
    const [first, last] = [placed[at], placed[at + length - 1]]
    if (length > 0 && first && last) matches.push({ start: first.start, end: last.end })
    at += Math.max(1, length)
  }
  return matches
}

function standsAt({ words, prefix }: FoldedTerm, folded: readonly string[], at: number): boolean {
  return words.every((word, index) => {
    const last = index === words.length - 1
    return prefix && last ? folded[at + index]?.startsWith(word) : folded[at + index] === word
  })
}

function foldTerm(term: SearchTerm): FoldedTerm {
  return { words: wordsOfIndex(term).map(fold), prefix: term.prefix }
}

/** A word without case and diacritics, as the search index has it (FTS5: unicode61, remove_diacritics 2). */
export function fold(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
