import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { innermostBase } from '../common/web-addresses.ts'

/** A parsed HTML page: what stands in its head, and its tree. */
export interface HtmlPage {
  readonly tree: unknown
  /** The contents of meta elements by property, name or itemprop, in lower case. */
  readonly metas: ReadonlyMap<string, readonly string[]>
  /** The texts of its JSON-LD scripts. */
  readonly scripts: readonly string[]
  readonly title: string | undefined
  readonly heading: string | undefined
  readonly language: string | undefined
  readonly canonical: string | undefined
  /** The first `<time datetime>`. */
  readonly time: string | undefined
  readonly base: string | undefined
}

interface Element {
  getAttribute(name: string): string | null
  readonly textContent: string | null
}

interface Tree {
  querySelectorAll(selector: string): Iterable<Element>
}

/** Parses a page. Throws where linkedom does. */
export function parsePage(text: string, url: string | undefined): HtmlPage {
  const tree: Tree = parseHTML(text).document
  const all = (selector: string) => [...tree.querySelectorAll(selector)]
  const attribute = (selector: string, name: string) => all(selector)[0]?.getAttribute(name) ?? undefined
  const content = (selector: string) => all(selector)[0]?.textContent?.trim() || undefined
  return {
    tree,
    metas: metasOf(all('meta')),
    scripts: all('script[type="application/ld+json"]').map((script) => script.textContent ?? ''),
    title: content('title'),
    heading: content('h1'),
    language: attribute('html', 'lang'),
    canonical: attribute('link[rel~="canonical"]', 'href'),
    time: attribute('time[datetime]', 'datetime'),
    base: innermostBase([url, attribute('base[href]', 'href')]),
  }
}

function metasOf(elements: readonly Element[]): Map<string, string[]> {
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
