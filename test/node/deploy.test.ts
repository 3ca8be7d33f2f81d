import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deploySite } from '../../src/cli/deploy/go-live.ts'
import { CloudflareApi } from '../support/cloudflare-api.ts'
import { DeployableFolder } from '../support/deployable-folder.ts'

const home = process.cwd()
const folder = new DeployableFolder()
const api = new CloudflareApi()
let siteUrl = ''
let apiEnv: Record<string, string> = {}

/** The command in a process of its own. */
function deploy(args: readonly string[], env: Record<string, string> = {}) {
  const path = `${resolve(home, 'node_modules/.bin')}:${process.env.PATH}`
  return spawnSync(process.execPath, [resolve(home, 'src/cli/deploy.ts'), ...args], {
    cwd: folder.path,
    // A home of its own, in which nobody is logged in.
    env: {
      ...process.env,
      HOME: folder.path,
      XDG_CONFIG_HOME: folder.path,
      PATH: path,
      NODE_OPTIONS: '',
      ...env,
    },
    encoding: 'utf8',
  })
}

/** The deployment in this process, with a sync that only says that it was asked for. */
async function deployHere(environment?: string) {
  const lines: string[] = []
  const output = { out: (line: string) => lines.push(line), err: (line: string) => lines.push(line) }
  process.chdir(folder.path)
  const sync = async (isFirst: boolean) => {
    lines.push(`synced${isFirst ? ' for the first time' : ''}`)
    return 0
  }
  const code = await deploySite({ environment, sync, output }).finally(() => process.chdir(home))
  return { code, lines }
}

beforeAll(async () => {
  siteUrl = await folder.listen()
  apiEnv = {
    ...(await api.listen()),
    WRANGLER_CACHE_DIR: join(folder.path, 'cache'),
    WRANGLER_SEND_METRICS: 'false',
  }
  Object.assign(process.env, apiEnv, { PATH: `${resolve('node_modules/.bin')}:${process.env.PATH}` })
})
afterAll(async () => {
  folder[Symbol.dispose]()
  await api[Symbol.asyncDispose]()
})

describe('npm run deploy', () => {
  it('refuses a fresh checkout, and tells all that is to be set before anybody is asked', async () => {
    folder.configure('', 'warta.example', 'Warta')
    const { code, lines } = await deployHere()
    expect(code).toBe(1)
    expect(lines).toEqual([
      expect.stringMatching(
        /^warta: SITE_URL is empty in wrangler\.toml: set it to .*https:\/\/news\.example/,
      ),
      expect.stringMatching(/^warta: TAG_AUTHORITY is still warta\.example/),
      expect.stringMatching(/^warta: The site in content\/site\.yaml is still called Warta/),
    ])
    expect(api.asked).toBe(0)
  })

  it('prints its plan with --dry-run, without an account, and does nothing', () => {
    folder.configure(siteUrl)
    const before = folder.config
    const { status, stdout, stderr } = deploy(['--dry-run', '--env', 'staging'], { CLOUDFLARE_API_TOKEN: '' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(
      /^1\. Create the database warta-staging and write its id into wrangler\.toml, where/,
    )
    expect(stdout).toContain('Create the queue warta-staging-polls-dead, where that is missing')
    expect(stdout).toMatch(/Nothing was done\. Nobody looked at what your account has/)
    expect(folder.config).toBe(before)
    expect(api.changes).toEqual([])
  })

  it('refuses an environment that wrangler.toml does not have', async () => {
    await expect(deployHere('stagign')).rejects.toThrow(
      'wrangler.toml has no environment "stagign" (it has: staging)',
    )
  })

  it('makes everything that is missing, migrates and syncs, then deploys, and the second time changes nothing', async () => {
    folder.configure(siteUrl)
    const first = await deployHere()
    expect(first.lines.at(-1)).toMatch(/^Done\./)
    expect(first.code).toBe(0)
    expect(first.lines).toContain('synced for the first time')
    const [[id, database] = ['', undefined]] = api.databases
    expect(database?.name).toBe('warta')
    expect(folder.config).toContain(`\ndatabase_id = "${id}"`)
    expect(api.queues).toEqual([
      ...['warta-polls', 'warta-hub-tasks', 'warta-hub-deliveries'],
      ...['warta-polls-dead', 'warta-hub-dead'],
    ])
    expect(api.versions).toEqual([
      { id: expect.any(String), tag: expect.stringMatching(/^warta-[0-9a-f]{16}$/) },
    ])
    expect(database?.db.prepare('SELECT count(*) AS applied FROM d1_migrations').get()).not.toEqual({
      applied: 0,
    })
    const uploaded = api.changes.findIndex((change) => change.startsWith('PUT /workers/scripts/warta'))
    expect(api.changes.slice(0, uploaded)).toContain('POST /d1/database')
    const consumers = api.changes.filter((change) => change.includes('consumers'))
    expect(consumers.sort()).toEqual(
      ['hub-dead', 'hub-deliveries', 'hub-tasks', 'polls-dead', 'polls'].map(
        (name) => `POST /queues/warta-${name}/consumers`,
      ),
    )
    expect(api.unknown).toEqual([])

    const { length } = api.changes
    const config = folder.config
    const second = await deployHere()
    expect(second).toMatchObject({ code: 0, lines: expect.arrayContaining(['synced']) })
    expect(api.changes.slice(length)).toEqual([])
    expect(folder.config).toBe(config)
    // wrangler is started twice, and is slow to start.
  }, 300_000)
})
