import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { XMLParser as TheirParser } from '../../../node_modules/feedsmith/node_modules/fast-xml-parser/src/fxp.js'
import { type Options, XMLParser } from '../../../src/bundle/xml-parser.ts'
import { runs } from '../../support/runs.ts'

// What feedsmith sets to read the one element of an XHTML text.
const XHTML = {
  preserveOrder: true,
  stopNodes: ['rss.div'],
  removeNSPrefix: true,
  commentPropName: '#comment',
}
const XHTML_TOO = {
  processEntities: false,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  trimValues: false,
}

// As feedsmith sets them for feeds, with fewer elements whose content is taken as it is.
function options(): Options {
  // Calls come in the same order, and as often: feedsmith counts them.
  let calls = 0
  return {
    stopNodes: ['rss.item.title', 'rss.item.author.name', '*.dc:title', '*.media:scene.t', '*.a.b'],
    transformTagName: (name) => (++calls % 7 === 0 ? name.toUpperCase() : name.toLowerCase()),
    transformAttributeName: (name) => (++calls % 5 === 0 ? `${name}_` : name.toLowerCase()),
    attributeValueProcessor: (name, value) => (name === 'xmlns:d' ? `${value}${++calls}` : value),
    ignorePiTags: true,
    updateTag: (name) => name.replace(/^d:/, 'dc:'),
  }
}

function theirs(): TheirParser {
  return new TheirParser({
    ...options(),
    trimValues: false,
    processEntities: false,
    htmlEntities: false,
    parseTagValue: false,
    parseAttributeValue: false,
    alwaysCreateTextNode: false,
    ignoreAttributes: false,
    ignoreDeclaration: true,
    attributeNamePrefix: '@',
    jPath: false,
  } as never)
}

function outcome(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    return String(error)
  }
}

function expectSame(xml: string): void {
  expect(outcome(() => new XMLParser(options()).parse(xml))).toEqual(outcome(() => theirs().parse(xml)))
  // feedsmith lets numbers be numbers here, which it does not look at.
  const others = new TheirParser({ ...XHTML, ...XHTML_TOO, parseTagValue: false })
  expect(outcome(() => new XMLParser(XHTML).parse(xml))).toEqual(outcome(() => others.parse(xml)))
}

const name = fc.constantFrom(
  ...[
    'rss',
    'item',
    'title',
    'author',
    'name',
    'dc:title',
    'd:title',
    'media:scene',
    't',
    'a',
    'b',
    'Title',
    'A.b',
  ],
  ...['__proto__', 'constructor', 'tostring', 'div', 'x:div', 'x:y:div', 'x/', '', '1', ':'],
)
const value = fc.constantFrom('', '1', ' x ', '>', '&amp;', 'a\tb', '/', "it's", '<b>')
const space = fc.constantFrom(' ', '\n', '\t', '  ', '')
const attribute = fc
  .tuple(
    fc.constantFrom('a', 'xmlns:d', 'B', 'prototype', 'checked'),
    fc.constantFrom('="', "='", ' = "', '=', ''),
    value,
  )
  .map(([key, is, said]) =>
    /["']/.test(is) ? `${key}${is}${said.replaceAll(is.slice(-1), '')}${is.slice(-1)}` : `${key}${is}`,
  )
const startTag = fc
  .tuple(name, space, fc.array(attribute, { maxLength: 3 }), fc.constantFrom('>', '/>', ' />', '"', ''))
  .map(([tag, gap, attributes, end]) => `<${tag}${gap}${attributes.join(' ')}${end}`)
const piece = fc.oneof(
  { weight: 5, arbitrary: startTag },
  { weight: 4, arbitrary: name.map((tag) => `</${tag}>`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'text',
      ' ',
      '\r\n',
      ']]>',
      '-->',
      '?>',
      '>',
      '"',
      "'",
      '&lt;',
      '<',
      '</',
      '<!',
    ),
  },
  { weight: 2, arbitrary: value.map((said) => `<![CDATA[${said}]]>`) },
  { weight: 1, arbitrary: value.map((said) => `<!--${said}-->`) },
  { weight: 1, arbitrary: attribute.map((said) => `<?xml ${said}?>`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '<!DOCTYPE a>',
      '<!DOCTYPE a "b>">',
      '<!D',
      '<![CDATA[',
      '<!--',
      '<?x',
      '<!-->',
      '<#text>',
    ),
  },
)

// Elements that are closed again come seldom from loose pieces.
const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  element: fc
    .tuple(name, fc.array(attribute, { maxLength: 2 }), tie('content'))
    .map(([tag, attributes, content]) => {
      const start = [tag, ...attributes].join(' ')
      return `<${start}>${content}</${tag}>`
    }),
  content: fc
    .array(fc.oneof({ maxDepth: 6 }, piece, value, tie('element')), { maxLength: 4 })
    .map((all) => all.join('')),
}))

describe('the XML parser of the bundle', () => {
  it('reads of any elements what fast-xml-parser reads, and fails where that fails, for the same reason', () => {
    fc.assert(
      fc.property(element, (xml) => expectSame(`<rss>${xml}</rss>`)),
      { numRuns: runs(300) },
    )
  })

  it('does so for any pieces of XML in any order', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => expectSame(pieces.join(''))),
      { numRuns: runs(300) },
    )
  })

  it.each([
    [
      'a stop within one of its own name',
      '<rss><x><dc:title>a<dc:title b=">">c</dc:title><dc:title/></dc:title></x></rss>',
    ],
    ['a stop that never ends', '<rss><item><title>a</item></rss>'],
    ['a tag without an end', '<rss><item a="1><title>x</title></item></rss>'],
    ['101 elements within one another', '<a>'.repeat(103)],
    ['text around elements, in several pieces', '<rss>a<!-- b -->c<i>d</i>e<![CDATA[f]]>g</rss>'],
    ['elements of one name, some with attributes', '<rss><i>1</i><i n="2"/><i n="3">3</i><i></i></rss>'],
    ['two documents', '<!DOCTYPE a><a/><!DOCTYPE b><b/>'],
    ['entities that a DOCTYPE declares', '<!DOCTYPE a [<!ENTITY b "c>">]><a>&b;</a>'],
  ])('reads %s as fast-xml-parser does', (_, xml) => {
    expectSame(xml)
  })
})
