import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { databaseWorker } from '../../src/cli/local-d1.ts'
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
  const text = `name = "warta"\ncompatibility_date = "2026-10-15"\n[vars]\nTAG_AUTHORITY = "${name}"\n`
  writeFileSync('wrangler.toml', text)
}

async function authority(): Promise<string | undefined> {
  return (await readWranglerConfig()).bindings.TAG_AUTHORITY
}

it('wrangler.toml is read again after it changed, and only then', async () => {
  write('Satu')
  expect(await authority()).toBe('Satu')
  writeFileSync(KEPT, readFileSync(KEPT, 'utf8').replace('Satu', 'Disimpan'))
  expect(await authority()).toBe('Disimpan')
  write('Dua')
  expect(await authority()).toBe('Dua')
  writeFileSync(KEPT, '{"key":')
  expect(await authority()).toBe('Dua')
})

it('A file of variables beside wrangler.toml is always asked', async () => {
  write('Satu')
  await authority()
  writeFileSync('.dev.vars', 'TAG_AUTHORITY=Rahasia\n')
  expect(await authority()).toBe('Rahasia')
  expect(readFileSync(KEPT, 'utf8')).not.toContain('Rahasia')
  rmSync('.dev.vars')
  expect(await authority()).toBe('Satu')
})

it('A wrangler.toml without a database is told so in one sentence, before anything is opened', async () => {
  write('Satu')
  const config = await readWranglerConfig()
  expect(() => databaseWorker(config)).toThrow(
    /^wrangler\.toml names no database with the binding DB: .+ Nothing is lost\.$/,
  )
})
