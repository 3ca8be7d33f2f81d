import { type Database, prepare, type Statement } from './database.ts'
import { periodWordsSql } from './search-periods.ts'

/** SQL: what divides a publication time into the hours that the index is ordered by. */
const HOUR = 3_600_000

/** The bits of a rowid that hold the article's key. */
const KEYS = 2 ** 26

/** SQL: the hour of a publication time in ms. */
function hourSql(published: string): string {
  return `(CAST(${published} AS INTEGER) / ${HOUR})`
}

/** The hour since 1970-01-01T00:00Z of a rowid of `search`. */
export function hourOf(rowid: number): number {
  return Math.floor(rowid / KEYS)
}

/** The hour of a publication time in ms, as `search` has it. */
export function hourOfTime(published: number): number {
  return Math.trunc(published / HOUR)
}

/** The publication time, in ms, with which an hour begins. */
export function startOfHour(hour: number): number {
  return hour * HOUR
}

/** SQL: the rowid in `search` of the article of this publication time (ms) and key; the larger, the newer. */
export function placeSql(published: string, key: string): string {
  return `${hourSql(published)} * ${KEYS} + CAST(${key} AS INTEGER)`
}

/** SQL: the key of the article at a rowid of `search`. */
export function keySql(rowid: string): string {
  return `(${rowid} & ${KEYS - 1})`
}

/** The first character of the words that stand for channels. model/search-query lets it into no query. */
const CHANNEL_MARK = 0xe000

/** The word in the column `channels` of `search` that every article of a channel has. */
export function channelWord(key: number): string {
  return String.fromCharCode(CHANNEL_MARK) + key
}

// Elements that may stand within a word; every other one ends it.
const INLINE =
  ' a abbr b bdi bdo cite code del em i ins kbd mark q s samp small strong sub sup time u var wbr '

/** What stands in their place: of the four references, and of the tags that most bodies have most of. */
const USUAL = [
  ...['&lt', '&gt', '&quot', '&amp', '<p>', '</p>'].map((text) => [text, ' ']),
  ...['</a>', '<strong>', '</strong>', '<em>', '</em>'].map((tag) => [tag, '']),
] as const

/** SQL: a body without its references and without the usual tags. A list of all its tags would take twice as long. */
function withoutUsualSql(body: string): string {
  return USUAL.reduce((sql, [text, put]) => `replace(${sql}, '${text}', '${put}')`, body)
}

/**
 * SQL: the words of a body, for the index. A body has been sanitised: `<` begins a tag and nothing else, and there
 * are four references. Cut at each `<` it is a list of tags with the text behind them. This is SQL, so that a body
 * that is stored already need not leave the database.
 */
export function plainTextSql(body: string): string {
  return `
  (SELECT group_concat(
      CASE WHEN instr(
        '${INLINE}',
        ' ' || substr(ltrim(value, '/'), 1,
          MIN(instr(ltrim(value, '/') || ' ', ' '), instr(ltrim(value, '/') || '>', '>')) - 1) || ' '
      ) > 0 THEN '' ELSE ' ' END || substr(value, instr(value, '>') + 1), '')
    FROM json_each('[' || replace(json_quote(${withoutUsualSql(body)}), '<', '","') || ']'))`
}

/** Takes the articles that a staged run touches out of the index. Comes before they are written. */
export function unindexSql(db: Database, run: number): Statement {
  const sql = `
    DELETE FROM search WHERE rowid IN (
      SELECT ${placeSql('a.published', 'a.key')} FROM staged_articles s JOIN articles a ON a.id = s.id
      WHERE s.run = ?1 AND s.action IN ('write', 'relist', 'remove'))`
  return prepare(db, sql, run)
}

/**
 * Puts the articles that a staged run has written or listed anew into the index. Comes after their entries are
 * written. In the order of their rowids, because FTS5 begins a new segment with each one that is not.
 */
export function indexSql(db: Database, run: number): Statement {
  const touched = `FROM staged_articles s JOIN articles a ON a.id = s.id
      WHERE s.run = ?1 AND s.action IN ('write', 'relist')`
  return prepare(db, indexingSql('s.words', touched), run)
}

/**
 * Puts the articles with keys above `after`, up to `last`, into an index that has none of them, with the words that stand
 * in them. `readUnread` then gives those their words that have others in the index.
 */
export function fillIndexSql(db: Database, after: number, last: number): Statement {
  return prepare(db, indexingSql('NULL', 'FROM articles a WHERE a.key > ?1 AND a.key <= ?2'), after, last)
}

/**
 * SQL: puts articles into the index: those that `which` names as `a`. `words` is SQL for a JSON object with the words of
 * an article's title, summary and body; empty or NULL where the index has these as they are.
 */
export function indexingSql(words: string, which: string): string {
  const ownWords = (name: string, text: string) =>
    `CASE WHEN o.words <> '' THEN o.words ->> '${name}' ELSE ${text} END`
  return `
    INSERT INTO search (rowid, title, summary, body, channels)
    SELECT o.place, ${ownWords('title', "a.data ->> 'title'")}, ${ownWords('summary', "a.data ->> 'summary'")},
      ${ownWords('body', plainTextSql('a.body'))},
      COALESCE((SELECT group_concat(char(${CHANNEL_MARK}) || e.channel, ' ') FROM entries e WHERE e.article = o.key), '')
        || ' ' || ${periodWordsSql(hourSql('a.published'))}
    FROM (
      SELECT a.key, ${words} AS words, ${placeSql('a.published', 'a.key')} AS place
      ${which} ORDER BY place LIMIT -1
    ) o CROSS JOIN articles a ON a.key = o.key`
}
