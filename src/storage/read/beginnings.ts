import { fold } from '../../model/highlight.ts'
import { type SearchQuery, type SearchTerm, wordsOfIndex } from '../../model/search-query.ts'
import { ask, type Database, type Query, type Statement } from '../database.ts'

/** The most words of the index that the beginnings of a search stand for, all together. */
const MOST_WORDS = 200

/** The same where words stand before it: each word makes a phrase of its own, which has to be looked through. */
const MOST_PHRASES = 20

/** A word of the index, and the beginning that it was looked for by. */
export interface BeginningRow {
  readonly beginning: string
  readonly word: string
}

/**
 * The words of the index that begin so, in their order. FTS5 itself puts the places of all such words together before it
 * gives the first one, which takes as long as there are places. Here each word costs one look into the index, however
 * many articles have it, because the next one is looked for behind it.
 */
export const BEGINNINGS: Query<[beginning: string, limit: number], BeginningRow> = {
  name: 'words of a beginning',
  sql: `
  WITH RECURSIVE found (word) AS (
    SELECT (SELECT term FROM search_words WHERE term >= ?1 LIMIT 1)
    UNION ALL
    SELECT (SELECT term FROM search_words WHERE term >= found.word || char(1) LIMIT 1) FROM found
    WHERE substr(found.word, 1, length(?1)) = ?1
    LIMIT ?2)
  SELECT ?1 AS beginning, word FROM found WHERE substr(word, 1, length(?1)) = ?1`,
  // What FTS5 counts for its own tables, and each word on its way through the recursion.
  rows: (_, limit) => 12 * limit + 20,
}

/** The words that each term of a search with a beginning stands for, and whether there are more of any. */
export interface Beginnings {
  readonly words: ReadonlyMap<SearchTerm, readonly string[]>
  readonly isCut: boolean
}

/** Asks for the words that the beginnings of a search stand for, one more of each than are looked for. */
export function beginningSql(db: Database, search: SearchQuery | undefined): Statement<BeginningRow>[] {
  return beginningsOf(search).map(({ beginning, most }) => ask(db, BEGINNINGS, beginning, most + 1))
}

/** What the rows of these statements mean. */
export function toBeginnings(search: SearchQuery | undefined, rows: readonly BeginningRow[]): Beginnings {
  const words = new Map<SearchTerm, readonly string[]>()
  let isCut = false
  for (const { term, beginning, most } of beginningsOf(search)) {
    const found = new Set(rows.filter((row) => row.beginning === beginning).map(({ word }) => word))
    if (found.size > most) isCut = true
    words.set(term, [...found].slice(0, most))
  }
  return { words, isCut }
}

function beginningsOf(search: SearchQuery | undefined) {
  const terms = (search?.terms ?? []).filter(({ prefix }) => prefix)
  return terms.map((term) => ({
    term,
    beginning: fold(wordsOfIndex(term).at(-1) ?? ''),
    most: wordsOfIndex(term).length > 1 ? MOST_PHRASES : MOST_WORDS / terms.length,
  }))
}
