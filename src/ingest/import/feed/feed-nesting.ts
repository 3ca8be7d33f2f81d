import { Parser } from 'htmlparser2'

const PIECE = 65_536

/** Whether elements stand deeper in one another than that: readers of the tree would recurse. */
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
  // In pieces, because only between them can it be stopped.
  for (let at = 0; at < text.length && deepest <= limit; at += PIECE) parser.write(text.slice(at, at + PIECE))
  return deepest > limit
}

/** Whether a document has more elements and texts than that. */
export function hasMoreNodes(text: string, limit: number): boolean {
  let nodes = 0
  const count = () => {
    nodes += 1
  }
  const parser = new Parser({ onopentag: count, ontext: count })
  for (let at = 0; at < text.length && nodes <= limit; at += PIECE) parser.write(text.slice(at, at + PIECE))
  return nodes > limit
}
