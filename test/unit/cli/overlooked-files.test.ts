import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { overlookedFiles } from '../../../src/cli/overlooked-files.ts'

let content: string

beforeEach(() => {
  content = mkdtempSync(join(tmpdir(), 'warta-content-'))
  mkdirSync(join(content, 'articles/2026/11'), { recursive: true })
})

afterEach(() => rmSync(content, { recursive: true }))

it.each([
  ['site.yml', 'is not read; call it site.yaml'],
  ['Sources.YML', 'is not read; call it sources.yaml'],
  ['harbour.md', 'is not read; articles are below articles/'],
  ['articles/2026/11/harbour.markdown', 'is not read; call it harbour.md'],
  ['articles/2026/11/harbour.MD', 'is not read; call it harbour.md'],
  ['articles/harbour.md.txt', 'is not read; call it harbour.md'],
])('The file %s of a content folder %s', async (path, told) => {
  writeFileSync(join(content, path), 'Text')
  expect(Array.from(await overlookedFiles(content))).toEqual([[path, told]])
})

it.each([
  'articles/2026/11/harbour.md',
  'site.yaml',
  'README.md',
  'articles/notes.txt',
  'articles/.harbour.markdown',
])('Nothing is told of %s, which is read or is nothing of ours', async (path) => {
  writeFileSync(join(content, path), 'Text')
  expect(await overlookedFiles(content)).toEqual(new Map())
})

it('A content folder that is not there has no such files', async () => {
  expect(await overlookedFiles(join(content, 'none'))).toEqual(new Map())
})
