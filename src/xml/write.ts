declare const markup: unique symbol

/** Finished, well-formed XML content. Only the functions of this file make it. */
export type Xml = string & { readonly [markup]: true }

export type Attributes = Readonly<Record<string, string | number | undefined>>

const IN_ATTRIBUTES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

// The RSS Best Practices Profile and Media RSS ask for hexadecimal references in plain text, because some
// readers take what the named ones stand for as markup. To XML it is all the same.
const IN_TEXT: Readonly<Record<string, string>> = {
  '&': '&#x26;',
  '<': '&#x3C;',
  '>': '&#x3E;',
  '\r': '&#13;',
}

// Most texts hold nothing to escape, and looking is several times cheaper than replacing nothing.
const MARKUP = /[&<>\r]/
const IN_QUOTES = /[&<>"\t\n\r]/

/** No content. */
export const EMPTY = '' as Xml

/** Character data (XML 1.0, 2.4). U+000D is escaped, or a parser would turn it into U+000A (2.11). */
export function text(value: string): Xml {
  return (MARKUP.test(value) ? value.replace(/[&<>\r]/g, (c) => IN_TEXT[c] ?? c) : value) as Xml
}

/** Plain text as HTML as character data: escaped twice, for elements whose content readers take for HTML. */
export function htmlText(value: string): Xml {
  return text(value.replace(/[&<>]/g, (c) => IN_ATTRIBUTES[c] ?? c))
}

/** A CDATA section (2.7), left and entered again where the text holds `]]>` or U+000D. */
export function cdata(value: string): Xml {
  const safe = value.includes(']]>') ? value.replaceAll(']]>', ']]]]><![CDATA[>') : value
  const whole = safe.includes('\r') ? safe.replaceAll('\r', ']]>&#13;<![CDATA[') : safe
  return `<![CDATA[${whole}]]>` as Xml
}

/** An element with its content; attributes that are `undefined` are left out. Names come from code only. */
export function element(name: string, content: Xml, attributes?: Attributes): Xml {
  return `<${name}${attributes ? writeAttributes(attributes) : ''}>${content}</${name}>` as Xml
}

/** An element without content (3.1, EmptyElemTag). */
export function empty(name: string, attributes: Attributes): Xml {
  return `<${name}${writeAttributes(attributes)}/>` as Xml
}

/** An element that holds only text, or nothing at all where there is no text. */
export function leaf(name: string, value: string | undefined, attributes?: Attributes): Xml {
  return value === undefined ? EMPTY : element(name, text(value), attributes)
}

/** Pieces one after the other. */
export function join(pieces: readonly Xml[]): Xml {
  // Not Array.join, which copies: a document is put together once, at the end.
  let all = ''
  for (const piece of pieces) all += piece
  return all as Xml
}

/** One piece for each value. */
export function each<Value>(values: readonly Value[] | undefined, write: (value: Value) => Xml): Xml {
  let all = ''
  for (const value of values ?? []) all += write(value)
  return all as Xml
}

/** A whole document: declaration, an optional style sheet (xml-stylesheet 1.0), root element. */
export function document(root: Xml, stylesheet?: { href: string; type: string }): string {
  const style = stylesheet ? `<?xml-stylesheet${writeAttributes(stylesheet)}?>\n` : ''
  return `<?xml version="1.0" encoding="utf-8"?>\n${style}${root}\n`
}

function writeAttributes(attributes: Attributes): string {
  let all = ''
  for (const name in attributes) {
    const value = attributes[name]
    if (value !== undefined) all += ` ${name}="${attributeText(String(value))}"`
  }
  return all
}

function attributeText(value: string): string {
  return IN_QUOTES.test(value) ? value.replace(/[&<>"\t\n\r]/g, (c) => IN_ATTRIBUTES[c] ?? c) : value
}
