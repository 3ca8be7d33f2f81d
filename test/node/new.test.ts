import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'warta-new-'))

/** Runs npm run new in a copy of the demonstration, without a terminal. */
function run(...args: string[]) {
  const options = { cwd: folder, env: { ...process.env, NODE_OPTIONS: '' }, encoding: 'utf8' } as const
  return spawnSync(process.execPath, [resolve('src/cli/new.ts'), ...args], options)
}

beforeAll(() => {
  cpSync('content', join(folder, 'content'), { recursive: true })
  cpSync('wrangler.toml', join(folder, 'wrangler.toml'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('npm run new', () => {
  it('says what to type where there is nobody to ask, makes the site when all is said, and refuses to make it twice', () => {
    const alone = run()
    expect(alone.status).toBe(1)
    expect(alone.stderr).toContain(
      'npm run new -- --yes --name "Nairobi Ledger" --url https://ledger.example',
    )

    const half = run('--yes', '--name', 'Ledger', '--timezone', 'Mars/Base')
    expect([half.status, half.stdout]).toEqual([1, ''])
    expect(half.stderr).toContain('warta: --url is missing; say it')
    expect(half.stderr).toContain('warta: --timezone is not an IANA time zone')
    expect(readFileSync(join(folder, 'wrangler.toml'), 'utf8')).toContain('SITE_URL = ""')

    const made = run(
      '--yes',
      '--name',
      'Ledger',
      '--url',
      'https://ledger.example',
      '--timezone',
      'Africa/Nairobi',
    )
    expect([made.status, made.stderr]).toEqual([0, ''])
    expect(made.stdout).toContain('This is the site Ledger at https://ledger.example now.')
    expect(made.stdout).toContain('npm start')
    expect(readFileSync(join(folder, 'content/site.yaml'), 'utf8')).toContain('name: "Ledger"')

    const again = run('--yes', '--name', 'Other', '--url', 'https://other.example')
    expect(again.status).toBe(1)
    expect(again.stderr).toContain(
      "This is somebody's site already (https://ledger.example), and nothing was changed.",
    )
  })
})
