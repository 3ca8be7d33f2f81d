import { DEPTH_LIMIT } from '../common/importer.ts'
import { isMembers, type Members } from '../feed/feed-json.ts'

// The best first: a page may also describe itself as an Article about its article.
const TYPES: readonly RegExp[] = [/NewsArticle$/, /^(?:Article|Report)$/, /^(?:BlogPosting|LiveBlogPosting)$/]

/** What the scripts of a page say of its article, by schema.org. */
export interface Linked {
  readonly article: Members
  /** What a reference `{"@id": …}` points to. */
  readonly resolve: (value: unknown) => unknown
}

/** The article among the JSON-LD of a page: in arrays, in @graph, as the main entity. Broken scripts are skipped. */
export function articleIn(scripts: readonly string[]): Linked | undefined {
  const nodes = scripts.flatMap((script) => nodesIn(parse(script)))
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

// Reversed, so that what stands first is taken first.
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

// Editors' systems leave line ends in strings, and comments around scripts for browsers of old.
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
