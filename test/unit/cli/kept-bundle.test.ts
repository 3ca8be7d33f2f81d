import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keptBundle } from '../../../src/cli/kept-bundle.ts'

let project: string
let made: number

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'warta-bundle-'))
  made = 0
  mkdirSync(join(project, 'src/pages'), { recursive: true })
  writeFileSync(join(project, 'src/pages/a.ts'), 'one')
  writeFileSync(join(project, 'package-lock.json'), '{}')
  writeFileSync(join(project, 'wrangler.toml'), '')
})

afterEach(() => rmSync(project, { recursive: true }))

async function make(folder: string): Promise<string> {
  made++
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'worker.js'), `bundle ${made}`)
  return join(folder, 'worker.js')
}

const bundle = async () => readFileSync(await keptBundle(join(project, 'out'), make, project), 'utf8')

it('The bundle is made once while the code is the same', async () => {
  expect(await bundle()).toBe('bundle 1')
  writeFileSync(join(project, 'README.md'), 'something else')
  expect(await bundle()).toBe('bundle 1')
})

it.each([
  ['a file of the code changes', 'src/pages/a.ts'],
  ['a file comes in', 'src/pages/b.ts'],
  ['a package changes', 'package-lock.json'],
  ['wrangler.toml changes', 'wrangler.toml'],
])('The bundle is made anew where %s, and the old one goes', async (_, file) => {
  await bundle()
  writeFileSync(join(project, file), 'two')
  expect(await bundle()).toBe('bundle 2')
  expect(readdirSync(join(project, '.wrangler/bundle'))).toHaveLength(1)
})

it('Two commands at the same time both have the bundle', async () => {
  const both = ['one', 'two'].map((name) => keptBundle(join(project, name), make, project))
  for (const file of await Promise.all(both)) expect(readFileSync(file, 'utf8')).toMatch(/^bundle [12]$/)
})

it('A bundle that fails leaves nothing, and is made the next time', async () => {
  await expect(
    keptBundle(join(project, 'out'), () => Promise.reject(new Error('no')), project),
  ).rejects.toThrow('no')
  expect(await bundle()).toBe('bundle 1')
})
