import { Parser } from 'htmlparser2'

// What can be told of markup before a tree is built of it.

/** The local name of a document's outermost element, behind declaration, comments and DOCTYPE. */
export function rootName(text: string): string | undefined {
  const at = rootIndex(text)
  if (at < 0) return undefined
  return /^<(?:[\w.-]+:)?([\w.-]+)[\s/>]/.exec(text.slice(at, at + 200))?.[1]
}

/** Where the outermost element begins; -1 where there is none, or where a text stands before it. */
export function rootIndex(text: string): number {
  if (!/^\uFEFF?\s*</.test(text)) return -1
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const end = prologEnd(text, at)
    if (end === undefined) return at
    if (end < 0) return -1
    at = end
  }
  return -1
}

/** Where a declaration, comment or DOCTYPE ends; -1 where it does not, `undefined` where there is none. */
function prologEnd(text: string, at: number): number | undefined {
  if (text.startsWith('<?', at)) return after(text, '?>', at)
  if (text.startsWith('<!--', at)) return after(text, '-->', at)
  if (!text.startsWith('<!', at)) return undefined
  const close = text.indexOf('>', at)
  if (close < 0) return -1
  const subset = text.slice(at, close).indexOf('[')
  if (subset < 0) return close + 1
  const end = text.indexOf(']', at + subset)
  return end < 0 ? -1 : after(text, '>', end)
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  return at < 0 ? -1 : at + mark.length
}

const PIECE = 65_536

/** Whether elements stand deeper in one another than that: functions that walk the tree would exhaust the stack. */
export function nestedDeeper(text: string, limit: number): boolean {
  let depth = 0
  let deepest = 0
  const parser = new Parser({
    onopentag: () => {
      depth += 1
      deepest = Math.max(deepest, depth)
      if (deepest > limit) parser.pause()
    },
    onclosetag: () => {
      depth -= 1
    },
  })
  writeWhile(parser, text, () => deepest <= limit)
  return deepest > limit
}

/** Whether a document has more elements and texts than that. */
export function hasMoreNodes(text: string, limit: number): boolean {
  let nodes = 0
  const count = () => {
    nodes += 1
  }
  writeWhile(new Parser({ onopentag: count, ontext: count }), text, () => nodes <= limit)
  return nodes > limit
}

// In pieces, because the parser can be left only between them.
function writeWhile(parser: Parser, text: string, goesOn: () => boolean): void {
  for (let at = 0; at < text.length && goesOn(); at += PIECE) parser.write(text.slice(at, at + PIECE))
}
