import { describe, expect, it } from 'vitest'
import type { Author } from '../../../src/model/article.ts'
import {
  authorsOf,
  byline,
  creditSentence,
  creditText,
  isIndonesian,
  rightsOf,
} from '../../../src/model/credit.ts'
import { ANTARA, DIGEST, EDITOR, plainArticle, REPORTER, REPUBLIKA, REUTERS } from '../../support/article.ts'

const SECOND: Author = { name: 'Kamran Dikarma', role: 'reporter' }
const THIRD: Author = { name: 'Rizky Jaramaya', role: 'reporter' }

describe('the byline', () => {
  it.each([
    ['reporter and agency', { authors: [REPORTER, EDITOR] }, 'Lintar Satria (Reuters)'],
    ['two reporters', { authors: [REPORTER, SECOND] }, 'Lintar Satria dan Kamran Dikarma (Reuters)'],
    ['no agency', { sources: [] }, 'Lintar Satria'],
    ['no reporter', { authors: [EDITOR] }, 'Reuters'],
    ['neither', { authors: [EDITOR], sources: [] }, 'Republika'],
    ['several sources', { sources: [ANTARA, REUTERS] }, 'Lintar Satria (Antara)'],
    ['a digest', { authors: [DIGEST, REPORTER] }, 'Lintar Satria (Reuters)'],
    ['a digest without a reporter', { authors: [DIGEST] }, 'Reuters'],
  ])('of %s', (_, over, expected) => {
    expect(byline(plainArticle(over))).toBe(expected)
  })

  it('joins in the language of the article', () => {
    const authors = [REPORTER, SECOND, THIRD]
    expect(byline(plainArticle({ authors, sources: [] }))).toBe(
      'Lintar Satria, Kamran Dikarma dan Rizky Jaramaya',
    )
    expect(byline(plainArticle({ authors, sources: [], language: 'en' }))).toBe(
      'Lintar Satria, Kamran Dikarma and Rizky Jaramaya',
    )
  })
})

describe('the credit sentence', () => {
  const digested = { authors: [REPORTER, EDITOR, DIGEST] }
  const english = { language: 'en' }
  const helped: Author[] = [
    REPORTER,
    { name: 'Tina', role: 'translator' },
    { name: 'Fajar', role: 'photographer' },
    EDITOR,
  ]

  it.each([
    [
      'a digest',
      digested,
      'Disarikan oleh Warta dari laporan Lintar Satria (editor Friska Yolandha), Republika; sumber: Reuters.',
    ],
    [
      'a digest in English',
      { ...digested, ...english },
      'Digested by Warta from a report by Lintar Satria (editor Friska Yolandha), Republika; source: Reuters.',
    ],
    ['a report', {}, 'Laporan Lintar Satria (editor Friska Yolandha), Republika; sumber: Reuters.'],
    [
      'a report in English',
      english,
      'Report by Lintar Satria (editor Friska Yolandha), Republika; source: Reuters.',
    ],
    [
      'every helper',
      { authors: helped },
      'Laporan Lintar Satria (editor Friska Yolandha; penerjemah Tina; foto Fajar), Republika; sumber: Reuters.',
    ],
    [
      'every helper in English',
      { authors: helped, ...english },
      'Report by Lintar Satria (editor Friska Yolandha; translator Tina; photo Fajar), Republika; source: Reuters.',
    ],
    [
      'several sources',
      { authors: [REPORTER], sources: [ANTARA, REUTERS] },
      'Laporan Lintar Satria, Republika; sumber: Antara, Reuters.',
    ],
    [
      'several sources in English',
      { authors: [REPORTER], sources: [ANTARA, REUTERS], ...english },
      'Report by Lintar Satria, Republika; sources: Antara, Reuters.',
    ],
    ['no reporter', { authors: [] }, 'Laporan Reuters, Republika; sumber: Reuters.'],
    ['no reporter and no source', { authors: [], sources: [] }, 'Laporan Republika.'],
  ])('of %s', (_, over, expected) => {
    expect(creditSentence(plainArticle(over))).toBe(expected)
  })

  it('ends with one full stop also after a name that has its own', () => {
    const sources = [{ ...REUTERS, name: 'Thomson Reuters Inc.' }]
    expect(creditSentence(plainArticle({ authors: [REPORTER], sources }))).toMatch(
      /sumber: Thomson Reuters Inc\.$/,
    )
  })

  it('names a source as its credit text in that language does', () => {
    const sources = [{ ...REUTERS, credit: { id: 'Kantor Berita Reuters' } }]
    expect(creditSentence(plainArticle({ sources }))).toContain('sumber: Kantor Berita Reuters.')
    expect(creditText(plainArticle({ sources }))).toBe('Republika/Kantor Berita Reuters')
  })
})

describe('the parts of the credit', () => {
  it('are Indonesian words for Indonesian only', () => {
    expect(['id', 'id-ID', 'en', 'ido', 'ms'].map(isIndonesian)).toEqual([true, true, false, false, false])
  })

  it('keep the order in which the authors of a role were given', () => {
    expect(authorsOf(plainArticle({ authors: [SECOND, EDITOR, REPORTER] }), 'reporter')).toEqual([
      SECOND,
      REPORTER,
    ])
  })

  it('name publisher and sources in one short text', () => {
    expect(creditText(plainArticle({ sources: [ANTARA, REUTERS] }))).toBe('Republika/Antara/Reuters')
  })
})

describe('the rights', () => {
  it('are those of the article where it has its own', () => {
    expect(rightsOf(plainArticle({ rights: 'CC BY 4.0' }))).toBe('CC BY 4.0')
  })

  it('are else the notices of publisher and sources, each once', () => {
    expect(rightsOf(plainArticle())).toBe('© 2022 Republika; bahan dari Reuters')
    expect(rightsOf(plainArticle({ sources: [REPUBLIKA] }))).toBe('© 2022 Republika')
  })

  it('are missing where nobody says any', () => {
    expect(rightsOf(plainArticle({ publisher: ANTARA, sources: [] }))).toBeUndefined()
  })

  it('have the year of the wall clock, not of UTC', () => {
    const published = { instant: Date.UTC(2022, 11, 31, 20), offset: 420 }
    expect(rightsOf(plainArticle({ published, sources: [] }))).toBe('© 2023 Republika')
  })
})
