import { describe, expect, it } from 'vitest'
import { readRegistry } from '../../../../src/ingest/content/registry-file.ts'
import { formatFault } from '../../../../src/model/result.ts'

/** The registry in a text, or its faults as lines. */
function read(text: string | Uint8Array | undefined) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const result = readRegistry(bytes, 'sources.yaml')
  return result.ok ? [...result.value.values()] : result.failure.map(formatFault)
}

describe('the registry of sources', () => {
  it('The registry needs no more of a source than id and name', () => {
    expect(read('sources:\n  - id: antara\n    name: Antara\n')).toEqual([{ id: 'antara', name: 'Antara' }])
  })

  it('The registry keeps every field of a source', () => {
    const text = `\uFEFF# comment
sources:
  - id: republika
    name: Republika
    home: https://www.republika.co.id
    feed: https://www.republika.co.id/rss
    language: ID
    timezone: Asia/Jakarta
    logo: https://www.republika.co.id/logo.png
    credit: { id: Republika, en: Republika }
    rights: { id: "© {year} Republika" }
`
    expect(read(text)).toEqual([
      {
        id: 'republika',
        name: 'Republika',
        home: 'https://www.republika.co.id/',
        feed: 'https://www.republika.co.id/rss',
        language: 'id',
        timezone: 'Asia/Jakarta',
        logo: 'https://www.republika.co.id/logo.png',
        credit: { id: 'Republika', en: 'Republika' },
        rights: { id: '© {year} Republika' },
      },
    ])
  })

  it('A registry that asks for a source to be polled has to give its feed', () => {
    const source = (more: string) => `sources:\n  - id: antara\n    name: Antara\n${more}`
    const feed = '    feed: https://antara.example/rss\n'
    expect(read(source(`${feed}    poll: true\n`))).toMatchObject([{ id: 'antara', poll: true }])
    expect(read(source('    poll: false\n'))).toMatchObject([{ id: 'antara', poll: false }])
    expect(read(source('    poll: true\n'))).toEqual([
      'sources.yaml:4: sources[0].poll: needs the feed to be polled; add "feed: https://..." or take poll out',
    ])
    expect(read(source(`${feed}    poll: "yes"\n`))).toEqual([
      'sources.yaml:5: sources[0].poll: is neither true nor false; write one of them',
    ])
  })

  it('A registry says as whom else a source publishes, and which hosts are its own', () => {
    const source = (more: string) =>
      `sources:\n  - { id: reuters, name: Reuters }\n  - id: antara\n    name: Antara\n${more}`
    expect(
      read(source('    publishes: [reuters, antara]\n    hosts: [Antara.Example, bücher.example]\n')),
    ).toMatchObject([
      { id: 'reuters' },
      { publishes: ['reuters', 'antara'], hosts: ['antara.example', 'xn--bcher-kva.example'] },
    ])
    expect(read(source('    publishes: [reuters, ap]\n'))).toEqual([
      'sources.yaml:5: sources[1].publishes[1]: "ap" is no source of this file; add it here or mend the id',
    ])
    expect(read(source('    publishes: reuters\n'))).toEqual([
      'sources.yaml:5: sources[1].publishes: is not a list; write [one, two] or one "- item" a line',
    ])
  })

  it.each([
    'https://a.example',
    'a.example/b',
    'a.example:80',
    'user@a.example',
    'a b.example',
    'localhost',
    '""',
    '"*.a.example"',
  ])('A host of a source has to be a host: %s is none', (host) => {
    expect(
      read(`sources:\n  - id: antara\n    name: Antara\n    hosts:\n      - b.example\n      - ${host}\n`),
    ).toEqual([
      'sources.yaml:6: sources[0].hosts[1]: is no host; write it such as news.example.org, without https:// and without a path',
    ])
  })

  it('A registry that is missing, or not UTF-8, is a fault of the file', () => {
    expect(read(undefined)).toEqual([
      'sources.yaml:1: is missing; write it with at least one publisher under "sources:"',
    ])
    expect(read(Uint8Array.of(0x61, 0x0a, 0xff))).toEqual([
      'sources.yaml:2: has bytes that are not UTF-8; save the file as UTF-8',
    ])
  })

  it('Every fault of a registry is told with its line and field', () => {
    const text = `sources:
  - id: Reuters News
    name: Reuters
    home: reuters.com
    timezone: Mars/Olympus
  - id: antara
    colour: red
    rights: { klingon!: x }
  - id: ap
    name: AP
    credit: []
    caps: []
`
    expect(read(text)).toEqual([
      'sources.yaml:2: sources[0].id: is not a slug; use lower-case letters, digits and single hyphens',
      'sources.yaml:4: sources[0].home: is not a whole http(s) URL; write it such as https://example.org/',
      'sources.yaml:5: sources[0].timezone: is not an IANA time zone; write one such as Asia/Jakarta',
      'sources.yaml:6: sources[1].name: is missing; add it',
      'sources.yaml:8: sources[1].rights.klingon!: is not a BCP 47 language tag; write one such as id or en',
      'sources.yaml:11: sources[2].credit: is not a group of fields; write one "name: value" a line',
      'sources.yaml:12: sources[2].caps: is not a group of fields; write one "name: value" a line',
      'sources.yaml:7: sources[1].colour: is not a field that is known here; take it out or mend its name',
    ])
  })

  it('An id that a registry has twice is a fault of the second one', () => {
    const text = 'sources:\n  - { id: a, name: A }\n  - { id: b, name: B }\n  - { id: a, name: C }\n'
    expect(read(text)).toEqual(['sources.yaml:4: sources[2].id: is there twice; rename one of them'])
  })

  it('A registry that is broken YAML, or empty, is a fault', () => {
    expect(read('sources:\n  - id: [\n')).toEqual([
      expect.stringMatching(/^sources\.yaml:\d: is not valid YAML/),
    ])
    expect(read('')).toEqual([expect.stringMatching(/^sources\.yaml:1: is not valid YAML/)])
    expect(read('{}')).toEqual(['sources.yaml:1: sources: is missing; add it'])
  })
})
