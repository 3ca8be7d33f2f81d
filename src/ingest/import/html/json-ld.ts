import { DEPTH_LIMIT } from '../common/importer.ts'
import { isMembers, type Members } from '../common/json-members.ts'

// The best first: beside a NewsArticle a page may describe itself as an Article.
const TYPES: readonly RegExp[] = [/NewsArticle$/, /^(?:Article|Report)$/, /^(?:BlogPosting|LiveBlogPosting)$/]

/** An article in the scripts of a page, as schema.org describes it. */
export interface Linked {
  readonly article: Members
  /** What a reference `{"@id": …}` points to. */
  readonly resolve: (value: unknown) => unknown
}

/**
 * Finds the article in the JSON-LD of a page: by itself, in arrays, in @graph, or as the main entity. Scripts
 * that are no JSON are skipped.
 */
export function articleIn(scripts: readonly string[]): Linked | undefined {
  return articleAmong(scripts.flatMap((script) => nodesIn(parse(script))))
}

/** The article among the items that a page describes. */
export function articleAmong(nodes: readonly Members[]): Linked | undefined {
  const byId = new Map<unknown, Members>()
  for (const node of nodes) {
    if (Object.keys(node).length > 1 && !byId.has(node['@id'])) byId.set(node['@id'], node)
  }
  const article = TYPES.flatMap((type) => nodes.filter((node) => isOf(node, type)))[0]
  return (
    article && {
      article,
      resolve: (value) => (isReference(value) ? (byId.get(value['@id']) ?? value) : value),
    }
  )
}

function nodesIn(root: unknown): Members[] {
  const found: Members[] = []
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: root, depth: 0 }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next
    if (isMembers(value)) found.push(value)
    if (depth < DEPTH_LIMIT) for (const inner of within(value)) open.push({ value: inner, depth: depth + 1 })
  }
  return found
}

// In reversed order: the list of open values is a stack, of which the last is taken first.
function within(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.toReversed()
  if (!isMembers(value)) return []
  const { '@graph': graph, mainEntity, mainEntityOfPage, publisher, author } = value
  return [author, publisher, mainEntityOfPage, mainEntity, graph].filter((one) => typeof one === 'object')
}

function isOf({ '@type': type }: Members, wanted: RegExp): boolean {
  return [type].flat().some((one) => typeof one === 'string' && wanted.test(one.replace(/^.*[/:]/, '')))
}

function isReference(value: unknown): value is Members {
  return isMembers(value) && '@id' in value && Object.keys(value).length === 1
}

// Editorial systems leave line ends in strings, and around scripts the comments that old browsers needed.
function parse(script: string): unknown {
  const bare = script.replace(
    /^\s*(?:<!--|<!\[CDATA\[|\/\*<!\[CDATA\[\*\/)|(?:-->|\]\]>|\/\*\]\]>\*\/)\s*$/g,
    '',
  )
  return parseJson(bare) ?? parseJson(bare.replace(/\p{Cc}+/gu, ' '))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
