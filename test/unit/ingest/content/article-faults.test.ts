import { describe, expect, it } from 'vitest'
import { readArticleFile } from '../../../../src/ingest/content/article-file.ts'
import { failed, formatFault } from '../../../../src/model/result.ts'
import { articleFile, NOW } from '../../../support/example-content.ts'

const FILE = 'content/contoh.md'

/** What is said of a file, one line a fault, without the file's name. */
function faults(source: string | Uint8Array, file = FILE): string[] {
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source
  const reading = readArticleFile(file, bytes, {
    registry: new Map(['republika', 'reuters'].map((id) => [id, { id, name: id }])),
    now: NOW,
    findMedia: () => failed('is not there; mend the path or add the file beside the article'),
  })
  return reading.ok ? [] : reading.failure.map((fault) => formatFault(fault).slice(file.length + 1))
}

describe('a faulty article file', () => {
  // articleFile writes id, title, language, published, summary, authors, publisher, sources on lines 2 to 9.
  it.each([
    ['an unknown field', { colour: 'red' }, /^10: colour: is not a field that is known here/],
    ['no title', { title: undefined }, /^2: title: is missing; add it$/],
    ['an empty title', { title: ' ' }, /^3: title: is empty/],
    [
      'an unknown publisher',
      { publisher: 'tass' },
      /^8: publisher: "tass" is no source of sources\.yaml; add it/,
    ],
    ['an unknown source', { sources: ['reuters', 'tass'] }, /^9: sources\[1\]: "tass" is no source/],
    [
      'a date without offset',
      { published: '2022-09-20T12:32:00' },
      /^5: published: is not a date-time with its/,
    ],
    ['a day that is none', { published: '2022-02-30T12:32:00Z' }, /^5: published: is not a date-time/],
    ['tags that are no list', { tags: 'a, b' }, /^10: tags: is not a list; write/],
    ['an expiry before its publication', { expires: '2022-09-20T05:00:00Z' }, /^10: expires: is not after/],
    [
      'a correction without a text',
      { corrections: [{ at: '2022-09-21T05:00:00Z' }] },
      /^10: corrections\[0\].text: is missing/,
    ],
    [
      'a correction to come',
      { corrections: [{ at: '2030-09-21T05:00:00Z', text: 'x' }] },
      /^10: corrections\[0\].at: is in the/,
    ],
    [
      'an early correction',
      { corrections: [{ at: '2022-09-19T05:00:00Z', text: 'x' }] },
      /^10: corrections\[0\].at: is before/,
    ],
    ['a withdrawal without a reason', { withdrawn: { kind: 'kill' } }, /^10: withdrawn.reason: is missing/],
    ['an embargo that is no time', { embargo: 'tomorrow' }, /^10: embargo: is no date-time/],
    ['an update to come', { updated: '2027-01-01T00:00:00Z' }, /^10: updated: is in the future/],
    ['an update before it', { updated: '2022-09-20T12:31:59+07:00' }, /^10: updated: is before published/],
    ['two images', { image: { url: 'https://x.example/', file: 'a' } }, /^10: image: has both url and file/],
    ['no such image', { image: { file: 'a.jpg' } }, /^10: image\.file: is not there; mend the path/],
    [
      'a recording of no kind',
      { recordings: [{ length: 9 }] },
      /^10: recordings\[0\]: needs either url or file/,
    ],
    [
      'a recording whose address tells no type',
      { recordings: [{ url: 'https://a.example/1' }] },
      /^10: recordings\[0\]: has an address whose end tells no film or sound; add its type, such as audio\/mpeg/,
    ],
    [
      'a recording of another type',
      { recordings: [{ url: 'https://a.example/1', type: 'text/html' }] },
      /^10: recordings\[0\]\.type: is no type of a film or a sound/,
    ],
    [
      'a recording that is not there',
      { recordings: [{ file: 'media/a.mp3' }] },
      /^10: recordings\[0\]\.file: is not there; mend the path/,
    ],
    ['a role that is none', { authors: [{ name: 'a', role: 'b' }] }, /^7: authors\[0\]\.role: is not a role/],
  ])('An article file with %s is told its line and field', (_what, fields, expected) => {
    expect(faults(articleFile(fields))).toEqual([expect.stringMatching(expected)])
  })

  it('An article file that withdraws its article may be at fault in all that is not seen any more', () => {
    const withdrawn = { kind: 'kill', reason: 'Salah orang.' }
    const ruins = [
      { title: undefined, published: undefined, publisher: undefined, sources: undefined, authors: 'x' },
      { publisher: 'tass', expires: '2022-09-20T05:00:00Z', updated: '2030-01-01T00:00:00Z' },
      { recordings: [{ file: 'media/a.mp3' }], image: { file: 'a.jpg' }, colour: 'red' },
    ]
    for (const ruined of ruins) {
      expect(faults(articleFile({ ...ruined, withdrawn }, '![x](y.png)'))).toEqual([])
    }
    const later = { ...withdrawn, at: '2030-01-01T00:00:00Z' }
    expect(faults(articleFile({ withdrawn: later }))).toEqual([
      '10: withdrawn.at: is in the future; mend the time',
    ])
    // Of what a file without an id says of itself the id is made.
    expect(faults(articleFile({ id: undefined, title: undefined, withdrawn }))).toHaveLength(1)
  })

  it('An article file with broken YAML is told where', () => {
    expect(faults('---\ntitle: "x\n---\n')).toEqual([expect.stringMatching(/^[23]: is not valid YAML/)])
    expect(faults('no fences')).toEqual([expect.stringMatching(/^1: has no front matter; begin/)])
  })

  it('An article file that is not UTF-8 is told the line', () => {
    const bytes = new TextEncoder().encode(articleFile({}, 'satu\ndua'))
    bytes[bytes.length - 2] = 0xe9
    expect(faults(bytes)).toEqual(['12: has bytes that are not UTF-8; save the file as UTF-8'])
  })

  it('An article file that is huge is not even read', () => {
    expect(faults(new Uint8Array(4_000_001))).toEqual(['1: is larger than 4000000 bytes; shorten it'])
  })

  it('An article file with a body of more than 1 MB as HTML is told the line on which it begins', () => {
    // <p> and </p> take 7 bytes, each é two.
    expect(faults(articleFile({}, 'é'.repeat(499_996)))).toEqual([])
    expect(faults(articleFile({}, 'é'.repeat(499_997)))).toEqual([
      '11: has a body of more than 1000000 bytes as HTML; shorten it',
    ])
  })

  it('An article file with a small text that makes a large body is told so', () => {
    expect(faults(articleFile({}, `${'&'.repeat(250_000)}`))).toHaveLength(1)
  })

  it('An article file that shows an image which is not there is told the line of the body', () => {
    expect(faults(articleFile({}, 'satu\n\n![x](media/tidak%20ada.png)\n'))).toEqual([
      '13: shows media/tidak%20ada.png, which is not there; mend the path or add the file beside the article',
    ])
  })

  it.each([
    ['Judul Berita.md', '1: has a name that is no slug; rename it to judul-berita.md'],
    ['judul_berita.md', '1: has a name that is no slug; rename it to judul-berita.md'],
    ['-.md', '1: has a name that is no slug; give it a name of letters and digits'],
  ])('An article file named %s is told a better name', (name, expected) => {
    expect(faults(articleFile(), `content/${name}`)).toEqual([expected])
  })

  it('An article file is told all its faults, those of fields and those between fields', () => {
    const said = faults(
      articleFile(
        {
          title: undefined,
          colour: 'red',
          publisher: 'tass',
          updated: '2030-01-01T00:00:00Z',
          tags: 'x',
          image: { file: 'x.png' },
        },
        `![x](y.png) ${'x'.repeat(1_000_000)}`,
      ),
      'content/Bad Name.md',
    )
    expect(said.map((line) => line.replace(/^\d+: /, '').slice(0, 24)).sort()).toEqual([
      'colour: is not a field t',
      'has a body of more than ',
      'has a name that is no sl',
      'image.file: is not there',
      'publisher: "tass" is no ',
      'shows y.png, which is no',
      'tags: is not a list; wri',
      'title: is missing; add i',
      'updated: is in the futur',
    ])
  })
})
