import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readWranglerConfig } from '../../src/cli/wrangler-config.ts'

const KEPT = '.wrangler/config.json'
const before = process.cwd()
const folder = mkdtempSync(join(tmpdir(), 'warta-config-'))

beforeAll(() => process.chdir(folder))

afterAll(() => {
  process.chdir(before)
  rmSync(folder, { recursive: true })
})

function write(name: string): void {
  const text = `name = "warta"\ncompatibility_date = "2026-10-15"\n[vars]\nSITE_NAME = "${name}"\n`
  writeFileSync('wrangler.toml', text)
}

async function siteName(): Promise<string | undefined> {
  return (await readWranglerConfig()).bindings.SITE_NAME
}

it('wrangler.toml is read again after it changed, and only then', async () => {
  write('Satu')
  expect(await siteName()).toBe('Satu')
  writeFileSync(KEPT, readFileSync(KEPT, 'utf8').replace('Satu', 'Disimpan'))
  expect(await siteName()).toBe('Disimpan')
  write('Dua')
  expect(await siteName()).toBe('Dua')
  writeFileSync(KEPT, '{"key":')
  expect(await siteName()).toBe('Dua')
})

it('A file of variables beside wrangler.toml is always asked', async () => {
  write('Satu')
  await siteName()
  writeFileSync('.dev.vars', 'SITE_NAME=Rahasia\n')
  expect(await siteName()).toBe('Rahasia')
  expect(readFileSync(KEPT, 'utf8')).not.toContain('Rahasia')
  rmSync('.dev.vars')
  expect(await siteName()).toBe('Satu')
})
