import { allRows, type Database, prepare } from '../database.ts'
import { quoted, type Table } from './tables.ts'

/** What a column of ours holds. */
export type Cell = string | number | null

/** The most rows of a page, and the bytes of text after which it ends. One row may be larger. */
const PAGE_ROWS = 100
const PAGE_BYTES = 4_000_000

/** Every row of a table, its cells in the order of `columns`, in the order of its key. One page is in memory at a time. */
export async function* rowsOf(db: Database, table: Table): AsyncGenerator<readonly Cell[]> {
  for await (const page of pagesOf(db, table)) yield* page
}

/** The same, page by page. */
export async function* pagesOf(db: Database, table: Table): AsyncGenerator<readonly (readonly Cell[])[]> {
  const first = pageSql(table, false)
  const next = pageSql(table, true)
  for (let after: Cell[] = []; ; ) {
    const sql = after.length === 0 ? first : next
    const rows = await allRows(prepare<Readonly<Record<string, Cell>>>(db, sql, ...after))
    const last = rows.at(-1)
    if (!last) return
    yield rows.map((row) => table.columns.map((name) => row[name] ?? null))
    after = table.key.map((name) => last[name] ?? null)
  }
}

// The database adds up the lengths of rows before it sends any. So the rows behind the end of a page are not sent.
function pageSql({ name, columns, key }: Table, isAfter: boolean): string {
  const keys = key.map(quoted)
  const bytes = columns.map((column) => `COALESCE(length(CAST(${quoted(column)} AS BLOB)), 0)`).join(' + ')
  const after = isAfter ? `WHERE (${keys}) > (${keys.map((_, index) => `?${index + 1}`)})` : ''
  return `
    SELECT t.* FROM (
      SELECT ${keys}, SUM(bytes) OVER (ORDER BY ${keys} ROWS UNBOUNDED PRECEDING) - bytes AS before
      FROM (SELECT ${keys}, ${bytes} AS bytes FROM ${quoted(name)} ${after} ORDER BY ${keys} LIMIT ${PAGE_ROWS})
    ) p JOIN ${quoted(name)} t ON ${keys.map((one) => `t.${one} = p.${one}`).join(' AND ')}
    WHERE p.before < ${PAGE_BYTES} ORDER BY ${keys.map((one) => `p.${one}`)}`
}
