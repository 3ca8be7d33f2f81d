import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ContentFolder } from '../../src/cli/content-folder.ts'
import { openLocal } from '../../src/cli/open-database.ts'
import { syncContent } from '../../src/ingest/content/sync.ts'
import { article } from '../support/commands.ts'
import { DeployableFolder } from '../support/deployable-folder.ts'

const ID = '11111111-0000-4000-8000-000000000000'

/** The databases that were asked for as remote ones. */
const asked: string[] = []

// wrangler reaches a deployed database through a Worker of its own at workers.dev, which has no stand-in. Here everything
// up to that is as it is in production, also what Node gets for the binding; the database itself is a local one of the same id.
vi.mock('wrangler', async (original) => {
  const wrangler = await original<typeof import('wrangler')>()
  return {
    ...wrangler,
    getPlatformProxy: ({ configPath = '' }: { configPath?: string }) => {
      const config = JSON.parse(readFileSync(configPath, 'utf8')) as {
        d1_databases: { remote?: boolean; database_id: string }[]
      }
      for (const database of config.d1_databases) {
        expect(database.remote).toBe(true)
        asked.push(database.database_id)
        delete database.remote
      }
      const local = join(dirname(configPath), 'deployed', 'wrangler.json')
      mkdirSync(dirname(local), { recursive: true })
      writeFileSync(local, JSON.stringify(config))
      return wrangler.getPlatformProxy({
        configPath: local,
        persist: { path: join(dirname(local), 'state') },
      })
    },
  }
})

const home = process.cwd()
const folder = new DeployableFolder()
const said: string[] = []
let runs = 0

/** Runs a command in this process; returns its exit code and what it said. */
async function run(command: string, ...args: string[]): Promise<{ code: number; said: string }> {
  said.length = 0
  process.argv = [process.execPath, command, ...args]
  await import(`${resolve(home, 'src/cli', command)}.ts?run=${++runs}`)
  const code = Number(process.exitCode ?? 0)
  process.exitCode = 0
  return { code, said: said.join('') }
}

/** Every file below a folder. */
function files(path: string): Record<string, string> {
  const found = readdirSync(path, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  return Object.fromEntries(
    found.map((one) => [one.name, readFileSync(join(one.parentPath, one.name), 'utf8')]).sort(),
  )
}

beforeAll(async () => {
  folder.configure('https://news.example')
  const toml = folder.config.replace(/^database_id = .*$/m, `database_id = "${ID}"`)
  writeFileSync(join(folder.path, 'wrangler.toml'), toml)
  for (const name of ['Satu', 'Dua']) {
    writeFileSync(join(folder.path, 'content/articles', `${name.toLowerCase()}.md`), article(name))
  }
  writeFileSync(
    join(folder.path, 'content/sources.yaml'),
    'sources: [{ id: republika, name: Republika }, { id: reuters, name: Reuters }]\n',
  )
  process.chdir(folder.path)
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      said.push(String(text))
      return true
    })
  }
  const local = await openLocal(resolve('.wrangler/state'))
  if (!local.ok) throw new Error(local.failure)
  await using database = local.value
  const synced = await syncContent(database.db, new ContentFolder(resolve('content')), {
    ...{ authority: 'news.example', now: Date.now, progress: () => {} },
  })
  expect(synced.ok).toBe(true)
}, 120_000)

afterAll(() => {
  vi.restoreAllMocks()
  process.chdir(home)
  folder[Symbol.dispose]()
})

describe('commands with --remote', () => {
  it('A backup of this machine is restored into an empty deployed database, and is exported and backed up from there', async () => {
    expect(await run('backup', '--remote')).toMatchObject({
      code: 1,
      said: expect.stringContaining('is not ready'),
    })
    expect(await run('backup', '--out', 'local.gz')).toMatchObject({ code: 0 })
    expect(await run('restore', 'local.gz', '--remote')).toMatchObject({
      code: 0,
      said: expect.stringMatching(
        /rows restored from local\.gz.*\nOld copies leave the cache within 5 minutes/,
      ),
    })
    expect(await run('hub', '--remote')).toMatchObject({
      code: 0,
      said: expect.stringContaining('Nobody has subscribed'),
    })
    expect(await run('hub', 'remove', '7', '--remote')).toMatchObject({
      code: 1,
      said: expect.stringContaining('There is no subscription 7'),
    })
    expect(await run('export', '--out', 'here')).toMatchObject({ code: 0 })
    expect(await run('export', '--out', 'there', '--remote')).toMatchObject({ code: 0 })
    expect(Object.keys(files('there'))).toContain('satu.md')
    expect(files('there')).toEqual(files('here'))
    expect(await run('backup', '--out', 'remote.gz', '--remote')).toMatchObject({ code: 0 })
    expect(new Set(asked)).toEqual(new Set([ID]))
  }, 120_000)

  it('A restore takes away what a deployed database has only where that is said', async () => {
    expect(await run('restore', 'remote.gz', '--remote')).toMatchObject({
      code: 1,
      said: expect.stringContaining('The deployed database is not empty'),
    })
    expect(await run('restore', 'remote.gz', '--remote', '--force')).toMatchObject({ code: 0 })
  }, 120_000)
})
