import type { Author, Role } from '../../../model/article.ts'
import type { Mention } from '../common/importer.ts'
import type { NameWords, PageLayout } from './page-layouts.ts'
import { behindLabel, webAddress } from './page-text-lines.ts'

// A comma, or an ampersand, but not the comma before a degree: `Sari, M.Si`.
const BETWEEN_NAMES = /&|,(?! ?(?:\p{Lu}\p{L}{0,3}\.){1,3}\p{L}{0,4}\.? ?(?:[,&]|$))/u

/** Reads a line such as `Rep: A dan B/ Red: C`, `undefined` where it begins with no such label. */
export function readByline(text: string, layout: PageLayout): Author[] | undefined {
  const labels = layout.credits.flatMap((credit) => credit.labels)
  if (behindLabel(text, labels) === undefined) return undefined
  const found = [...text.matchAll(/(?<![\p{L}\p{N}])(\p{L}+) ?:/gu)]
    .map((match) => ({
      role: roleOf(match[1] ?? '', layout),
      start: match.index,
      end: match.index + match[0].length,
    }))
    .filter((label): label is { role: Role; start: number; end: number } => label.role !== undefined)
  return found.flatMap(({ role, end }, index) => {
    const value = text.slice(end, found[index + 1]?.start)
    return splitNames(value, layout.names).map((name) => ({ name, role }))
  })
}

/** The organisations of a source line, nearest first. */
export function readSources(value: string, layout: PageLayout): Mention[] {
  const address = /^https?:\/\/\S+$/i.test(value) ? webAddress(value) : undefined
  if (address !== undefined) {
    const { hostname, origin } = new URL(address)
    return [{ name: hostname.replace(/^www\./, ''), home: `${origin}/` }]
  }
  const chain = splitWords(value, layout.names.via).reverse()
  return chain.flatMap((part) => splitNames(part, layout.names)).map((name) => ({ name: withoutStop(name) }))
}

function roleOf(label: string, layout: PageLayout): Role | undefined {
  return layout.credits.find(({ labels }) => labels.includes(label.toLowerCase()))?.role
}

/** The names of a list: joined by commas, slashes, ampersands or words. */
function splitNames(list: string, words: NameWords): string[] {
  return list
    .split(/[/|;+]/)
    .flatMap((part) => (isWhole(part, words) ? [part] : splitWords(part, words.and)))
    .flatMap((part) => (isWhole(part, words) ? [part] : part.split(BETWEEN_NAMES)))
    .map((name) => name.replace(/^[\s:,-]+|[\s:,-]+$/g, ''))
    .filter((name) => /[\p{L}\p{N}]/u.test(name))
}

function isWhole(name: string, words: NameWords): boolean {
  return words.whole.includes(name.trim().split(' ', 1)[0]?.toLowerCase() ?? '')
}

function splitWords(text: string, joining: readonly string[]): string[] {
  const groups: string[][] = [[]]
  for (const word of text.trim().split(' ')) {
    if (joining.includes(word.toLowerCase())) groups.push([])
    else groups.at(-1)?.push(word)
  }
  return groups.map((words) => words.join(' '))
}

function withoutStop(name: string): string {
  return name.indexOf('.') === name.length - 1 ? name.slice(0, -1) : name
}
