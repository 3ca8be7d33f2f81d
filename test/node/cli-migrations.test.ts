import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { article, freePort, run, Workspace } from '../support/commands.ts'

/** Runs SQL on the local database. To close the database here empties its write-ahead log. */
function ask(workspace: Workspace, sql: string): unknown[] {
  const database = new DatabaseSync(workspace.database)
  try {
    return database.prepare(sql).all()
  } finally {
    database.close()
  }
}

describe('a local database that another version of Warta made', () => {
  it('A local database that another version made is refused with what to remove, is not changed, and can be made anew', async () => {
    using workspace = new Workspace({ 'articles/satu.md': article('Satu') })
    expect(await run('sync', workspace)).toMatchObject({ code: 0 })
    ask(workspace, "UPDATE d1_migrations SET name = '0010_arrivals.sql' WHERE name LIKE '0002%'")
    const before = ask(workspace, 'SELECT name, sql FROM sqlite_master')
    const port = String(await freePort())
    for (const refused of [
      await run('sync', workspace),
      await run('start', workspace, '--port', port),
      await run('poll', workspace),
    ]) {
      expect(refused).toMatchObject({ code: 1, out: '' })
      expect(refused.err).toMatch(
        /^warta: The database was made by another version of Warta.+0010_arrivals\.sql/,
      )
      expect(refused.err).toContain('Nothing of content/ is lost: remove the folder ')
    }
    expect(ask(workspace, 'SELECT name, sql FROM sqlite_master')).toEqual(before)

    const { err } = await run('sync', workspace)
    rmSync(/remove the folder (\S+),/.exec(err)?.[1] ?? '', { recursive: true })
    expect((await run('sync', workspace)).out).toContain('1 new, 0 changed, 0 removed')
  }, 240_000)
})
