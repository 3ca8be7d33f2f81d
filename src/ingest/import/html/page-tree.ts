import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import type { Members } from '../common/json-members.ts'
import { innermostBase } from '../common/web-addresses.ts'
import { microdataOf, type PageElement, type PageRoot } from './microdata.ts'

/** A parsed HTML page: what stands in its head, and its tree. */
export interface HtmlPage {
  readonly tree: unknown
  /** The contents of meta elements by property, name or itemprop, in lower case. */
  readonly metas: ReadonlyMap<string, readonly string[]>
  /** The texts of its JSON-LD scripts. */
  readonly scripts: readonly string[]
  /** Its microdata, as JSON-LD would have it. */
  readonly microdata: readonly Members[]
  /** Short lines with a label before a name, such as `Editor: Friska`. */
  readonly labelledLines: readonly string[]
  readonly title: string | undefined
  readonly heading: string | undefined
  readonly language: string | undefined
  readonly canonical: string | undefined
  /** The first `<time datetime>`. */
  readonly time: string | undefined
  readonly base: string | undefined
}

/** Parses a page. Throws where linkedom does. */
export function parsePage(text: string, url: string | undefined): HtmlPage {
  const tree: PageRoot = parseHTML(text).document
  const all = (selector: string) => [...tree.querySelectorAll(selector)]
  const attribute = (selector: string, name: string) => all(selector)[0]?.getAttribute(name) ?? undefined
  const content = (selector: string) => all(selector)[0]?.textContent?.trim() || undefined
  return {
    tree,
    metas: metasOf(all('meta')),
    scripts: all('script[type="application/ld+json"]').map((script) => script.textContent ?? ''),
    microdata: microdataOf(tree),
    labelledLines: labelledLinesOf(all(LINES)),
    title: content('title'),
    heading: content('h1'),
    language: attribute('html', 'lang'),
    canonical: attribute('link[rel~="canonical"]', 'href'),
    time: attribute('time[datetime]', 'datetime'),
    base: innermostBase([url, attribute('base[href]', 'href')]),
  }
}

function metasOf(elements: readonly PageElement[]): Map<string, string[]> {
  const metas = new Map<string, string[]>()
  for (const element of elements) {
    const name = ['property', 'name', 'itemprop'].map((one) => element.getAttribute(one)).find(Boolean)
    const content = element.getAttribute('content')?.trim()
    if (!name || !content) continue
    const known = metas.get(name.toLowerCase())
    if (known) known.push(content)
    else metas.set(name.toLowerCase(), [content])
  }
  return metas
}

// Elements that a line of credit may stand in.
const LINES = 'p, div, span, li, td, dd, strong, b, em, small, address, h5, h6'
const LONGEST_LINE = 200
const MOST_LINES = 50

function labelledLinesOf(elements: readonly PageElement[]): string[] {
  const lines = new Set<string>()
  for (const element of elements) {
    const text = element.textContent ?? ''
    if (text.length > 3 * LONGEST_LINE || !text.includes(':') || lines.size >= MOST_LINES) continue
    for (const line of linesOf(element).split('\n')) {
      const tidy = line.replace(/\s+/g, ' ').trim()
      if (tidy.length <= LONGEST_LINE && /^\p{L}+ ?:/u.test(tidy)) lines.add(tidy)
    }
  }
  return [...lines]
}

function linesOf(element: PageElement): string {
  const parts = Array.from(element.childNodes, (child) => {
    if (child.nodeName === 'BR') return '\n'
    return 'childNodes' in child && child.nodeType === 1
      ? linesOf(child as PageElement)
      : (child.textContent ?? '')
  })
  return parts.join('')
}

/** The text of a page's article as HTML, as Readability finds it; empty where it finds none. The tree is changed. */
export function readableText({ tree }: HtmlPage): string {
  try {
    // Readability reads linkedom's documents, but TypeScript does not know of a DOM here.
    const found = new Readability(tree as never, { disableJSONLD: true }).parse()
    return found?.textContent?.trim() ? (found.content ?? '') : ''
  } catch {
    return ''
  }
}
