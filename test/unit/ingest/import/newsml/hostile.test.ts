import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newsmlImporter } from '../../../../../src/ingest/import/newsml/import.ts'
import { processorTime } from '../../../../support/processor-time.ts'
import { runs } from '../../../../support/runs.ts'

const ITEM = `<newsItem guid="urn:x:1" xml:lang="id"><itemMeta><itemClass qcode="ninat:text"/><provider literal="A"/><versionCreated>2024-05-01T12:30:00Z</versionCreated></itemMeta>
  <contentMeta><headline>J</headline></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml"><html><body><p>ISI</p></body></html></inlineXML></contentSet></newsItem>`

function read(text: string) {
  const document = { text, name: 'x.xml' }
  newsmlImporter.detect(document)
  return newsmlImporter.read(document)
}

function reason(text: string): string | undefined {
  const { articles, refused } = read(text)
  expect(articles).toEqual([])
  return refused[0]?.reason
}

describe('hostile NewsML-G2', () => {
  it('hostile NewsML-G2 with a billion laughs is refused', () => {
    const entities = Array.from(
      { length: 9 },
      (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`,
    ).join('')
    const bomb = `<!DOCTYPE newsItem [<!ENTITY l0 "ha">${entities}]>${ITEM.replace('ISI', '&l9;')}`
    expect(reason(bomb)).toBe('It declares entities of its own, which are never expanded.')
  })

  it('hostile NewsML-G2 with an external entity is refused, with an undeclared one shows no more than its name', () => {
    const declared = '<!DOCTYPE newsItem [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    expect(reason(declared + ITEM.replace('ISI', '&x;'))).toMatch(/^It declares entities/)
    expect(read(ITEM.replace('ISI', '&x;')).articles[0]?.body).toBe('<p>&amp;x;</p>')
  })

  it('hostile NewsML-G2 nested 10,000 deep is refused', () => {
    const deep = ITEM.replace('ISI', '<b>'.repeat(10_000) + '</b>'.repeat(10_000))
    expect(reason(deep)).toBe('It is nested deeper than 200 levels.')
    const escaped = ITEM.replace(
      /<inlineXML.*<\/inlineXML>/,
      `<inlineData contenttype="text/html">${'&lt;b>'.repeat(10_000)}</inlineData>`,
    )
    expect(reason(escaped)).toBe('It is nested deeper than 200 levels.')
  })

  it.each([
    ['open and foreign closing tags', `<newsItem>${'<a>'.repeat(1e6)}${'</b>'.repeat(1e6)}`],
    ['a million elements', ITEM.replace('ISI', '<i/>'.repeat(1e6))],
    ['scripts among paragraphs', ITEM.replace('ISI', `${'<script/>'.repeat(1e5)}${'<p/>'.repeat(1e5)}`)],
    [
      'codes and asserts',
      ITEM.replace('<headline>', `${'<subject qcode="a:b"/>'.repeat(5e4)}<headline>`).replace(
        '</newsItem>',
        `${'<assert qcode="a:c"/>'.repeat(5e4)}</newsItem>`,
      ),
    ],
    [
      'creators',
      ITEM.replace('<headline>', `${'<creator><name>A B</name></creator>'.repeat(1e5)}<headline>`),
    ],
    [
      'items',
      `<newsMessage><itemSet>${'<newsItem guid="a"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta></newsItem>'.repeat(4e4)}</itemSet></newsMessage>`,
    ],
    ['comments', '<!--'.repeat(2e6)],
    ['white space', ITEM.replace('<headline>J', `<headline>J${' '.repeat(5e6)}`)],
  ])(
    'hostile NewsML-G2 with endless %s is done soon',
    (_what, text) => {
      expect(processorTime(() => read(text))).toBeLessThan(5000)
    },
    60_000,
  )

  it('hostile NewsML-G2 cut anywhere never throws', () => {
    for (let end = 0; end < ITEM.length; end += 3) expect(() => read(ITEM.slice(0, end))).not.toThrow()
  })

  it('hostile NewsML-G2 of random words and bytes never throws', () => {
    const word = fc.constantFrom(
      ...[
        '<newsItem>',
        '</newsItem>',
        '<itemMeta>',
        '<contentMeta>',
        '<contentSet>',
        '<inlineXML>',
        '<nitf>',
        '<body>',
        '<headline>',
      ],
      ...[
        '<![CDATA[',
        ']]>',
        '<!--',
        '-->',
        '&#0;',
        '&',
        '<',
        '"',
        ' qcode="',
        '<p/>',
        '</p>',
        '<?x',
        '<!DOCTYPE',
        '\u0000',
        '\uD800',
      ],
    )
    const text = fc.array(fc.oneof(word, fc.string())).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, fc.nat(ITEM.length), (noise, at) => {
        read(noise)
        read(ITEM.slice(0, at) + noise + ITEM.slice(at))
      }),
      { numRuns: runs(100) },
    )
  })
})
