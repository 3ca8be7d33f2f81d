import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ninjsImporter } from '../../../../../src/ingest/import/ninjs/import.ts'
import { processorTime } from '../../../../support/processor-time.ts'
import { runs } from '../../../../support/runs.ts'

const ITEM = {
  uri: 'urn:newsml:antara.example:1',
  versioncreated: '2024-05-01T12:30:00+07:00',
  headline: 'Judul',
  copyrightholder: 'Antara',
}

function read(text: string) {
  const document = { text, name: 'x.json' }
  ninjsImporter.detect(document)
  return ninjsImporter.read(document)
}

describe('hostile ninjs', () => {
  it('hostile ninjs nested 10,000 deep is refused', () => {
    const deep = `{"uri":"x","a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`
    expect(read(deep).refused).toEqual([{ item: '', reason: 'It is nested deeper than 200 levels.' }])
    const html = read(JSON.stringify({ ...ITEM, body_html: '<b>'.repeat(10_000) }))
    expect(html.refused[0]?.reason).toBe('It is nested deeper than 200 levels.')
  })

  it('hostile ninjs that is no JSON or no item is refused with the reason', () => {
    expect(read('{"uri": ').refused[0]?.reason).toMatch(/^It is not readable JSON: /)
    expect(read('[1, [2], null]').refused[0]?.reason).toMatch(/^It has no ninjs item/)
  })

  it.each([
    [
      'sources',
      { infoSources: Array.from({ length: 2e5 }, (_, n) => ({ name: `S${n}` })), byline: 'A, B, C' },
    ],
    ['tags', { subject: Array.from({ length: 2e5 }, (_, n) => ({ name: `S${n}` })) }],
    [
      'pictures',
      { associations: Array.from({ length: 1e5 }, () => ({ type: 'picture', renditions: [{}] })) },
    ],
    [
      'white space',
      { creditline: `a${' '.repeat(5e6)}b`, byline: ' '.repeat(4e6), located: `a${'\t'.repeat(1e6)}b` },
    ],
    ['open elements', { body_html: `${'<a>'.repeat(1e6)}${'</b>'.repeat(1e6)}` }],
    ['lines', { body_text: ' \n'.repeat(3e6) }],
  ])(
    'hostile ninjs with endless %s is done soon',
    (_what, fields) => {
      const text = JSON.stringify({ ...ITEM, body_text: 'Isi', ...fields })
      expect(processorTime(() => read(text))).toBeLessThan(5000)
    },
    60_000,
  )

  it('hostile ninjs with any value in any member never throws', () => {
    const name = fc.constantFrom(
      ...[
        'uri',
        'type',
        'versioncreated',
        'pubStatus',
        'embargoed',
        'headline',
        'headlines',
        'bodies',
        'body_html',
        'by',
      ],
      ...[
        'person',
        'infoSources',
        'associations',
        'renditions',
        'rightsInfo',
        'language',
        'subject',
        '__proto__',
        'located',
      ],
    )
    const record = fc.dictionary(name, fc.oneof(fc.jsonValue(), fc.string()), { maxKeys: 8 })
    fc.assert(
      fc.property(record, fc.string(), (fields, noise) => {
        read(JSON.stringify({ ...ITEM, body_text: 'Isi', ...fields }))
        read(JSON.stringify([fields]))
        read(`{"uri":"x"${noise}`)
      }),
      { numRuns: runs(100) },
    )
  })
})
