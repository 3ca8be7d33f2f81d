import { describe, expect, it } from 'vitest'
import type { Author } from '../../../src/model/article.ts'
import { byline, creditSentence } from '../../../src/words/credit-sentence.ts'
import { ANTARA, DIGEST, EDITOR, plainArticle, REPORTER, REUTERS } from '../../support/article.ts'

const SECOND: Author = { name: 'Kamran Dikarma', role: 'reporter' }
const THIRD: Author = { name: 'Rizky Jaramaya', role: 'reporter' }

describe('byline', () => {
  it.each([
    ['a reporter and an agency', 'Lintar Satria (Reuters)', { authors: [REPORTER, EDITOR] }],
    ['two reporters', 'Lintar Satria dan Kamran Dikarma (Reuters)', { authors: [REPORTER, SECOND] }],
    ['no agency', 'Lintar Satria', { sources: [] }],
    ['no reporter', 'Reuters', { authors: [EDITOR] }],
    ['neither reporter nor agency', 'Republika', { authors: [EDITOR], sources: [] }],
    ['several sources', 'Lintar Satria (Antara)', { sources: [ANTARA, REUTERS] }],
    ['a digest', 'Lintar Satria (Reuters)', { authors: [DIGEST, REPORTER] }],
    ['a digest but no reporter', 'Reuters', { authors: [DIGEST] }],
  ])('the byline of an article with %s is "%s"', (_, expected, over) => {
    expect(byline(plainArticle(over))).toBe(expected)
  })

  it('the byline joins reporters in the language of the article', () => {
    const authors = [REPORTER, SECOND, THIRD]
    expect(byline(plainArticle({ authors, sources: [] }))).toBe(
      'Lintar Satria, Kamran Dikarma dan Rizky Jaramaya',
    )
    expect(byline(plainArticle({ authors, sources: [], language: 'en' }))).toBe(
      'Lintar Satria, Kamran Dikarma and Rizky Jaramaya',
    )
  })
})

describe('creditSentence', () => {
  const digested = { authors: [REPORTER, EDITOR, DIGEST] }
  const english = { language: 'en' }
  const several = { authors: [REPORTER], sources: [ANTARA, REUTERS] }
  const helped: Author[] = [
    REPORTER,
    { name: 'Tina', role: 'translator' },
    { name: 'Fajar', role: 'photographer' },
    EDITOR,
  ]

  it.each([
    [
      'a digest',
      'Disarikan oleh Warta dari laporan Lintar Satria (editor Friska Yolandha), Republika; sumber: Reuters.',
      digested,
    ],
    [
      'an English digest',
      'Digested by Warta from a report by Lintar Satria (editor Friska Yolandha), Republika; source: Reuters.',
      { ...digested, ...english },
    ],
    ['a report', 'Laporan Lintar Satria (editor Friska Yolandha), Republika; sumber: Reuters.', {}],
    [
      'an English report',
      'Report by Lintar Satria (editor Friska Yolandha), Republika; source: Reuters.',
      english,
    ],
    [
      'a report with every helper',
      'Laporan Lintar Satria (editor Friska Yolandha; penerjemah Tina; foto Fajar), Republika; sumber: Reuters.',
      { authors: helped },
    ],
    [
      'an English report with every helper',
      'Report by Lintar Satria (editor Friska Yolandha; translator Tina; photo Fajar), Republika; source: Reuters.',
      { authors: helped, ...english },
    ],
    ['a report with several sources', 'Laporan Lintar Satria, Republika; sumber: Antara, Reuters.', several],
    [
      'an English report with several sources',
      'Report by Lintar Satria, Republika; sources: Antara, Reuters.',
      { ...several, ...english },
    ],
    ['a report without a reporter', 'Laporan Reuters, Republika; sumber: Reuters.', { authors: [] }],
    ['a report without reporter and source', 'Laporan Republika.', { authors: [], sources: [] }],
  ])('the credit sentence of %s is "%s"', (_, expected, over) => {
    expect(creditSentence(plainArticle(over))).toBe(expected)
  })

  it('the credit sentence ends with one full stop also after a name that has its own', () => {
    const sources = [{ ...REUTERS, name: 'Thomson Reuters Inc.' }]
    expect(creditSentence(plainArticle({ authors: [REPORTER], sources }))).toMatch(
      /sumber: Thomson Reuters Inc\.$/,
    )
  })

  it('the credit sentence names a source as its credit text in that language does', () => {
    const sources = [{ ...REUTERS, credit: { id: 'Kantor Berita Reuters' } }]
    expect(creditSentence(plainArticle({ sources }))).toContain('sumber: Kantor Berita Reuters.')
  })
})
