import { describe, expect, it } from 'vitest'
import {
  agencyIn,
  peopleIn,
  withCreditInText,
} from '../../../../../src/ingest/import/common/credit-in-text.ts'

describe('the credit that a text gives itself', () => {
  it.each([
    ['Kupang (ANTARA) - Gubernur', 'ANTARA'],
    ['Kota Kupang, NTT (ANTARA) – Gubernur', 'ANTARA'],
    ['MOSCOW, Sept 20 (Reuters) -- The', 'Reuters'],
    ['BERLIN (Associated Press) — The', 'Associated Press'],
    ['Presiden (72 tahun) - seperti', undefined],
    ['Kupang (kota) - Gubernur', undefined],
    ['Gubernur menanam (ANTARA) dan', undefined],
  ])('the dateline of "%s" names the agency %s', (text, agency) => {
    expect(agencyIn(text)).toBe(agency)
  })

  it.each([
    ['(Reporting by Jane Doe; Editing by John Roe)', 'Jane Doe reporter, John Roe editor'],
    [
      'Reporting by Jane Doe in Moscow and Bo Ray in Paris; writing by Al Ko; editing by Jo Ro.',
      'Jane Doe reporter, Bo Ray reporter, Al Ko reporter, Jo Ro editor',
    ],
    ['(Additional reporting by Jane Doe; Translated by Ani Sari)', 'Jane Doe reporter, Ani Sari translator'],
    ['A report by Jane Doe; editing by nobody', ''],
    ['Reporting by the Associated Press', ''],
  ])('the line "%s" names %s', (text, people) => {
    expect(
      peopleIn(text)
        .map(({ name, role }) => `${name} ${role}`)
        .join(', '),
    ).toBe(people)
  })

  it('whoever is named by the metadata keeps the role that they give', () => {
    const credit = { authors: [{ name: 'Jane Doe', role: 'editor' as const }], sources: [{ name: 'AP' }] }
    const body = '<p>Kupang (ANTARA) - Isi.</p><p>(Reporting by JANE DOE and Bo Ray; Editing by Jo Ro)</p>'
    expect(withCreditInText(credit, body, { name: 'Kabar' })).toEqual({
      authors: [
        { name: 'Jane Doe', role: 'editor' },
        { name: 'Bo Ray', role: 'reporter' },
        { name: 'Jo Ro', role: 'editor' },
      ],
      sources: [{ name: 'AP' }, { name: 'ANTARA' }],
    })
    expect(withCreditInText(credit, body, { name: 'Antara' }).sources).toEqual([{ name: 'AP' }])
  })
})
