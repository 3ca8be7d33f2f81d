import type { Server } from '../support/commands.ts'
import type { StoredItem } from './reader.ts'

/** What a feed has of one item: every reader should show it, whatever the format. */
export interface PromisedItem {
  readonly title: string
  /** Who is named first, as the reporter or whoever stands for one. */
  readonly author: string
  /** The sentence with the whole chain of credit. */
  readonly credit: string
}

interface JsonFeed {
  readonly items: readonly {
    readonly title: string
    readonly authors: readonly [{ readonly name: string }]
    readonly _attribution: { readonly credit: string }
  }[]
}

/** What the feed of everything has now. Its JSON says it as data; `query` may ask for more items. */
export async function promisedItems(server: Server, query: string): Promise<PromisedItem[]> {
  const { items } = JSON.parse(await server.text(`/feed.json${query}`)) as JsonFeed
  return items.map(({ title, authors, _attribution }) => {
    return { title: spaced(title), author: spaced(authors[0].name), credit: spaced(_attribution.credit) }
  })
}

/** How many of the promised items are there, and how many of these with all that was promised. */
export interface Kept {
  readonly items: number
  readonly named: number
  readonly credited: number
  /** What is missing, a sentence each. */
  readonly missing: readonly string[]
}

/** Compares what a reader has stored with what was promised; titles tell the items apart. */
export function keptPromises(promised: readonly PromisedItem[], stored: readonly StoredItem[]): Kept {
  const byTitle = new Map(stored.map((item) => [spaced(item.title), item]))
  const [items, named, credited]: [string[], string[], string[]] = [[], [], []]
  for (const { title, author, credit } of promised) {
    const item = byTitle.get(title)
    if (!item) {
      items.push(`There is no item "${title}"`)
      continue
    }
    if (!spaced(item.byline).includes(author))
      named.push(`"${title}" is by "${item.byline}", not by "${author}"`)
    if (!shows(item.body, credit)) credited.push(`"${title}" has no credit: "${credit}"`)
  }
  const there = promised.length - items.length
  return {
    items: there,
    named: there - named.length,
    credited: there - credited.length,
    missing: [...items, ...named, ...credited],
  }
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

/** Whether a body has a sentence, be the body HTML or plain text. */
function shows(body: string, sentence: string): boolean {
  return textOf(body).includes(sentence) || spaced(body).includes(sentence)
}

/** The text of HTML. */
function textOf(body: string): string {
  const text = body
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/&(#x?[\da-f]+|\w+);/gi, (whole, name: string) => {
      if (!name.startsWith('#')) return NAMED[name] ?? whole
      const isHex = /^#x/i.test(name)
      return String.fromCodePoint(Number.parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10))
    })
  return spaced(text)
}

function spaced(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
