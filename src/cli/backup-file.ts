import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { failed, type Result, success } from '../model/result.ts'
import type { Cell } from '../storage/backup/pages.ts'
import type { Table } from '../storage/backup/tables.ts'

// A backup is a compressed file of JSON lines. The first one is the head, the last one says how many rows stand between
// and has a digest of all lines before it. Each line between is a row: the number of its table, and its cells.

/** The version of the file's form. */
const VERSION = 1

/** The first line of a backup. */
export interface BackupHead {
  readonly warta: typeof VERSION
  /** The names of the migrations that had made the tables. */
  readonly migrations: readonly string[]
  readonly revision: number
  /** When it was made, as RFC 3339. */
  readonly made: string
  readonly tables: readonly (Pick<Table, 'name' | 'columns'> & { readonly rows: number })[]
}

/** A row of a backup: the number of its table in the head, and its cells. */
export type BackupRow = readonly [table: number, ...cells: Cell[]]

/** Writes a backup. The file is there whole or not at all only where the caller renames it. Returns how many rows it has. */
export async function writeBackup(
  file: string,
  head: BackupHead,
  rows: AsyncIterable<BackupRow>,
): Promise<number> {
  const digest = createHash('sha256')
  let count = 0
  function line(value: unknown): string {
    const text = `${JSON.stringify(value)}\n`
    digest.update(text)
    return text
  }
  async function* lines() {
    yield line(head)
    for await (const row of rows) {
      count++
      yield line(row)
    }
    yield `${JSON.stringify({ end: count, sha256: digest.digest('hex') })}\n`
  }
  await pipeline(Readable.from(lines()), createGzip(), createWriteStream(file, { mode: 0o600 }))
  return count
}

/** Reads a whole backup and returns its head. Fails with what is wrong: the end of a sentence about the file. */
export async function checkBackup(file: string): Promise<Result<BackupHead, string>> {
  const digest = createHash('sha256')
  let head: BackupHead | undefined
  let before: string | undefined
  let count = -1
  try {
    for await (const line of linesOf(file)) {
      if (before !== undefined) digest.update(`${before}\n`)
      if (count === -1) {
        const first = headOf(line)
        if (!first.ok) return first
        head = first.value
      }
      before = line
      count++
    }
    const end = JSON.parse(before ?? '') as { end?: number; sha256?: string }
    if (!head || end.end !== count - 1) return failed('is not whole; take another backup')
    return end.sha256 === digest.digest('hex') ? success(head) : failed('is damaged; take another backup')
  } catch (error) {
    if (isOfFiles(error)) throw error
    return failed('is damaged or no backup of Warta; take another file')
  }
}

function headOf(line: string): Result<BackupHead, string> {
  const head = JSON.parse(line) as Partial<BackupHead>
  if (typeof head.warta !== 'number') return failed('is no backup of Warta; take another file')
  if (head.warta === VERSION) return success(head as BackupHead)
  return failed(`was made by a newer Warta (form ${head.warta} of the file); update Warta, and restore then`)
}

/** The rows of a backup that has been checked. */
export async function* backupRows(file: string): AsyncGenerator<BackupRow> {
  for await (const line of linesOf(file)) if (line.startsWith('[')) yield JSON.parse(line) as BackupRow
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file)
  const text = source.pipe(createGunzip())
  source.on('error', (error) => text.destroy(error))
  let rest = ''
  for await (const chunk of text.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

function isOfFiles(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}
