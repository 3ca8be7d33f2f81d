import { type SearchQuery, type SearchTerm, WORD } from './search-query.ts'

/** A piece of a text, and whether it was searched for. */
export interface Piece {
  readonly text: string
  readonly marked: boolean
}

interface Token {
  readonly start: number
  readonly end: number
  readonly folded: string
}

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
  const matches = matchesIn(text, query)
  const [first] = matches
  if (!first) return undefined
  const start = wordStart(text, Math.max(0, Math.min(first.start - LEAD, text.length - length)), first.start)
  const end = wordEnd(text, Math.max(first.end, Math.min(text.length, start + length)), first.end)
  const within = matches
    .filter((match) => match.start >= start && match.end <= end)
    .map((match) => ({ start: match.start - start, end: match.end - start }))
  const pieces = piecesOf(text.slice(start, end), within)
  const ellipsis = { text: '…', marked: false }
  return [...(start > 0 ? [ellipsis] : []), ...pieces, ...(end < text.length ? [ellipsis] : [])]
}

// The text is cut at a space. Where there is none before the match, it is cut at the match, never within a character.
function wordStart(text: string, from: number, match: number): number {
  if (from === 0) return 0
  const space = text.indexOf(' ', from)
  return space === -1 || space >= match ? match : space + 1
}

function wordEnd(text: string, until: number, match: number): number {
  if (until === text.length) return until
  const space = text.lastIndexOf(' ', until)
  return space <= match ? match : space
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

/** Where the terms stand, in the order of the text. Where several begin, the longest one counts. */
function matchesIn(text: string, { terms }: SearchQuery): { start: number; end: number }[] {
  const wanted = terms.filter(({ excluded }) => !excluded).map(foldTerm)
  const tokens: Token[] = []
  for (const { 0: word, index } of text.matchAll(WORD)) {
    tokens.push({ start: index, end: index + word.length, folded: fold(word) })
  }
  const matches: { start: number; end: number }[] = []
  for (let at = 0; at < tokens.length; ) {
    const length = Math.max(0, ...wanted.map((term) => (standsAt(term, tokens, at) ? term.words.length : 0)))
    const [first, last] = [tokens[at], tokens[at + length - 1]]
    if (length > 0 && first && last) matches.push({ start: first.start, end: last.end })
    at += Math.max(1, length)
  }
  return matches
}

function standsAt({ words, prefix }: SearchTerm, tokens: readonly Token[], at: number): boolean {
  return words.every((word, index) => {
    const folded = tokens[at + index]?.folded
    const last = index === words.length - 1
    return prefix && last ? folded?.startsWith(word) : folded === word
  })
}

function foldTerm(term: SearchTerm): SearchTerm {
  return { ...term, words: term.words.map(fold) }
}

/** A word without case and diacritics, as the search index has it (FTS5: unicode61, remove_diacritics 2). */
export function fold(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
