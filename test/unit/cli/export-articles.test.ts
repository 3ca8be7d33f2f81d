import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { ContentFolder } from '../../../src/cli/content-folder.ts'
import { exportedFile } from '../../../src/cli/export-articles.ts'
import { ExportMedia } from '../../../src/cli/export-media.ts'
import { readArticleFile } from '../../../src/ingest/content/article-file.ts'
import type { Article } from '../../../src/model/article.ts'
import { NEVER } from '../../../src/model/lifecycle.ts'
import { failed } from '../../../src/model/result.ts'
import { articleFile } from '../../support/example-content.ts'

const folder = mkdtempSync(join(tmpdir(), 'warta-export-'))
afterAll(() => rmSync(folder, { recursive: true }))

const registry = new Map(['republika', 'reuters'].map((id) => [id, { id, name: id }]))

function articleOf(id: string): Article {
  const findMedia = () => failed('is not there')
  const context = { registry, now: Number.POSITIVE_INFINITY, findMedia }
  const read = readArticleFile('content/contoh.md', new TextEncoder().encode(articleFile({ id })), context)
  if (!read.ok) throw new Error('The fixture cannot be read.')
  return { ...read.value.draft, id }
}

it('Each article of an export has a file of its own, also held ones whose slug another article has', async () => {
  const content = new ContentFolder(folder)
  const media = new ExportMedia(folder, { content: folder, assets: [] })
  const context = { registry, content, out: content, media, taken: new Set<string>() }
  const files: string[] = []
  for (const [id, hold] of [['urn:x:1'], ['urn:x:2', NEVER], ['urn:x:3', NEVER]] as const) {
    const held = hold === undefined ? {} : { hold }
    const stored = { article: articleOf(id), origin: 'api:metro', path: 'a', digest: '', names: [], ...held }
    const { path, text } = await exportedFile(stored, context)
    expect(text).toContain(`id: ${id}`)
    files.push(path)
  }
  const first = 'api/metro/2022/09/contoh.md'
  expect(files).toEqual([first, 'api/metro/2022/09/2/contoh.md', 'api/metro/2022/09/3/contoh.md'])
})
