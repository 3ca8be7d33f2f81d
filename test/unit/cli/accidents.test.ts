import { mkdtempSync, writeFileSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { explain, isDamage } from '../../../src/cli/accidents.ts'
import { writeWhole } from '../../../src/cli/disk.ts'

const CURE =
  /Nothing of content\/ is lost: .*npm run restore -- FILE, or move s\/v3\/d1 away, and npm run sync/

function told(error: unknown): string {
  const text = explain(error, 's')
  expect(text).toMatch(/^[^\n]+\.$/)
  return text
}

function systemError(code: string, syscall: string, path: string): Error {
  return Object.assign(new Error(`${code}: whatever, ${syscall} '${path}'`), { code, syscall, path })
}

/** What some work throws. */
async function thrownBy(work: () => unknown): Promise<unknown> {
  try {
    await work()
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown')
}

describe('an accident', () => {
  it.each([
    ['by the file system', systemError('ENOSPC', 'write', '/x')],
    ['by SQLite', new Error('D1_ERROR: database or disk is full: SQLITE_FULL')],
    [
      'by the bundler',
      new Error('The Worker could not be bundled.\nwrite /x: no space left on device\n  at …\n'),
    ],
  ])('A full disk is called so, told %s', (_, error) => {
    expect(told(error)).toMatch(/^The disk is full: make room on it.*Nothing is lost/)
  })

  it.each([
    ['EROFS', 'open'],
    ['EACCES', 'open'],
    ['EPERM', 'rename'],
    // What mkdir says of a folder in a file system that is read-only.
    ['ENOENT', 'mkdir'],
  ])('A folder that is read-only is named with what to do: %s of %s', (code, syscall) => {
    expect(told(systemError(code, syscall, resolve('s/x')))).toMatch(
      /^s\/x can't be used: it is read-only.*write it, or name another folder with --state DIR\./,
    )
  })

  it('Another state folder is no advice where something else is read-only, and no file is named that only we know', () => {
    const file = resolve('content/.sources.yaml.13834.tmp')
    expect(told(systemError('EACCES', 'open', file))).toMatch(/^content can't be used: .* write it\. Nothing/)
    const above = explain(systemError('EACCES', 'mkdir', resolve('state')), 'state/d1')
    expect(above).toMatch(/^state can't be used: .*--state DIR\./)
    expect(explain(systemError('EACCES', 'mkdir', resolve('state')), 'state-2')).not.toContain('--state')
    expect(told(systemError('ENOTDIR', 'open', resolve('README.md')))).not.toContain('--state')
  })

  it('A folder where a file is read is called so', async () => {
    expect(told(await thrownBy(() => readFile(tmpdir())))).toMatch(/ is a folder: name a file\.$/)
    const folder = mkdtempSync(join(tmpdir(), 'warta-'))
    const written = await thrownBy(() => writeWhole(folder, 'x'))
    expect(told(written)).toBe(`${folder} is a folder: name a file.`)
  })

  it('A fault of wrangler.toml is told with its line and what is wrong there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'warta-'))
    const path = join(folder, 'wrangler.toml')
    writeFileSync(path, 'name = "warta"\n[vars]\nSITE_URL = news.example\n')
    const { unstable_readConfig } = await import('wrangler')
    const error = await thrownBy(() => unstable_readConfig({ config: path }))
    expect(told(error)).toBe(
      `${path}:3: is not valid TOML: invalid value; mend the line. Text stands in quotes, and a name stands once in its table.`,
    )
  })

  it('A file that stands where a folder has to be is named, as the file system says it and root meets it too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'warta-'))
    const file = join(folder, 'file')
    writeFileSync(file, '')
    for (const path of [file, join(file, 'below')]) {
      expect(told(await thrownBy(() => mkdir(path, { recursive: true })))).toContain(
        "can't be a folder, because a file",
      )
    }
  })

  it('A damaged database is called so as workerd and as SQLite tell it, with what mends it', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'warta-')), 'x.sqlite')
    writeFileSync(file, 'x'.repeat(5000))
    const real = await thrownBy(() => new DatabaseSync(file).prepare('SELECT * FROM sqlite_master').all())
    const errors = [
      new Error('internal error; reference = 8heaagpn'),
      new Error('D1_ERROR: … SQLITE_CORRUPT'),
      real,
    ]
    for (const error of errors) {
      expect(told(error)).toMatch(/^The database in s is damaged\./)
      expect(told(error)).toMatch(CURE)
      expect(isDamage(error)).toBe(true)
    }
    expect(isDamage(systemError('ENOSPC', 'write', ''))).toBe(false)
  })

  it('A database with other tables, one that is locked, and an address that is not ours have a sentence each', () => {
    expect(told(new Error('D1_ERROR: no such table: revision: SQLITE_ERROR'))).toMatch(CURE)
    expect(told(new Error('D1_ERROR: database is locked: SQLITE_BUSY'))).toContain(
      'Another program has the database',
    )
    expect(told(new Error('bind(): Cannot assign requested address'))).toContain(
      '--host takes one of its own',
    )
  })

  it('A file that is not there is named without the words of the system, and every other error keeps its own', () => {
    const missing = told(systemError('ENOENT', 'open', join(process.cwd(), 'berita.txt')))
    expect(missing).toBe('berita.txt is not there: mend the path, or make it first.')
    expect(explain(new Error('Something else'))).toBe('Something else')
    expect(explain('text')).toBe('text')
  })
})
