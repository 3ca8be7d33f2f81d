import { describe, expect, it } from 'vitest'
import { readArticleFile } from '../../../src/ingest/content/article-file.ts'
import type { FreshFile } from '../../../src/ingest/content/file-reading.ts'
import { mintIds, type TakenIds } from '../../../src/ingest/mint.ts'
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
  const { draft } = reading.value
  return { path, digest: { file: '', said: '', updated: undefined }, draft, life: {}, notes: [] }
}

const mint = (files: FreshFile[], taken: Partial<TakenIds> = {}) => {
  const none = { inFiles: new Set<string>(), inStorage: new Set<string>(), byPath: new Map() }
  return Object.fromEntries(mintIds(files, { ...none, ...taken }, 'warta.example'))
}

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

  it('A minted id gets a number where it is taken, by a stored or removed article or by a file', () => {
    const base = 'tag:warta.example,2022-09-20:contoh'
    const other = fresh('lain', { id: `${base}-2` })
    const taken = { inFiles: new Set([base]), inStorage: new Set([`${base}-3`]) }
    expect(mint([fresh('contoh', {}), other], taken)).toEqual({ 'articles/contoh.md': `${base}-4` })
  })

  it('A minted id is the one that is stored for the path, unless another file has that', () => {
    const id = 'tag:warta.example,2022-09-20:contoh'
    const stored = { inStorage: new Set([id]), byPath: new Map([['articles/contoh.md', { id }]]) }
    expect(mint([fresh('contoh', {})], stored)).toEqual({ 'articles/contoh.md': id })
    expect(mint([fresh('contoh', {}), fresh('lain', { id })], stored)).toEqual({
      'articles/contoh.md': `${id}-2`,
    })
  })

  it('No id is minted for a file that has one', () => {
    expect(mint([fresh('contoh', { id: 'urn:x:1' })])).toEqual({})
  })
})
