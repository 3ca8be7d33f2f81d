import { describe, expect, it } from 'vitest'
import { preferredLanguage } from '../../../src/http/language.ts'

const CASES: [header: string | undefined, language: string][] = [
  [undefined, 'id'],
  ['', 'id'],
  ['*', 'id'],
  ['fr-FR,fr;q=0.9', 'id'],
  ['en', 'en'],
  ['en-GB,en;q=0.9,id;q=0.8', 'en'],
  ['ID-id, en;q=0.9', 'id'],
  ['en;q=0.8, id;q=0.9', 'id'],
  ['fr, en;q=0.1', 'en'],
  ['en;q=0', 'id'],
  ['en;q=7', 'id'],
  ['enm', 'id'],
  [`${'x,'.repeat(100_000)}en`, 'id'],
]

describe('the language that a reader prefers', () => {
  it.each(CASES)('by %j', (header, language) => {
    expect(preferredLanguage(header?.slice(0, 300_000), ['id', 'en'])).toBe(language)
  })
})
