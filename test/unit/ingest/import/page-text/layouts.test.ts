import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pageTextImporter, pageTextImporterOf } from '../../../../../src/ingest/import/page-text/import.ts'
import { PAGE_LAYOUTS, type PageLayout } from '../../../../../src/ingest/import/page-text/layouts.ts'
import { processorTime } from '../../../../support/processor-time.ts'
import { runs } from '../../../../support/runs.ts'

const PAGE = [
  [
    'Rabu 5 Jul 2023 08:07 WIB',
    '',
    'Pasar Pagi Dibuka',
    '',
    'Ramai sejak subuh.',
    '',
    'Rep: Sari dan Tono/ Red: Budi',
  ],
  ['Suasana pasar.', 'Foto: Joko/Pool', 'Suasana pasar.', '', 'REPUBLIKA.CO.ID, MEDAN -- Pasar dibuka.', ''],
  [
    'Baca Juga',
    'Pasar Sore https://example.org/a',
    '',
    '“Murah," kata Ani.',
    'sumber : Reuters/AP',
    'Berita Lainnya',
  ],
].flat()

describe('another outlet', () => {
  const [republika] = PAGE_LAYOUTS
  const courier: PageLayout = {
    ...(republika as PageLayout),
    name: 'Courier page text',
    publisher: { name: 'The Courier', home: 'https://courier.example/' },
    language: 'en',
    outlets: ['COURIER.example'],
    hosts: ['courier.example'],
    headline: 'before date',
    dates: {
      weekdays: [['sunday'], ['monday'], ['tuesday'], ['wednesday'], ['thursday'], ['friday'], ['saturday']],
      months: [[], [], [], [], [], [], ['july', 'jul'], [], [], [], [], []],
      zones: { GMT: 0, CET: 60 },
      assumedZone: 'GMT',
      hourWords: ['at'],
      publishedLabels: ['published'],
      updatedLabels: ['updated'],
    },
    credits: [{ labels: ['by', 'words'], role: 'reporter' }],
    photoLabels: ['picture'],
    sourceLabels: ['agency'],
    relatedLabels: ['read more'],
    otherNewsLabels: ['more news'],
  }
  const text = [
    [
      'Market Opens',
      'Busy since dawn.',
      'Published: Wednesday, 5 July 2023 at 08:07 CET',
      'By: Ann Lee & Bo Ray',
    ],
    [
      'The market.',
      'Picture: Jo Key',
      'LEEDS (COURIER.example) - The market is open.',
      'Read more',
      'Agency: AFP',
    ],
  ].flat()

  it('another outlet is added as a table, without code', () => {
    const importer = pageTextImporterOf([...PAGE_LAYOUTS, courier])
    expect(importer.format).toBe('Republika page text or Courier page text')
    expect(importer.read({ text: text.join('\n'), name: '-' }).articles).toEqual([
      {
        title: 'Market Opens',
        language: 'en',
        published: { instant: Date.parse('2023-07-05T08:07:00+01:00'), offset: 60 },
        summary: 'Busy since dawn.',
        dateline: 'Leeds',
        authors: [
          { name: 'Ann Lee', role: 'reporter' },
          { name: 'Bo Ray', role: 'reporter' },
        ],
        publisher: courier.publisher,
        sources: [{ name: 'AFP' }],
        image: { caption: 'The market.', credit: 'Jo Key' },
        tags: [],
        related: [],
        body: '<p>The market is open.</p>',
        guesses: [],
      },
    ])
    const [own] = importer.read({ text: PAGE.join('\n'), name: '-' }).articles
    expect(own?.publisher.name).toBe('Republika')
  })
})

/** Reads a text both ways, and expects an article or a reason. */
function readsOrRefuses(text: string): void {
  pageTextImporter.detect({ text, name: '-' })
  const { articles, refused } = pageTextImporter.read({ text, name: '-', url: 'https://example.org/x' })
  expect(articles.length + refused.length).toBeGreaterThan(0)
  for (const article of articles) {
    expect(article.title).not.toBe('')
    expect(Number.isSafeInteger(article.published.instant)).toBe(true)
    expect(article.body).toMatch(/^<p>[^<>]/)
  }
  for (const { reason } of refused) expect(reason).toMatch(/^It .*\.$/)
}

