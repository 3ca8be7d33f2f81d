import { spawnSync } from 'node:child_process'
import { closeSync, cpSync, mkdirSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { explain } from '../../src/cli/accidents.ts'
import { ContentFolder } from '../../src/cli/content-folder.ts'
import { openLocal } from '../../src/cli/open-database.ts'
import { takeState } from '../../src/cli/owner.ts'
import { syncContent } from '../../src/ingest/content/sync.ts'
import { article, run, Workspace } from '../support/commands.ts'

const workspace = new Workspace({ 'articles/satu.md': article('Satu') })
const mounted: string[] = []

/** A folder with a file system of its own; `undefined` where this machine lets nobody mount one. */
function mountFolder(name: string, options: string): string | undefined {
  const folder = workspace.path(name)
  mkdirSync(folder)
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status !== 0) return undefined
  mounted.push(folder)
  return folder
}

const tiny = mountFolder('tiny', 'size=300k')
const readOnly = mountFolder('read-only', 'size=1m,ro')

/** What a sync into a state folder says. */
async function toldBy(state: string): Promise<string> {
  try {
    const taken = await takeState(state, () => {})
    if (taken.kind === 'served') throw new Error('served')
    await using _own = taken.own
    const opened = await openLocal(state)
    if (!opened.ok) return opened.failure
    await using database = opened.value
    const options = { authority: 'warta.example', now: Date.now, progress: () => {} }
    await syncContent(database.db, new ContentFolder(workspace.content), options)
    return 'Nothing'
  } catch (error) {
    return explain(error, state)
  }
}

beforeAll(async () => {
  expect(await toldBy(workspace.state)).toBe('Nothing')
  // To close the database here empties its write-ahead log.
  new DatabaseSync(workspace.database).close()
}, 120_000)

afterAll(() => {
  for (const folder of mounted) spawnSync('umount', [folder])
  workspace[Symbol.dispose]()
})

describe('an accident of the machine', () => {
  it.skipIf(tiny === undefined)(
    'A full disk is called a full disk',
    async () => {
      expect(await toldBy(`${tiny}/state`)).toMatch(/^The disk is full: .*Nothing is lost/)
    },
    120_000,
  )

  it.skipIf(readOnly === undefined)('A folder that is read-only is named', async () => {
    expect(await toldBy(`${readOnly}/state`)).toMatch(/^\S*read-only\/state can't be used: it is read-only/)
  })

  it('A file that stands where the state folder has to be is named', async () => {
    writeFileSync(workspace.path('file'), '')
    expect(await toldBy(workspace.path('file'))).toMatch(
      /^\S*file can't be a folder, because a file stands there/,
    )
    expect(await toldBy(workspace.path('file/state'))).toMatch(
      /can't be a folder, because a file stands there/,
    )
  })

  it('A database that another program has locked is not called damaged', async () => {
    const other = new DatabaseSync(workspace.database)
    other.exec('BEGIN EXCLUSIVE')
    try {
      expect(await toldBy(workspace.state)).toMatch(/^Another program has the database in .* open/)
    } finally {
      other.close()
    }
  }, 120_000)

  it('A damaged database is called damaged in one line, with what mends it, and that does mend it', async () => {
    cpSync(workspace.state, workspace.path('kept'), { recursive: true })
    const file = workspace.database
    const open = openSync(file, 'r+')
    for (let page = 4096; page < statSync(file).size; page += 4096)
      writeSync(open, Buffer.alloc(2000, 7), 0, 2000, page)
    closeSync(open)
    const { code, out, err } = await run('sync', workspace)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(
      /^warta: The database in \S+ is damaged\. Nothing of content\/ is lost: .*npm run restore -- FILE.*\n$/,
    )
    const folder = /or move (\S+) away/.exec(err)?.[1] ?? ''
    spawnSync('mv', [folder, workspace.path('aside')])
    expect(await toldBy(workspace.state)).toBe('Nothing')
  }, 240_000)
})
