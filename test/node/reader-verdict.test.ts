import { describe, expect, it } from 'vitest'
import { corrected, EXAMPLE } from '../readers/newsroom.ts'
import { keptPromises } from '../readers/promise.ts'
import { printTable } from '../readers/table.ts'
import { changes, type Findings } from '../readers/trial.ts'
import { HEADINGS, type Judged, judge } from '../readers/verdict.ts'

const ASKED = { path: '/rss.xml', status: 226, userAgent: 'newsboat/2.21.0 (Linux)', told: ['A-IM'] }
const FINDINGS: Findings = {
  promised: 7,
  stored: 7,
  items: 7,
  named: 7,
  byline: 'Lintar Satria (Reuters)',
  credited: 7,
  missing: [],
  notModified: 2,
  news: true,
  update: 'in place',
  asked: ASKED,
}

function verdict(findings: Partial<Findings> = {}, more: Partial<Judged> = {}): Record<string, string> {
  const plain = { name: 'newsboat', limits: {}, format: 'rss', discovered: undefined } as const
  const cells = judge({ ...plain, ...more, findings: { ...FINDINGS, ...findings } })
  return Object.fromEntries(
    cells.map(({ text, isFault }, at) => [HEADINGS[at], isFault ? `fault: ${text}` : text]),
  )
}

describe('the verdict on a reader', () => {
  it('finds no fault where everything was seen', () => {
    expect(verdict()).toEqual({
      Reader: 'newsboat',
      Format: 'RSS',
      Discovered: '–',
      Items: '7/7',
      Byline: '7/7 Lintar Satria (Reuters)',
      'Credit in body': '7/7',
      'New item': 'yes',
      'Updated item': 'yes, in place',
      Status: '226',
      304: 'fetch 2',
      Sends: 'newsboat/2.21.0: A-IM',
    })
  })

  it.each<[string, Partial<Findings>, string]>([
    ['Items', { items: 6, stored: 6 }, '6/7'],
    ['Items', { items: 6 }, '6/7, 7 stored'],
    ['Items', { stored: 8 }, '7/7, 8 stored'],
    ['Byline', { byline: 'Reuters' }, '7/7 Reuters'],
    ['Byline', { byline: '' }, '7/7 none'],
    ['Byline', { named: 6 }, '6/7 Lintar Satria (Reuters)'],
    ['Credit in body', { credited: 6 }, '6/7'],
    ['New item', { news: false }, 'no'],
    ['Updated item', { update: 'no' }, 'no'],
    ['Status', { asked: { ...ASKED, status: 304 } }, '304'],
    ['Status', { asked: undefined }, 'not asked'],
    ['304', { notModified: undefined }, 'no'],
  ])('is a fault under %s: %j', (heading, findings, text) => {
    expect(verdict(findings)[heading]).toBe(`fault: ${text}`)
  })

  it('names as known what the reader can do with no feed', () => {
    const limits = { byline: 'x', conditional: 'x', update: 'x' }
    const seen = verdict({ byline: 'Reuters', notModified: undefined, update: 'no' }, { limits })
    expect(seen).toMatchObject({
      Byline: '7/7 Reuters (known)',
      304: '– (known)',
      'Updated item': 'no (known)',
    })
  })

  it('lets a reader not know JSON Feed, but no other format', () => {
    expect(verdict({ items: 0, stored: 0 }, { format: 'json' })).toMatchObject({
      Discovered: 'does not read this format',
    })
    expect(verdict({ items: 0, stored: 0 }, { format: 'atom' })).toMatchObject({ Items: 'fault: 0/7' })
  })

  it('wants a feed of ours from each page, and nothing besides', () => {
    const on = (page: 'home' | 'article', found: ('rss' | 'atom')[], surplus = 0) => ({
      page,
      found,
      surplus,
    })
    const seen = (...discovered: ReturnType<typeof on>[]) => verdict({}, { discovered }).Discovered
    expect(seen(on('home', ['rss', 'atom']), on('article', ['atom']))).toBe('home, article: Atom')
    expect(seen(on('home', []), on('article', ['rss']))).toBe('fault: home: nothing, article')
    expect(seen(on('home', ['rss'], 7))).toBe('fault: home: RSS, but +7 items')
  })
})

