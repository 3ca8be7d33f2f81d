import type { Article } from '../../model/article.ts'
import { allRows, type Database, prepare } from '../database.ts'
import { type Cell, pagesOf, rowsOf } from './pages.ts'

/** An article with all that is stored of it beside what readers get. */
export interface StoredArticle {
  readonly article: Article
  /** As the columns of the same names in `articles`. */
  readonly origin: string
  readonly path: string
  readonly digest: string
  /** By which the story is recognised, in order. */
  readonly names: readonly string[]
  /** Until when it is held back, in ms since the epoch; `undefined` where it is public. */
  readonly hold?: number
}

const COLUMNS = ['key', 'id', 'origin', 'path', 'digest', 'data', 'body'] as const

/** Every stored article, in the order in which they were stored. One page of them is in memory at a time. */
export async function* storedArticles(db: Database): AsyncGenerator<StoredArticle> {
  const table = { name: 'articles', columns: COLUMNS, key: ['key'] }
  for await (const page of pagesOf(db, table)) yield* withNames(db, page)
}

const NAMES = `
  SELECT k.article_id AS id, k.name FROM json_each(?1) n CROSS JOIN aliases k ON k.article_id = n.value ORDER BY k.name`

async function* withNames(db: Database, rows: readonly (readonly Cell[])[]): AsyncGenerator<StoredArticle> {
  const ids = rows.map(([, id]) => id)
  const found = await allRows(prepare<{ id: string; name: string }>(db, NAMES, JSON.stringify(ids)))
  const names = Map.groupBy(found, ({ id }) => id)
  for (const row of rows) {
    const [, id = '', origin, path, digest, data, body] = row.map((cell) => String(cell ?? ''))
    yield {
      article: { ...JSON.parse(data ?? ''), body } as Article,
      origin: origin ?? '',
      path: path ?? '',
      digest: digest ?? '',
      names: (names.get(id) ?? []).map(({ name }) => name),
    }
  }
}

const HELD = ['origin', 'id', 'path', 'digest', 'data', 'body', 'aliases', 'at'] as const

/** Every article that is held back: scheduled, under an embargo, or withheld. */
export async function* heldArticles(db: Database): AsyncGenerator<StoredArticle> {
  for await (const row of rowsOf(db, { name: 'held_articles', columns: HELD, key: ['origin', 'id'] })) {
    const [origin = '', , path = '', digest = '', data = '', body = '', aliases = '', at] = row.map((cell) =>
      String(cell ?? ''),
    )
    const article = { ...JSON.parse(data), body } as Article
    yield { article, origin, path, digest, names: JSON.parse(aliases) as string[], hold: Number(at) }
  }
}

/** A name that leads to no stored article: to one that was removed, or by an empty id to none at all. */
export interface LooseName {
  readonly name: string
  readonly id: string
}

const LOOSE = `
  SELECT k.name, k.article_id AS id FROM aliases k
  WHERE k.name > ?1 AND NOT EXISTS (SELECT 1 FROM articles a WHERE a.id = k.article_id)
  ORDER BY k.name LIMIT 1000`

/** Every name that leads to no stored article, in order. */
export async function* looseNames(db: Database): AsyncGenerator<LooseName> {
  for (let after = ''; ; ) {
    const rows = await allRows(prepare<LooseName>(db, LOOSE, after))
    yield* rows
    const last = rows.at(-1)
    if (!last) return
    after = last.name
  }
}
