import { getChildren, getInnerHTML, isTag, isText, removeElement, textContent } from 'domutils'
import { oneLine } from '../../../model/text.ts'
import { type RoleLabels, readCreditLine } from './byline.ts'
import type { ImportedArticle } from './importer.ts'
import { attributeOf, descendantsOf, type Markup, type MarkupDocument, readMarkup } from './markup.ts'
import { webUrlOf } from './web-addresses.ts'

const LABEL = /^(?:(?:baca|lihat|simak)(?: juga)?|(?:read|see) also|also read)\b/i
const HINT = /(?:baca|lihat|simak) ?(?:juga|:)|(?:read|see) also|also read/i
const BLOCKS = ['p', 'div', 'li', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'aside', 'section', 'td']

// A longer block is a text that begins with such words.
const LONGEST = 400
const SHORTEST_HEADLINE = 15
const MOST = 50

/** A body without the links to other articles that stand in it, and these links. */
export interface WithoutRelated {
  readonly html: string
  readonly related: ImportedArticle['related']
}

/**
 * Takes blocks such as `Baca juga: …` with their links out of a body, and lines of credit (`Editor: …`), which are
 * read as data. A body that has none comes back as it is. Links are resolved against `base`.
 */
export function withoutRelated(
  html: string,
  base: string | undefined,
  credits: readonly RoleLabels[] = [],
): WithoutRelated {
  const read = mayHold(html, credits) ? readMarkup(html, 'html') : undefined
  if (!read?.ok) return { html, related: [] }
  const removed: Markup[] = []
  const links: Markup[] = []
  for (const block of descendantsOf(read.value, ...BLOCKS).filter(isInnermost)) {
    const found = linksIfRelated(block)
    if (!found && !isCredit(block, credits)) continue
    removed.push(block)
    links.push(...(found ?? []))
  }
  if (removed.length === 0) return { html, related: [] }
  for (const block of removed) removeElement(block)
  const bare = getInnerHTML(read.value, { xmlMode: false, encodeEntities: 'utf8' }).trim()
  return { html: bare, related: pagesOf(links, base) }
}

function mayHold(html: string, credits: readonly RoleLabels[]): boolean {
  const labels = credits.flatMap((one) => one.labels)
  const hasCredit = labels.length > 0 && new RegExp(`\\b(?:${labels.join('|')}) ?:`, 'i').test(html)
  return hasCredit || HINT.test(html)
}

function pagesOf(links: readonly Markup[], base: string | undefined): ImportedArticle['related'] {
  const pages = new Map<string, string>()
  for (const link of links) {
    const url = webUrlOf(attributeOf(link, 'href'), base)
    const title = oneLine(textContent(link))
    if (url && title && !pages.has(url)) pages.set(url, title)
  }
  return Array.from(pages, ([url, title]) => ({ title, url })).slice(0, MOST)
}

function isInnermost(block: Markup): boolean {
  return descendantsOf(block, ...BLOCKS, 'ul', 'ol', 'table', 'figure').length === 0
}

/** The links of a block that begins with a label, and of the list below it; `undefined` where it is a text. */
function linksIfRelated(block: Markup): Markup[] | undefined {
  const text = oneLine(textContent(block))
  const label = text.length > LONGEST ? undefined : LABEL.exec(text)?.[0]
  if (!label) return undefined
  const rest = text.slice(label.length).trim()
  const links = descendantsOf(block, 'a')
  if (/^[:：–—-]?$/.test(rest)) return [...links, ...linksOfNext(block)]
  const linked = links.map((link) => oneLine(textContent(link))).join(' ')
  const isHeadline = linked.length >= SHORTEST_HEADLINE && linked.length > rest.length / 2
  return /^[:：]/.test(rest) || isHeadline ? links : undefined
}

// A label alone stands above a list of nothing but links, which is removed with it.
function linksOfNext(block: Markup): Markup[] {
  let next = block.next
  while (next && isText(next) && next.data.trim() === '') next = next.next
  if (!next || !isTag(next) || !['ul', 'ol', 'p', 'div'].includes(next.name)) return []
  const links = descendantsOf(next, 'a')
  const linked = links.map((link) => oneLine(textContent(link))).join('')
  if (links.length === 0 || linked.replace(/\s/g, '') !== textContent(next).replace(/\s/g, '')) return []
  removeElement(next)
  return links
}

function isCredit(block: Markup, credits: readonly RoleLabels[]): boolean {
  const lines = creditLinesOf(block)
  return (
    credits.length > 0 &&
    lines.length > 0 &&
    lines.every((line) => readCreditLine(line, credits) !== undefined)
  )
}

function creditLinesOf(block: Markup): string[] {
  if (textContent(block).length > LONGEST) return []
  const texts = (node: Markup | MarkupDocument): string =>
    getChildren(node)
      .map((child) =>
        isText(child) ? child.data : isTag(child) ? (child.name === 'br' ? '\n' : texts(child)) : '',
      )
      .join('')
  return texts(block)
    .split('\n')
    .map(oneLine)
    .filter((line) => line !== '')
}
