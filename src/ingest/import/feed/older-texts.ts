import { textContent } from 'domutils'
import { Parser } from 'htmlparser2'
import { DEPTH_LIMIT } from '../common/importer.ts'
import { readMarkup } from '../common/markup.ts'
import { hasElements, markupBody } from '../common/markup-body.ts'
import { escapeHtml } from '../common/plain-text.ts'

// Texts in forms that feedsmith does not read: those of Atom 0.3, and XHTML in the items of RSS. They are written as
// Atom 1.0 and RSS have them, and the rest of the feed stays as it is.

// Elements that hold the text of an item: those of the XHTML module, and one that a former feed reader introduced.
const BODIES = ['body', 'div', 'fullitem']
const OLDER_RSS = /<(?:[\w.-]+:)?(?:body|div|fullitem|encoded\s[^<>]*xml:lang)\b/
const ATOM_0_3 = 'http://purl.org/atom/ns#'
const ATOM_TEXTS = ['title', 'tagline', 'summary', 'content', 'copyright', 'info']
const CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
const DUBLIN_CORE = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'

/** A feed whose older texts are rewritten. One without such texts comes back as it is. */
export function withKnownTexts(xml: string, root: 'rss' | 'rdf' | 'feed'): string {
  if (root !== 'feed') {
    const known = withKnownNames(xml)
    return OLDER_RSS.test(outsideCdata(known)) ? replaced(known, isTextOfItem, encodedOf) : known
  }
  return xml.includes(ATOM_0_3) ? replaced(xml, isTextOfAtom, atomTextOf) : xml
}

// RSS has no namespace, and some put it into one of their own. Dublin Core has no author, and some write one.
function withKnownNames(xml: string): string {
  const prefix = /^<([\w-]+):rss\b/.exec(xml)?.[1]
  const bare = prefix ? xml.replaceAll(`<${prefix}:`, '<').replaceAll(`</${prefix}:`, '</') : xml
  return bare.replace(/(<\/?dc:)author(?=[\s>])/g, '$1creator')
}

// Most feeds have HTML in CDATA sections. Those are no reason to walk through the whole document.
function outsideCdata(xml: string): string {
  const [first = '', ...others] = xml.split('<![CDATA[')
  const behind = others.map((part) => {
    const end = part.indexOf(']]>')
    return end < 0 ? '' : part.slice(end)
  })
  return [first, ...behind].join('')
}

/** An element where it stands: its names are local, and its `inner` is all that stands between its tags. */
interface Place {
  readonly name: string
  readonly parent: string
  readonly attributes: Readonly<Record<string, string>>
}

function isTextOfItem({ name, parent, attributes }: Place): boolean {
  return parent === 'item' && (BODIES.includes(name) || (name === 'encoded' && 'xml:lang' in attributes))
}

function isTextOfAtom({ name, parent }: Place): boolean {
  return ATOM_TEXTS.includes(name) && (parent === 'entry' || parent === 'feed')
}

function replaced(
  xml: string,
  isWanted: (place: Place) => boolean,
  write: (place: Place, inner: string) => string | undefined,
): string {
  const parts: string[] = []
  let written = 0
  for (const { place, start, innerStart, innerEnd, end } of find(xml, isWanted)) {
    const instead = write(place, xml.slice(innerStart, innerEnd))
    if (instead === undefined) continue
    parts.push(xml.slice(written, start), instead)
    written = end
  }
  return parts.join('') + xml.slice(written)
}

interface Found {
  readonly place: Place
  readonly start: number
  readonly innerStart: number
  readonly innerEnd: number
  readonly end: number
}

function find(xml: string, isWanted: (place: Place) => boolean): Found[] {
  const found: Found[] = []
  const stack: string[] = []
  let open: Omit<Found, 'innerEnd' | 'end'> | undefined
  let depth = 0
  const parser = new Parser(
    {
      onopentag: (tag, attributes) => {
        const place = { name: tag.slice(tag.indexOf(':') + 1), parent: stack.at(-1) ?? '', attributes }
        stack.push(place.name)
        if (stack.length > DEPTH_LIMIT) parser.pause()
        if (open || !isWanted(place)) return
        open = { place, start: parser.startIndex, innerStart: parser.endIndex + 1 }
        depth = stack.length
      },
      onclosetag: () => {
        if (open && stack.length === depth) {
          // An element that closes itself has no inner text.
          const innerEnd = Math.max(parser.startIndex, open.innerStart)
          found.push({ ...open, innerEnd, end: Math.max(parser.endIndex + 1, innerEnd) })
          open = undefined
        }
        stack.pop()
      },
    },
    { xmlMode: true },
  )
  parser.end(xml)
  return found
}

// A language of the text alone is that of the item, because an article has one language.
function encodedOf({ attributes }: Place, inner: string): string | undefined {
  const read = textOfXml(inner)
  const html = read?.html ?? read?.text
  if (!html) return undefined
  const { 'xml:lang': tag } = attributes
  const language = tag ? `<dc:language ${DUBLIN_CORE}>${escapeHtml(tag)}</dc:language>` : ''
  return `${language}<content:encoded ${CONTENT}>${escapeHtml(html)}</content:encoded>`
}

/**
 * Atom 0.3, 3.1: `mode` says how a text is written: `xml`, `escaped`, or `base64`. Its `type` is a media type. Where that
 * is missing, a text with markup is HTML all the same.
 */
function atomTextOf({ name, attributes }: Place, inner: string): string | undefined {
  const { mode = 'xml', type = '' } = attributes
  if (/^multipart\//i.test(type)) return undefined
  const read = textOfXml(inner)
  if (!read) return undefined
  const text = mode === 'base64' ? textOfBase64(read.text) : read.text
  if (text === undefined) return undefined
  const isInline = mode !== 'base64' && read.html !== undefined
  const isHtml = isInline || /html/i.test(type) || (type === '' && /<\/?[a-z][^<>]*>/i.test(text))
  const kept = ['xml:lang', 'xml:base'].flatMap((one) => {
    const value = attributes[one]
    return value === undefined ? [] : [` ${one}="${escapeHtml(value).replaceAll('"', '&quot;')}"`]
  })
  const value = isInline ? (read.html ?? '') : text
  return `<${name} type="${isHtml ? 'html' : 'text'}"${kept.join('')}>${escapeHtml(value)}</${name}>`
}

/** What stands between two tags: as a text, and, where it holds elements, as HTML. */
function textOfXml(inner: string): { readonly text: string; readonly html?: string } | undefined {
  const read = readMarkup(`<x>${inner}</x>`, 'xml')
  const element = read.ok ? read.value.children[0] : undefined
  if (!element || !('attribs' in element)) return undefined
  const text = textContent(element).trim()
  return hasElements(element) ? { text, html: markupBody(element, undefined) } : { text }
}

/** The UTF-8 text that is written in base64; `undefined` where it is none. */
export function textOfBase64(base64: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(base64.replace(/\s+/g, '')), (one) => one.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    return undefined
  }
}
