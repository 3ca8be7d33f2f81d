import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { bundleCode } from '../../../src/cli/bundle.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warta-bundler-'))
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`)
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

/** Puts a program in the place of wrangler. */
function wranglerDoes(lines: string): void {
  writeFileSync(join(folder, 'wrangler'), `#!/bin/sh\n${lines}\n`)
  chmodSync(join(folder, 'wrangler'), 0o755)
}

it.each([
  ['ends as if all were well', 'exit 0'],
  ['is ended by the signal', 'kill -INT $$'],
  ['says only by its code that it was stopped', 'exit 130'],
])('A Ctrl-C while the Worker is bundled is called so, where wrangler %s', async (_, lines) => {
  wranglerDoes(lines)
  await expect(bundleCode(join(folder, 'out'))).rejects.toThrow(/^Stopped before .* run the command again\.$/)
})

it('What wrangler says of code that it can not bundle is handed on', async () => {
  wranglerDoes('echo "worker.ts:3: no such thing" >&2; exit 1')
  await expect(bundleCode(join(folder, 'out'))).rejects.toThrow(/could not be bundled.\nworker.ts:3: no such/)
})
