import { describe, expect, it } from 'vitest'
import {
  cdata,
  document,
  EMPTY,
  each,
  element,
  empty,
  htmlText,
  join,
  leaf,
  text,
} from '../../../src/xml/write.ts'

describe('character data', () => {
  it('escapes markup in hexadecimal, also the end of a CDATA section', () => {
    expect(text('a & <b> ]]> "c" \'d\'')).toBe('a &#x26; &#x3C;b&#x3E; ]]&#x3E; "c" \'d\'')
  })

  it('escapes what is escaped already, so that it comes back the same', () => {
    expect(text('&amp;#13;')).toBe('&#x26;amp;#13;')
  })

  it('keeps a return, which a parser would make a newline, and leaves tab and newline alone', () => {
    expect(text('a\r\n\tb')).toBe('a&#13;\n\tb')
    expect(htmlText('a\r\nb')).toBe('a&#13;\nb')
  })

  it('is escaped twice where readers take it for HTML', () => {
    expect(htmlText('a & <b>')).toBe('a &#x26;amp; &#x26;lt;b&#x26;gt;')
  })
})

describe('a CDATA section', () => {
  it('holds markup as it is', () => {
    expect(cdata('<p>a &amp; b</p>')).toBe('<![CDATA[<p>a &amp; b</p>]]>')
  })

  it('is left and entered again at every ]]>', () => {
    expect(cdata(']]>a]]>')).toBe('<![CDATA[]]]]><![CDATA[>a]]]]><![CDATA[>]]>')
  })

  it('is left for a return, also one that stands in the middle of a ]]>', () => {
    expect(cdata('a\r\nb')).toBe('<![CDATA[a]]>&#13;<![CDATA[\nb]]>')
    expect(cdata(']]\r>')).toBe('<![CDATA[]]]]>&#13;<![CDATA[>]]>')
  })
})

describe('attributes', () => {
  it('escape quotes and every white space that a parser would make a space', () => {
    expect(empty('a', { b: '"<&>\'\t\n\r' })).toBe('<a b="&quot;&lt;&amp;&gt;\'&#9;&#10;&#13;"/>')
  })

  it('are left out where they are undefined, and stay where they are empty or 0', () => {
    expect(empty('a', { b: undefined, c: '', d: 0 })).toBe('<a c="" d="0"/>')
  })

  it('stand in the order given', () => {
    expect(element('a', EMPTY, { z: '1', b: '2' })).toBe('<a z="1" b="2"></a>')
  })
})

describe('elements', () => {
  it('hold finished content without escaping it again', () => {
    expect(element('a', join([text('<'), empty('b', {}), text('>')]))).toBe('<a>&#x3C;<b/>&#x3E;</a>')
  })

  it('of text alone are left out where there is no text, and written where it is empty', () => {
    expect(leaf('a', undefined)).toBe('')
    expect(leaf('a', '')).toBe('<a></a>')
    expect(leaf('a', 'x & y', { b: 'c' })).toBe('<a b="c">x &#x26; y</a>')
  })

  it('are one for each value, and none without a list', () => {
    expect(each(['x', '<'], (value) => leaf('a', value))).toBe('<a>x</a><a>&#x3C;</a>')
    expect(each(undefined, (value: string) => leaf('a', value))).toBe('')
  })
})

describe('a document', () => {
  it('has a declaration and its root', () => {
    expect(document(empty('a', {}))).toBe('<?xml version="1.0" encoding="utf-8"?>\n<a/>\n')
  })

  it('names its style sheet before the root, and cannot be broken out of', () => {
    const href = '/s.xsl?a=1&b="?>'
    expect(document(empty('a', {}), { href, type: 'text/xsl' })).toBe(
      '<?xml version="1.0" encoding="utf-8"?>\n' +
        '<?xml-stylesheet href="/s.xsl?a=1&amp;b=&quot;?&gt;" type="text/xsl"?>\n<a/>\n',
    )
  })
})
