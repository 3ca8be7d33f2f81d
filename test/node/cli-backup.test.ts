import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkBackup } from '../../src/cli/backup-file.ts'
import { backUp } from '../../src/cli/backup-run.ts'
import { readMigrations } from '../../src/cli/local-migrations.ts'
import { openFresh, openLocal } from '../../src/cli/open-database.ts'
import { restoreInto } from '../../src/cli/restore-run.ts'
import { beginRestore, markRestored, restoringFolder, takeRestored } from '../../src/cli/restored-state.ts'
import { applyMigrations } from '../../src/storage/migrations.ts'
import { article, run, Workspace } from '../support/commands.ts'

const workspace = new Workspace({ 'articles/satu.md': article('Satu'), 'articles/dua.md': article('Dua') })
const file = workspace.path('saved.gz')
const silent = { out: () => {}, err: () => {} }

/** Runs SQL on the database of the workspace. */
function ask(sql: string): unknown[] {
  const database = new DatabaseSync(workspace.database)
  try {
    return database.prepare(sql).all()
  } finally {
    database.close()
  }
}

beforeAll(async () => {
  expect(await run('sync', workspace)).toMatchObject({ code: 0 })
  const saved = await run('backup', workspace, '--out', file)
  expect(saved).toMatchObject({ code: 0, err: '' })
  expect(saved.out).toMatch(
    /^\d+ rows in \S+saved\.gz \(revision \d+\)\.\nTo put them back: npm run restore -- /,
  )
}, 120_000)

afterAll(() => workspace[Symbol.dispose]())

describe('backup and restore', () => {
  it('A restore refuses a database that is not empty, and with --force it is what it was, and the old one is kept', async () => {
    const before = ask('SELECT * FROM aliases ORDER BY name')
    const [{ number }] = ask('SELECT number FROM revision') as [{ number: number }]
    ask("UPDATE articles SET slug = 'lain' WHERE slug = 'satu'")
    expect(await run('restore', workspace, file)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^warta: The local database is not empty, .*--force.*\n$/),
    })
    expect(ask('SELECT slug FROM articles ORDER BY slug')).toEqual([{ slug: 'dua' }, { slug: 'lain' }])

    const restored = await run('restore', workspace, '--force', file)
    expect(restored).toMatchObject({ code: 0, err: '' })
    expect(restored.out).toMatch(/^\d+ rows restored from \S+saved\.gz, as they were on 2/)
    expect(ask('SELECT slug FROM articles ORDER BY slug')).toEqual([{ slug: 'dua' }, { slug: 'satu' }])
    expect(ask('SELECT * FROM aliases ORDER BY name')).toEqual(before)
    expect(ask('SELECT number FROM revision')).toEqual([{ number: expect.toSatisfy((n) => n > number) }])
    expect(readdirSync(workspace.state).filter((name) => name.startsWith('d1-before-'))).toHaveLength(1)
    expect((await run('sync', workspace)).out).toContain('all stored already; nothing to write')
  }, 120_000)

  it('A restore replaces a damaged database without being forced to', async () => {
    writeFileSync(workspace.database, 'x'.repeat(100_000))
    rmSync(`${workspace.database}-wal`, { force: true })
    expect(await run('restore', workspace, file)).toMatchObject({ code: 0 })
    expect(ask('SELECT slug FROM articles ORDER BY slug')).toEqual([{ slug: 'dua' }, { slug: 'satu' }])
  }, 120_000)

  it('A restore that dies before the new database is whole leaves the old one, and after that the new one', async () => {
    const state = workspace.path('torn')
    const old = join(state, 'v3/d1')
    mkdirSync(old, { recursive: true })
    writeFileSync(join(old, 'old'), '')
    await beginRestore(state)
    const made = join(restoringFolder(state), 'v3/d1')
    mkdirSync(made, { recursive: true })
    writeFileSync(join(made, 'new'), '')
    expect(await takeRestored(state)).toBe(undefined)
    expect(readdirSync(old)).toEqual(['old'])

    await markRestored(state)
    // As a process leaves it that died between the two.
    rmSync(old, { recursive: true })
    await takeRestored(state)
    expect(readdirSync(old)).toEqual(['new'])
    expect(existsSync(restoringFolder(state))).toBe(false)
  })

  it('A backup of an older Warta gets the migrations that came since, and one of other tables is refused', async () => {
    const migrations = await readMigrations()
    const older = migrations.slice(0, -1)
    const backup = workspace.path('older.gz')
    {
      await using source = await openFresh(workspace.path('older'))
      await applyMigrations(source.db, older)
      await source.db
        .prepare(
          `INSERT INTO articles (key, id, slug, origin, published, updated, revision, size, listed, data, body)
           VALUES (7, 'urn:x:7', 'tujuh', 'content', 1, 1, 1, 1, 1, '{"title":"Tujuh","summary":""}', 'langka')`,
        )
        .run()
      expect(await backUp(source.db, backup, silent)).toBe(0)
    }
    const checked = await checkBackup(backup)
    if (!checked.ok) throw new Error(checked.failure)
    const options = { migrations, revision: 99, progress: () => {} }
    {
      await using target = await openFresh(workspace.path('newer'))
      expect(await restoreInto(target.db, backup, checked.value, options)).toMatchObject({ ok: true })
      const found = target.db.prepare("SELECT rowid FROM search WHERE search MATCH 'langka'")
      expect((await found.all()).results).toHaveLength(1)
      expect(await applyMigrations(target.db, migrations)).toEqual({ ok: true, value: [] })
    }
    const opened = await openLocal(workspace.path('newest'))
    if (!opened.ok) throw new Error(opened.failure)
    await using other = opened.value
    expect(await restoreInto(other.db, backup, checked.value, options)).toMatchObject({ ok: false })
  }, 120_000)
})
