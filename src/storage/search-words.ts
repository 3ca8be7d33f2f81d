import type { Article } from '../model/article.ts'
import { indexWords, needsIndexWords } from '../model/index-words.ts'
import { textOfHtml, utf8Length } from '../model/text.ts'
import { type Database, firstRow, prepare, runBatch, type Statement } from './database.ts'
import { indexingSql, placeSql } from './search-index.ts'

/** The most bytes of the words of an article, and of all that are put into the index at a time. D1 takes 2 MB. */
const MOST_BYTES = 1_400_000

/** The most bytes of bodies that are looked at in one step, and the most articles. A larger one is a step of its own. */
const STEP_BYTES = 800_000
const STEP_ARTICLES = 500

type Texts = Pick<Article, 'title' | 'summary' | 'body'>

/**
 * The words that the search index has of an article, as `staged_articles.words` has them: empty where they are those of
 * its text. `undefined` where there is no place for them beside the article in a row; `readUnread` looks at it later.
 */
export function searchWords({ title, summary, body }: Texts): string | undefined {
  // The text of a body has no letter that the body has not.
  if (![title, summary, body].some(needsIndexWords)) return ''
  const words = wordsOf(title, summary, textOfHtml(body))
  const isLarge = words !== '' && utf8Length(words) + utf8Length(body) > MOST_BYTES
  return isLarge ? undefined : words
}

function wordsOf(title: string, summary: string, text: string): string {
  if (![title, summary, text].some(needsIndexWords)) return ''
  const [inTitle, inSummary, inBody] = [title, summary, text].map((some) => indexWords(some).join(' '))
  const words = JSON.stringify({ title: inTitle, summary: inSummary, body: inBody })
  if (utf8Length(words) <= MOST_BYTES) return words
  // One character can become as many as eighteen. Each that is left here takes three bytes at most.
  const shorter = inBody?.slice(0, MOST_BYTES / 4)
  return JSON.stringify({ title: inTitle, summary: inSummary, body: shorter })
}

/** Notes the articles of a staged run at whose words nobody has looked. Comes after they are written. */
export function missingWordsSql(db: Database, run: number): Statement[] {
  const touched = `
    FROM staged_articles s JOIN articles a ON a.id = s.id WHERE s.run = ?1 AND s.action IN ('write', 'relist')`
  return [
    `DELETE FROM unread_articles WHERE article IN (SELECT a.key ${touched} AND s.words IS NOT NULL)`,
    `INSERT OR IGNORE INTO unread_articles (article) SELECT a.key ${touched} AND s.words IS NULL`,
  ].map((sql) => prepare(db, sql, run))
}

/** Notes all stored articles, where the index has been made anew with the words that stand in them. */
export async function leaveAllUnread(db: Database): Promise<void> {
  await prepare(db, 'INSERT OR IGNORE INTO unread_articles (article) SELECT key FROM articles').run()
}

interface UnreadRow extends Texts {
  readonly key: number
  readonly revision: number
}

/** SQL: the next stored articles that nobody has looked at, ?1 at most. */
const NEXT = `(SELECT article FROM unread_articles ORDER BY article LIMIT ?1) u JOIN articles a ON a.key = u.article`

/** SQL: whether an article is written in ASCII alone. Then its words are those of its text. */
const IS_ASCII = '(a.size = length(a.body) AND octet_length(a.data) = length(a.data))'

const READ = `
  WITH sizes AS (
    SELECT a.key, SUM(a.size) OVER keys AS total, ROW_NUMBER() OVER keys AS nth
    FROM ${NEXT} WHERE NOT ${IS_ASCII} WINDOW keys AS (ORDER BY a.key))
  SELECT a.key, a.revision, a.data ->> 'title' AS title, a.data ->> 'summary' AS summary, a.body
  FROM sizes s JOIN articles a ON a.key = s.key WHERE s.nth = 1 OR s.total <= ?2 ORDER BY a.key`

const PASS = `DELETE FROM unread_articles WHERE article IN (SELECT a.key FROM ${NEXT} WHERE ${IS_ASCII})`

/**
 * Looks at stored articles at whose words nobody has looked, in so many steps at most, and puts those into the index anew
 * that have words of their own. `now` is in ms since the epoch.
 */
export async function readUnread(db: Database, now: number, steps: number): Promise<void> {
  for (let step = 0; step < steps && (await hasUnread(db)); step++) {
    const { rows } = await runBatch(db, {
      rows: prepare<UnreadRow>(db, READ, STEP_ARTICLES, STEP_BYTES),
      passed: prepare(db, PASS, STEP_ARTICLES),
    })
    if (rows.length > 0) await db.batch(indexAnewSql(db, parameterOf(rows), now))
  }
}

async function hasUnread(db: Database): Promise<boolean> {
  const first = prepare(db, 'SELECT article FROM unread_articles LIMIT 1')
  return (await firstRow(first)) !== null
}

/** The words of articles as one parameter; of the first one at least, of others as long as there is place. */
function parameterOf(rows: readonly UnreadRow[]): string {
  const looked: string[] = []
  let bytes = 0
  for (const { key, revision, title, summary, body } of rows) {
    const words = wordsOf(title, summary, textOfHtml(body))
    const one = JSON.stringify({ key, revision, words })
    bytes += utf8Length(one) + 1
    if (looked.length > 0 && bytes > MOST_BYTES) break
    looked.push(one)
  }
  return `[${looked.join(',')}]`
}

// An article that was written since is left to a later step, or was looked at by who wrote it.
function indexAnewSql(db: Database, looked: string, now: number): Statement[] {
  const unread = `FROM json_each(?1) j JOIN unread_articles u ON u.article = j.value ->> 'key'
    JOIN articles a ON a.key = u.article AND a.revision = j.value ->> 'revision'`
  const others = `${unread} WHERE j.value ->> 'words' <> ''`
  const statements = [
    `DELETE FROM search WHERE rowid IN (SELECT ${placeSql('a.published', 'a.key')} ${others})`,
    indexingSql("j.value ->> 'words'", others),
    `DELETE FROM unread_articles WHERE article IN (SELECT a.key ${unread})`,
  ].map((sql) => prepare(db, sql, looked))
  // What searches find is different now.
  const moved = `
    UPDATE revision SET number = MAX(number + 1, ?2)
    WHERE id = 1 AND EXISTS (SELECT 1 ${others})`
  return [prepare(db, moved, looked, now), ...statements]
}
