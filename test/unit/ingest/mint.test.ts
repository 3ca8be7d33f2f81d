import { describe, expect, it } from 'vitest'
import { readArticleFile } from '../../../src/ingest/content/article-file.ts'
import type { FreshFile } from '../../../src/ingest/content/read-files.ts'
import { mintIds } from '../../../src/ingest/mint.ts'
import { failed } from '../../../src/model/result.ts'
import { articleFile, NOW } from '../../support/example-content.ts'

/** A file as sync reads it. */
function fresh(slug: string, fields: Record<string, unknown>): FreshFile {
  const path = `articles/${slug}.md`
  const bytes = new TextEncoder().encode(articleFile({ id: undefined, sources: [], ...fields }))
  const registry = new Map([['republika', { id: 'republika', name: 'Republika' }]])
  const reading = readArticleFile(path, bytes, {
    registry,
    now: NOW,
    findMedia: () => failed('is not there'),
  })
  if (!reading.ok) throw new Error(reading.failure[0]?.message)
  return { path, digest: '', ...reading.value }
}

const mint = (files: FreshFile[], taken: string[] = []) =>
  Object.fromEntries(mintIds(files, new Set(taken), 'warta.example'))

describe('a minted id', () => {
  it('A minted id is made of authority, day and slug', () => {
    expect(mint([fresh('contoh', {})])).toEqual({
      'articles/contoh.md': 'tag:warta.example,2022-09-20:contoh',
    })
  })

  it('A minted id has the day of the place where the article was published, not of Greenwich', () => {
    const file = fresh('dini', { published: '2022-09-20T01:00:00+07:00' })
    expect(mint([file])['articles/dini.md']).toBe('tag:warta.example,2022-09-20:dini')
  })

  it('A minted id is a URI for a slug of any script', () => {
    expect(mint([fresh('берита', {})])['articles/берита.md']).toMatch(
      /^tag:warta\.example,2022-09-20:[%A-F0-9]+$/,
    )
  })

  it('A minted id gets a number where it is taken, by a stored article or by a file', () => {
    const base = 'tag:warta.example,2022-09-20:contoh'
    const other = fresh('lain', { id: `${base}-2` })
    expect(mint([fresh('contoh', {}), other], [base])).toEqual({ 'articles/contoh.md': `${base}-3` })
  })

  it('No id is minted for a file that has one', () => {
    expect(mint([fresh('contoh', { id: 'urn:x:1' })])).toEqual({})
  })
})
