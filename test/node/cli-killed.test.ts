import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { article, Command, run, until, Workspace } from '../support/commands.ts'

const FILES = 2000
const BODY = 'Isi berita yang panjang. '.repeat(40)

/** Every article, in one version: all the titles end in it. */
function write(workspace: Workspace, version: string): void {
  for (let n = 0; n < FILES; n++) {
    const time = new Date(Date.UTC(2022, 8, 20) + n * 60_000).toISOString()
    const text = article(`Artikel ${n} ${version}`, `id: urn:x:${n}\n`, BODY)
    workspace.write(`articles/2022/09/a${n}.md`, text.replace(/published: .*/, `published: ${time}`))
  }
}

/** How many articles are stored in which version. To close the database here empties its write-ahead log. */
function stored(workspace: Workspace) {
  const database = new DatabaseSync(workspace.database)
  try {
    const sql = "SELECT substr(data ->> 'title', -2) AS version, COUNT(*) AS count FROM articles GROUP BY 1"
    return database
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }))
  } finally {
    database.close()
  }
}

/** Starts a sync and kills it and all that it has started when its log has grown by so many bytes. */
async function killAfter(workspace: Workspace, bytes: number): Promise<void> {
  const log = `${workspace.database}-wal`
  const size = () => statSync(log, { throwIfNoEntry: false })?.size ?? 0
  const before = size()
  const sync = new Command('sync', workspace)
  await until(
    () => size() > before + bytes || !sync.isAlive,
    30_000,
    () => `Nothing was written: ${sync.out}${sync.err}`,
  )
  sync.signal('SIGKILL')
  await sync.ended()
}

describe('a sync of 2,000 files that is killed with kill -9', () => {
  it('A sync that is killed leaves the old state or the new one, and the next sync completes', async () => {
    using workspace = new Workspace()
    write(workspace, 'v1')
    expect(await run('sync', workspace)).toMatchObject({ code: 0 })
    const old = [{ version: 'v1', count: FILES }]
    expect(stored(workspace)).toEqual(old)

    // It has begun to stage rows, of some 4 MB in all.
    write(workspace, 'v2')
    await killAfter(workspace, 100_000)
    expect(stored(workspace)).toEqual(old)

    // About when it switches over, or is through with that.
    await killAfter(workspace, 4_500_000)
    expect(stored(workspace)).toMatchObject([{ count: FILES }])

    expect(await run('sync', workspace)).toMatchObject({ code: 0 })
    expect(stored(workspace)).toEqual([{ version: 'v2', count: FILES }])
  }, 120_000)
})
