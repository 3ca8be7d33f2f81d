import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'warta-deploy-'))

const config = (siteUrl: string) => `name = "warta"
compatibility_date = "2026-10-15"
[vars]
SITE_URL = "${siteUrl}"
[env.staging.vars]
SITE_URL = "https://staging.example"
`

/** Runs npm run deploy with a configuration; in place of wrangler stands a command that says what it is asked for. */
function deploy(siteUrl: string, ...args: string[]) {
  writeFileSync(join(folder, 'wrangler.toml'), config(siteUrl))
  const env = { ...process.env, NODE_OPTIONS: '', PATH: `${folder}:${process.env.PATH}` }
  const options = { cwd: folder, env, encoding: 'utf8' } as const
  return spawnSync(process.execPath, [resolve('src/cli/deploy.ts'), ...args], options)
}

beforeAll(() => {
  const wrangler = join(folder, 'wrangler')
  writeFileSync(wrangler, '#!/bin/sh\necho "asked: $*"\nexit 7\n')
  chmodSync(wrangler, 0o755)
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('npm run deploy', () => {
  it('refuses where there is no SITE_URL, and says what to set it to', () => {
    const { status, stdout, stderr } = deploy('')
    expect(status).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toMatch(
      /^warta: SITE_URL is empty in wrangler\.toml: set it to the origin .*https:\/\/news\.example/,
    )
  })

  it('refuses a SITE_URL that is no origin', () => {
    const { status, stdout, stderr } = deploy('news.example/path')
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain('it has to be an origin such as https://news.example')
  })

  it('hands everything over to wrangler where there is one, and ends as that does', () => {
    const { status, stdout } = deploy('https://news.example', '--dry-run', '--tag', 'v1')
    expect(stdout).toBe('asked: deploy --dry-run --tag v1\n')
    expect(status).toBe(7)
  })

  it.each([[['--env', 'staging']], [['--env=staging']], [['-e', 'staging']]])(
    'looks at the environment that is deployed: %j',
    (args) => {
      expect(deploy('', ...args).stdout).toBe(`asked: deploy ${args.join(' ')}\n`)
    },
  )
})
