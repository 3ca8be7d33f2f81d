import { utf8Length } from '../../model/text.ts'
import { allRows, type Database, firstRow, prepare, runBatch, type Statement } from '../database.ts'
import { fillIndexSql } from '../search-index.ts'
import { leaveAllUnread, readUnread } from '../search-words.ts'
import type { Cell } from './pages.ts'
import { quoted, type Table } from './tables.ts'

/** The most bytes of one parameter; D1's own limit is 2 MB. JSON can double the length of a text. */
const CHUNK_BYTES = 1_500_000

/** How many rows are deleted, and how many articles are put into the index, in one statement. */
const STEP = 500

/** Stands in the row of the revision while a restore is under way. No pipeline has this version. */
const RESTORING = 'restoring'

/** Whether a restore of this database was begun and has not come to its end. */
export async function isHalfRestored(db: Database): Promise<boolean> {
  const row = await firstRow(prepare<{ pipeline: string }>(db, 'SELECT pipeline FROM revision WHERE id = 1'))
  return row?.pipeline === RESTORING
}

/**
 * Makes a database ready to take the rows of a backup: marks it, and deletes all rows that it has. From then on it
 * answers as one that was never synced, until `finish`.
 */
export async function clearRows(db: Database, tables: readonly Table[]): Promise<void> {
  const mark = `UPDATE revision SET number = 0, registry = '', pipeline = '${RESTORING}', content = 0 WHERE id = 1`
  await runBatch(db, {
    marked: prepare(db, mark),
    runs: prepare(db, 'DELETE FROM runs'),
    index: prepare(db, "INSERT INTO search (search) VALUES ('delete-all')"),
  })
  for (const { name, key } of [...tables].reverse()) {
    if (name === 'revision') continue
    const keys = key.map(quoted)
    const sql = `DELETE FROM ${quoted(name)} WHERE (${keys}) IN (SELECT ${keys} FROM ${quoted(name)} LIMIT ${STEP})
      RETURNING 1 AS one`
    while ((await allRows(prepare(db, sql))).length > 0);
  }
}

/**
 * Puts rows of a backup in, in as few statements as the size of a parameter allows. `revision` is a number above every one
 * that this site has ever had. Whatever a reader has of it is out of date from now on: an ETag of a write that the backup
 * does not know can't be given again, and no reader is told that nothing has changed.
 */
export class RowWriter {
  readonly #db: Database
  readonly #revision: number
  #table = ''
  #many = ''
  #one = ''
  #chunk: string[] = []
  #bytes = 0
  readonly #last: Statement[] = []

  constructor(db: Database, revision: number) {
    this.#db = db
    this.#revision = revision
  }

  /** Adds a row, its cells in the order of `columns`. Rows are stored at the latest by `finish`. */
  async add({ name, columns }: Pick<Table, 'name' | 'columns'>, row: readonly Cell[]): Promise<void> {
    const cells = stamped(name, columns, row, this.#revision)
    // The row of the revision stays the mark until the end.
    if (name === 'revision') {
      const changes = columns.map((column, index) => `${quoted(column)} = ?${index + 1}`)
      this.#last.push(prepare(this.#db, `UPDATE revision SET ${changes} WHERE id = 1`, ...cells))
      return
    }
    if (name !== this.#table) {
      await this.flush()
      this.#table = name
      const into = `INSERT INTO ${quoted(name)} (${columns.map(quoted)})`
      this.#many = `${into} SELECT ${columns.map((_, index) => `value ->> ${index}`)} FROM json_each(?1)`
      this.#one = `${into} VALUES (${columns.map((_, index) => `?${index + 1}`)})`
    }
    // A deployed Worker would poll at once, and write among the rows that are still to come.
    if (name === 'polls') {
      this.#last.push(prepare(this.#db, this.#one, ...cells))
      return
    }
    const json = JSON.stringify(cells)
    const length = utf8Length(json) + 1
    if (this.#bytes + length > CHUNK_BYTES) await this.flush()
    if (length > CHUNK_BYTES) {
      await prepare(this.#db, this.#one, ...cells).run()
      return
    }
    this.#chunk.push(json)
    this.#bytes += length
  }

  async flush(): Promise<void> {
    if (this.#chunk.length === 0) return
    const json = `[${this.#chunk.join(',')}]`
    this.#chunk = []
    this.#bytes = 0
    await prepare(this.#db, this.#many, json).run()
  }

  /** Fills the search index, and lets readers have what has been added. */
  async finish(): Promise<void> {
    await this.flush()
    await fillIndex(this.#db)
    await runBatch(this.#db, { last: this.#last })
  }
}

type Stamp = (cell: Cell, revision: number) => Cell

const toRevision: Stamp = (_, revision) => revision
const unlessNone: Stamp = (cell, revision) => (cell === 0 ? 0 : revision)
const unlessNull: Stamp = (cell, revision) => (cell === null ? null : revision)

/** The columns by which readers' copies are told from what is stored now. */
const STAMPS: Readonly<Record<string, Readonly<Record<string, Stamp>>>> = {
  articles: { revision: toRevision },
  entries: { revision: unlessNull },
  archives: { revision: toRevision },
  channels: {
    revision: toRevision,
    modified: (cell, revision) => Math.max(Number(cell) + 1, Math.floor(revision / 1000)),
    withdrawn: toRevision,
    archived: unlessNone,
    site: unlessNone,
  },
  revision: {
    number: toRevision,
    content: toRevision,
    media: toRevision,
    // A plan that was made before the restore is not carried out after it.
    writes: toRevision,
    synced: toRevision,
    site: unlessNone,
  },
  site: { revision: toRevision },
}

function stamped(
  table: string,
  columns: readonly string[],
  cells: readonly Cell[],
  revision: number,
): readonly Cell[] {
  const stamps = STAMPS[table]
  if (!stamps) return cells
  return cells.map((cell, index) => stamps[columns[index] ?? '']?.(cell, revision) ?? cell)
}

/** Puts every stored article into the search index, which has to be empty. */
async function fillIndex(db: Database): Promise<void> {
  const last = 'SELECT MAX(key) AS last FROM (SELECT key FROM articles WHERE key > ?1 ORDER BY key LIMIT ?2)'
  for (let after = 0; ; ) {
    const found = await firstRow(prepare<{ last: number | null }>(db, last, after, STEP))
    if (!found?.last) break
    await fillIndexSql(db, after, found.last).run()
    after = found.last
  }
  await leaveAllUnread(db)
  await readUnread(db, 0, Number.POSITIVE_INFINITY)
}