describe('any text', () => {
  const line = fc.oneof(
    fc.constantFrom(...PAGE, '', '\uFEFF', '\u00A0', '-- ', '[a](/b)', 'Rep: / Red: ', 'Foto:', 'sumber :'),
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[-–: ,./A-Z()[\]\d]{0,80}$/),
  )
  const end = fc.constantFrom('\n', '\r\n', '\r', '\u2028', '\n\n')

  it('any text is read or refused, and never throws', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), end, (lines, by) => readsOrRefuses(lines.join(by))),
      { numRuns: runs(100) },
    )
  })

  it('a page that was cut, repeated, shuffled or spoilt is read or refused, and never throws', () => {
    const pages = fc.record({
      lines: fc.shuffledSubarray(PAGE),
      inOrder: fc.subarray(PAGE),
      cut: fc.nat(400),
      times: fc.integer({ min: 1, max: 5 }),
      at: fc.nat(400),
      noise: fc.string({ unit: 'binary' }),
    })
    fc.assert(
      fc.property(pages, ({ lines, inOrder, cut, times, at, noise }) => {
        for (const text of [lines.join('\n'), inOrder.join('\n'), PAGE.join('\n')]) {
          readsOrRefuses(text.slice(0, cut))
          readsOrRefuses(text.slice(cut))
          readsOrRefuses(`${text}\n`.repeat(times))
          readsOrRefuses(text.slice(0, at) + noise + text.slice(at))
        }
      }),
      { numRuns: 100 },
    )
  })

  it.each([
    ['one long line', 'a'.repeat(9_000_000)],
    ['one long line of capitals', 'A, '.repeat(3_000_000)],
    ['spaces', ' '.repeat(9_000_000)],
    ['dashes', '- '.repeat(4_000_000)],
    ['colons', 'rep:'.repeat(2_000_000)],
    ['brackets', '['.repeat(9_000_000)],
    ['addresses', `Baca Juga ${'http://a '.repeat(1_000_000)}`],
    ['empty lines', '\n'.repeat(9_000_000)],
    ['short lines', 'a\n'.repeat(4_000_000)],
    ['many pages', `${PAGE.join('\n')}\n`.repeat(1300)],
    ['many pages without a dateline', `${PAGE.slice(0, 10).join('\n')}\n`.repeat(1900)],
    ['many names', `${PAGE.slice(0, 6).join('\n')}\n${'Rep: a/b/c/d/e\n'.repeat(19_000)}${PAGE[11]}`],
    [
      'many captions',
      PAGE.slice(0, 8).join('\n') + Array.from({ length: 19_000 }, (_, n) => `\nx${n}`).join(''),
    ],
    ['many related', `${PAGE.slice(0, 13).join('\n')}\n${'- A Headline\n'.repeat(19_000)}`],
    ['many dates', 'Rabu 5 Jul 2023 08:07 WIB\n'.repeat(19_000)],
    ['long dates', `${'1'.repeat(60)} ${'a'.repeat(50)}\n`.repeat(19_000)],
    ['long lines of sources', `${PAGE.join('\n')}\n${`sumber : ${'A/'.repeat(80)}\n`.repeat(4000)}`],
  ])(
    'a text made to be slow takes no long time: %s',
    (_, text) => expect(processorTime(() => readsOrRefuses(text))).toBeLessThan(10_000),
    60_000,
  )

  it('a text that is too long is refused', () => {
    const reason = (text: string) => pageTextImporter.read({ text, name: '-' }).refused[0]?.reason
    expect(reason('a'.repeat(10_000_001))).toBe('It is larger than 10000000 characters.')
    expect(reason('a\n'.repeat(20_001))).toBe('It has more than 20000 lines.')
  })
})
