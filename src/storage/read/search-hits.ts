import { type ListingQuery, START } from '../../model/listing.ts'
import type { SearchQuery, SearchTerm } from '../../model/search-query.ts'
import type { Database } from '../database.ts'
import { ask, type Query } from '../query.ts'
import { channelWord, keySql, placeSql } from '../search-index.ts'
import type { FilterChannels } from './filter-channels.ts'
import { articlesOfHits } from './hits.ts'
import type { FeedQuery } from './newest-entries.ts'

// Newest first is the order of the index, so that its walk stops with the page, however common the words.
export const SEARCH: Query<
  [expression: string, published: number, article: number, limit: number, bodyBytes: number]
> = {
  name: 'search',
  sql: `
  WITH places AS (
    SELECT rowid AS place FROM search
    WHERE search MATCH ?1 AND rowid < ${placeSql('?2', '?3')} ORDER BY rowid DESC LIMIT ?4),
  hits AS (
    SELECT p.place, a.published, a.key AS article, a.size, 1 AS hit
    FROM places p CROSS JOIN articles a ON a.key = ${keySql('p.place')}),
  ${articlesOfHits('place DESC', '?5')}`,
  // A row of the index and one of the articles for each, and what FTS5 counts of its own.
  rows: (_expression, _published, _article, limit) => 8 * limit + 20,
}

/** Reads a page of the articles that have what a search looks for and are in the channels that are named. */
export function searchHits(
  db: Database,
  { search, after = START }: ListingQuery,
  channels: FilterChannels,
  { limit, bodyBytes }: FeedQuery,
): D1PreparedStatement {
  const expression = search ? matchExpression(search, channels) : '""'
  return ask(
    db,
    SEARCH,
    expression,
    after.published,
    after.article,
    limit + 1,
    bodyBytes === 0 ? -1 : bodyBytes,
  )
}

/**
 * A query in the language of FTS5, made of nothing but strings of letters and digits in quotes: nothing that
 * was typed can be an operator. Channels are words of the index too, so that FTS5 joins all of them.
 */
function matchExpression({ terms }: SearchQuery, { base, included, excluded }: FilterChannels): string {
  const channel = (key: number) => `channels : "${channelWord(key)}"`
  const wanted = [
    ...terms.filter((term) => !term.excluded).map(termExpression),
    ...included.filter((key) => key !== base.key).map(channel),
  ]
  const unwanted = [...terms.filter((term) => term.excluded).map(termExpression), ...excluded.map(channel)]
  const all = `(${wanted.map((one) => `(${one})`).join(' AND ')})`
  return unwanted.reduce((expression, one) => `(${expression} NOT (${one}))`, all)
}

function termExpression({ words, prefix }: SearchTerm): string {
  return `"${words.join(' ')}"${prefix ? ' *' : ''}`
}