describe('what a reader shows of an edition', () => {
  const edition = { mark: 'Ralat 1:', sentence: 'Dibetulkan.', news: 'Susulan 1.' }
  const item = (title: string, body = '') => ({ title, byline: '', body })
  const before = [item('Satu'), item('Dua')]
  const news = item('Susulan 1.')

  it('is seen from the items before and after', () => {
    const good = item('Ralat 1: Satu', '<p>Dibetulkan.</p>')
    expect(changes(before, [good, item('Dua'), news], edition)).toEqual({ news: true, update: 'in place' })
    expect(changes(before, [...before, good], edition)).toEqual({ news: false, update: 'as a new item' })
    expect(changes(before, [...before, news, news], edition)).toEqual({ news: false, update: 'no' })
  })

  it('needs the new text as well as the new title', () => {
    expect(changes(before, [item('Ralat 1: Satu'), item('Dua')], edition).update).toBe('no')
  })

  it('comes from an article file with a newer `updated`', () => {
    const file = '---\ntitle: "Lama"\npublished: 2022-09-20T12:32:00+07:00\nupdated: 2022\n---\nIsi.\n'
    expect(corrected(file, edition, 5)).toBe(
      `---\ntitle: "Ralat 1: ${EXAMPLE.title}"\npublished: 2022-09-20T12:32:00+07:00\n` +
        'updated: 2026-01-03T07:05:00+07:00\n---\nDibetulkan.\n\nIsi.\n',
    )
  })
})

describe('what a feed promises', () => {
  const promise = {
    title: 'Satu',
    author: 'Lintar Satria',
    credit: 'Laporan Zeitung & Söhne <AG>; sumber: Reuters.',
  }
  const kept = { title: 'Satu', byline: 'Lintar Satria (Reuters)', body: '' }
  const sentence = 'Laporan Zeitung &amp; Söhne &#x3C;AG&#62;;\n sumber: <b>Reuters</b>.'

  it('is kept where the author and the whole sentence of credit are there, as text or as HTML', () => {
    for (const body of [`<small>${sentence}</small>`, `Isi. ${promise.credit}`]) {
      expect(keptPromises([promise], [{ ...kept, body }])).toEqual({
        items: 1,
        named: 1,
        credited: 1,
        missing: [],
      })
    }
  })

  it('is broken by an item that is missing, has another author, or lacks a name in its credit', () => {
    const other = { title: 'Satu', byline: 'Reuters', body: sentence.replace('Söhne', '') }
    expect(keptPromises([promise], [other])).toMatchObject({ items: 1, named: 0, credited: 0 })
    const seen = keptPromises([promise], [{ ...kept, title: 'Dua' }])
    expect(seen).toEqual({ items: 0, named: 0, credited: 0, missing: ['There is no item "Satu"'] })
  })
})

describe('the table', () => {
  const cell = (text: string, isFault = false) => ({ text, isFault })

  it('aligns its columns, marks faults, and lets a row end early', () => {
    const rows = [
      [cell('newsboat'), cell('7/7'), cell('yes')],
      [cell('sfeed'), cell('6/7', true), cell('no')],
      [cell('r2e'), cell('not installed: apt-get install rss2email')],
    ]
    expect(printTable(['Reader', 'Items', 'New'], rows)).toBe(
      [
        'Reader    Items  New',
        '--------  -----  ---',
        'newsboat  7/7    yes',
        'sfeed     ✗ 6/7  no',
        'r2e       not installed: apt-get install rss2email',
      ].join('\n'),
    )
  })
})
