import { describe, expect, it } from 'vitest'
import {
  creditedOrganisations,
  readByline,
  readCreditLine,
  readSourceLine,
} from '../../../../../src/ingest/import/common/byline.ts'

describe('a byline', () => {
  it.each([
    ['By A. Lee and B. Ray, Associated Press', ['A. Lee', 'B. Ray'], ['Associated Press']],
    ['Oleh Lintar Satria dan Budi, S.Pd (Reuters)', ['Lintar Satria', 'Budi, S.Pd'], ['Reuters']],
    ['Dr. Sari, M.Si, Jo Doe, Jr & J. Doe', ['Dr. Sari, M.Si', 'Jo Doe, Jr', 'J. Doe'], []],
    ['Max Muster und Ana Lee, dpa', ['Max Muster', 'Ana Lee'], ['dpa']],
    ['Jane Doe (Reuters/AFP)', ['Jane Doe'], ['Reuters', 'AFP']],
    ['me@example.com (Jane Doe)', ['Jane Doe'], []],
    ['Jane Doe (https://doe.example/)', ['Jane Doe'], []],
    ['Jane Doe, AP Writer', ['Jane Doe'], []],
    ['Staff Reporter', ['Staff Reporter'], []],
    ['Kementerian Laut, Sungai dan Danau', ['Kementerian Laut, Sungai dan Danau'], []],
    ['me@example.com', [], []],
    ['- / ,', [], []],
  ])('the byline "%s" names the people %j and the organisations %j', (text, people, organisations) => {
    expect(readByline(text)).toEqual({ people, organisations })
  })

  it('a byline is that of an organisation where its name is known', () => {
    expect(readByline('Kabar Kita', ['kabar kita'])).toEqual({ people: [], organisations: ['Kabar Kita'] })
  })
})

describe('a line of credits', () => {
  const LABELS = [
    { labels: ['rep', 'reporter'], role: 'reporter' as const },
    { labels: ['red'], role: 'editor' as const },
  ]

  it('a line with labels gives each name the role of its label', () => {
    expect(readCreditLine('Rep: Sari dan Tono/ Red: Budi', LABELS)).toEqual([
      { name: 'Sari', role: 'reporter' },
      { name: 'Tono', role: 'reporter' },
      { name: 'Budi', role: 'editor' },
    ])
  })

  it('a line that does not begin with a label is no line of credits', () => {
    expect(readCreditLine('Kata reporter: hujan.', LABELS)).toBeUndefined()
    expect(readCreditLine('Foto: Budi', LABELS)).toBeUndefined()
  })

  it('a source line names whoever is nearest first', () => {
    expect(readSourceLine('Reuters via Antara')).toEqual([{ name: 'Antara' }, { name: 'Reuters' }])
    expect(readSourceLine('https://www.agency.example/a')).toEqual([
      { name: 'agency.example', home: 'https://www.agency.example/' },
    ])
  })

  it('a credit line names its organisations without the people who are named elsewhere', () => {
    expect(creditedOrganisations('REUTERS/Jane Doe', ['Jane Doe'])).toEqual(['REUTERS'])
    expect(creditedOrganisations('Jane Doe', ['Jane Doe'])).toEqual([])
  })
})
