import { describe, expect, it } from 'vitest'
import { authorsOf, creditText, rightsOf } from '../../../src/model/credit.ts'
import { ANTARA, EDITOR, plainArticle, REPORTER, REPUBLIKA, REUTERS } from '../../support/article.ts'

const SECOND = { name: 'Kamran Dikarma', role: 'reporter' } as const

describe('authorsOf', () => {
  it('the authors of a role keep the order in which the article has them', () => {
    expect(authorsOf(plainArticle({ authors: [SECOND, EDITOR, REPORTER] }), 'reporter')).toEqual([
      SECOND,
      REPORTER,
    ])
  })
})

describe('creditText', () => {
  it('publisher and sources are named in one short text', () => {
    expect(creditText(plainArticle({ sources: [ANTARA, REUTERS] }))).toBe('Republika/Antara/Reuters')
  })

  it('a source is named in the short text as its credit text in that language does', () => {
    const sources = [{ ...REUTERS, credit: { id: 'Kantor Berita Reuters' } }]
    expect(creditText(plainArticle({ sources }))).toBe('Republika/Kantor Berita Reuters')
  })
})

describe('rightsOf', () => {
  it('the rights are those of the article where it has its own', () => {
    expect(rightsOf(plainArticle({ rights: 'CC BY 4.0' }))).toBe('CC BY 4.0')
  })

  it('the rights are else the notices of publisher and sources, each once', () => {
    expect(rightsOf(plainArticle())).toBe('© 2022 Republika; bahan dari Reuters')
    expect(rightsOf(plainArticle({ sources: [REPUBLIKA] }))).toBe('© 2022 Republika')
  })

  it('the rights are missing where neither publisher nor sources have a notice', () => {
    expect(rightsOf(plainArticle({ publisher: ANTARA, sources: [] }))).toBeUndefined()
  })

  it('the year of the rights is that of the wall clock, not of UTC', () => {
    const published = { instant: Date.UTC(2022, 11, 31, 20), offset: 420 }
    expect(rightsOf(plainArticle({ published, sources: [] }))).toBe('© 2023 Republika')
  })
})
