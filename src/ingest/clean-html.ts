import sanitizeHtml from 'sanitize-html'
import { SITE_MARK } from '../model/article.ts'
import { storable } from '../model/text.ts'
import { withReplacements } from './replaced-elements.ts'

/** What a URL in a body is for; decides what a relative one is resolved against. */
export type UrlUse = 'link' | 'image'

/**
 * Makes a URL of a body absolute (or SITE_MARK and a path), or says `undefined`: then a link loses its
 * target and keeps its text, and an image goes. `attributes` are those that the element was written with.
 */
export type ResolveUrl = (
  url: string,
  use: UrlUse,
  attributes: Readonly<Record<string, string>>,
) => string | undefined

// The elements that the W3C feed validator and the readers' own sanitisers let through.
const TAGS = [
  ...['p', 'br', 'hr', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'ul', 'ol', 'li', 'dl', 'dt', 'dd'],
  ...['figure', 'figcaption', 'img', 'table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  ...['a', 'abbr', 'b', 'bdi', 'bdo', 'cite', 'code', 'del', 'em', 'i', 'ins', 'kbd', 'mark', 'q', 's'],
  ...['samp', 'small', 'strong', 'sub', 'sup', 'time', 'u', 'var', 'rp', 'rt', 'ruby', 'wbr'],
]

const ATTRIBUTES = {
  '*': ['lang', 'dir'],
  a: ['href', 'title', 'hreflang'],
  abbr: ['title'],
  img: ['src', 'alt', 'title', 'width', 'height'],
  ol: ['start', 'reversed', 'type'],
  li: ['id'],
  sup: ['id'],
  td: ['colspan', 'rowspan', 'align'],
  th: ['colspan', 'rowspan', 'scope', 'align'],
  time: ['datetime'],
}

/** The deepest nesting of elements in a body. */
const DEPTH_LIMIT = 500

// Elements that never hold others, or that end where the next one begins: they add nothing to the depth.
const FLAT = new Set(
  'area base br col dd dt embed hr img input li link meta option p param source td th tr track wbr'.split(
    ' ',
  ),
)

/**
 * Whether HTML nests deeper than any text does. The parser looks through all open elements for each end
 * tag, so that a few hundred kilobytes made for it would keep it busy for minutes.
 */
export function isTooDeep(html: string): boolean {
  if (!hasTags(html, DEPTH_LIMIT)) return false
  let depth = 0
  for (const [, end, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (FLAT.has(name.toLowerCase())) continue
    depth = end ? Math.max(0, depth - 1) : depth + 1
    if (depth > DEPTH_LIMIT) return true
  }
  return false
}

/** Whether there are more than `count` of the characters that begin a tag: most bodies are far below. */
function hasTags(html: string, count: number): boolean {
  let at = -1
  for (let n = 0; n <= count; n++) {
    at = html.indexOf('<', at + 1)
    if (at < 0) return false
  }
  return true
}

/**
 * Sanitises the HTML of a body. Known elements and attributes stay, scripts and styles go, every URL is absolute, and
 * nothing is left that XML cannot hold. Empty paragraphs go. Films, sounds and frames become links. The title is the heading
 * of the first level, so such headings become those of the second. The result is empty where the HTML is too deep. `keepsId`
 * says which ids of list items and superscripts stay.
 */
export function cleanHtml(html: string, resolveUrl: ResolveUrl, keepsId = NO_ID): string {
  if (isTooDeep(html)) return ''
  const clean = sanitizeHtml(withReplacements(storable(html)), {
    allowedTags: TAGS,
    allowedAttributes: ATTRIBUTES,
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowProtocolRelative: false,
    nestingLimit: 100,
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !attribs.src,
    // A character reference such as &#1; becomes a character only in the parser.
    textFilter: storable,
    transformTags: { '*': (tagName, attribs) => cleanTag(tagName, attribs, resolveUrl, keepsId) },
  })
  return clean.replace(EMPTY_PARAGRAPH, '').trim()
}

const NO_ID = (_: string): boolean => false

// In sanitised HTML, paragraphs with nothing in them but space, line breaks and elements within a line.
const EMPTY_PARAGRAPH =
  /<p(?: [^>]*)?>(?:\s|<br \/>|<\/?(?:a|b|bdi|cite|code|del|em|i|ins|mark|q|s|small|strong|sub|sup|u|wbr)(?: [^>]*)?>)*<\/p>/g

function cleanTag(
  tagName: string,
  written: Record<string, string>,
  resolveUrl: ResolveUrl,
  keepsId: (id: string) => boolean,
) {
  const attribs: Record<string, string> = {}
  for (const [name, value] of Object.entries(written)) attribs[name] = storable(value)
  if (attribs.id !== undefined && !keepsId(attribs.id)) delete attribs.id
  switch (tagName) {
    case 'h1':
      return { tagName: 'h2', attribs }
    case 'a':
      return { tagName, attribs: withUrl(attribs, 'href', resolveUrl, 'link') }
    case 'img':
      return { tagName, attribs: { alt: '', ...withUrl(attribs, 'src', resolveUrl, 'image') } }
    case 'td':
    case 'th':
      return { tagName, attribs: aligned(attribs) }
    default:
      return { tagName, attribs }
  }
}

// Markdown aligns cells by a style, which readers drop. All of them know the older attribute, or show no alignment.
function aligned({ align, style, ...others }: Record<string, string>): Record<string, string> {
  const side = /(?:^|;)\s*text-align\s*:\s*([a-z]+)/i.exec(style ?? '')?.[1] ?? align
  return side && /^(?:left|right|center)$/i.test(side) ? { ...others, align: side.toLowerCase() } : others
}

function withUrl(
  attribs: Record<string, string>,
  name: 'href' | 'src',
  resolveUrl: ResolveUrl,
  use: UrlUse,
): Record<string, string> {
  const { [name]: url, ...others } = attribs
  const resolved = url === undefined ? undefined : resolveUrl(url.trim(), use, attribs)
  return resolved === undefined ? others : { ...others, [name]: resolved }
}

/** Whether an address names something beside the document that it stands in. */
export function isBeside(url: string): boolean {
  return !/^[/?#]/.test(url) && !URL.canParse(url)
}

/**
 * An address as it stands in an article of ours, made absolute: with SITE_MARK where it is relative to the article's page.
 * Another article's file, in whichever folder, is that article's page.
 */
export function addressIn(url: string, slug: string): string | undefined {
  const absolute = URL.parse(url)
  if (absolute) return absolute.href
  if (url.startsWith('//')) return URL.parse(`https:${url}`)?.href
  const link = url.replace(/^(?![#?/])(?:[^?#]*\/)?([^/?#]*)\.md(?=$|[?#])/, '$1')
  const page = URL.parse(link, `https://site.invalid/articles/${slug}`)
  return page ? SITE_MARK + page.pathname + page.search + page.hash : undefined
}
