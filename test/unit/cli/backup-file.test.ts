import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type BackupRow, backupRows, checkBackup, writeBackup } from '../../../src/cli/backup-file.ts'
import { tooNew } from '../../../src/cli/restore-run.ts'

const HEAD = {
  warta: 1,
  migrations: ['0001_articles.sql', '0002_channels.sql'],
  revision: 7,
  made: '2026-11-28T07:00:00.000Z',
  tables: [{ name: 'articles', columns: ['key', 'body'], rows: 3 }],
} as const
const ROWS: BackupRow[] = [
  [0, 1, 'satu\nbaris [0] { "kutip" }'],
  [0, 2, '\u001A/media/x.jpg \u2028'],
  [0, 3, null],
]

async function* rows() {
  yield* ROWS
}

/** A backup of these rows, with its lines changed. */
async function backup(change: (lines: string[]) => string[] = (lines) => lines): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'warta-')), 'x.gz')
  await writeBackup(file, HEAD, rows())
  const lines = gunzipSync(readFileSync(file)).toString().split('\n')
  writeFileSync(file, gzipSync(change(lines).join('\n')))
  return file
}

describe('the file of a backup', () => {
  it('What is written is read back as it was, whatever text it holds', async () => {
    const file = await backup()
    expect(await checkBackup(file)).toEqual({ ok: true, value: HEAD })
    const read: BackupRow[] = []
    for await (const row of backupRows(file)) read.push(row)
    expect(read).toEqual(ROWS)
  })

  it('A file whose rows are others than those that were saved is called damaged', async () => {
    const file = await backup(([head = '', row = '', ...rest]) => [head, row.replace('satu', 'dua'), ...rest])
    expect(await checkBackup(file)).toMatchObject({
      ok: false,
      failure: expect.stringContaining('is damaged'),
    })
  })

  it('A file that lacks its end, or a row, is called incomplete', async () => {
    const failure = expect.stringContaining('is not whole')
    expect(await checkBackup(await backup((lines) => lines.slice(0, -2)))).toMatchObject({ failure })
    expect(await checkBackup(await backup(([head = '', , ...rest]) => [head, ...rest]))).toMatchObject({
      failure,
    })
    expect(await checkBackup(await backup(([head = '']) => [head]))).toMatchObject({ failure })
  })

  it('A file that is cut off, is empty or something else is called no backup, in one sentence', async () => {
    const file = await backup()
    const bytes = readFileSync(file)
    for (const other of [
      bytes.subarray(0, bytes.length / 2),
      Buffer.from(''),
      Buffer.from('halo'),
      gzipSync('{}\n'),
    ]) {
      writeFileSync(file, other)
      const checked = await checkBackup(file)
      expect(checked.ok).toBe(false)
      expect(checked).toMatchObject({
        failure: expect.stringMatching(/^is (?:damaged|no backup|not whole).*file|backup$/),
      })
    }
  })

  it('A backup of a newer Warta is told from a damaged one', async () => {
    const file = await backup(([head = '', ...rest]) => [head.replace('"warta":1', '"warta":2'), ...rest])
    expect(await checkBackup(file)).toMatchObject({ failure: expect.stringContaining('newer Warta') })
    const [migration] = [{ name: '0001_articles.sql', sql: '' }]
    expect(tooNew(HEAD, [migration])).toContain('newer Warta, whose migration 0002_channels.sql')
    expect(tooNew(HEAD, [migration, { name: '0002_channels.sql', sql: '' }])).toBe(undefined)
  })
})
