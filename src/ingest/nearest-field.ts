import type * as v from 'valibot'

/** The parts of valibot's schemas that lead from a group of fields to the groups within it. */
interface Node {
  readonly entries?: Readonly<Record<string, Node>>
  readonly item?: Node
  readonly wrapped?: Node
  readonly pipe?: readonly Node[]
  readonly options?: readonly Node[]
}

/** More letters than this that differ are another word. */
const MOST_SLIPS = 2

/** The field of a group which somebody who wrote `name` may have meant. `group` is the path of the group in the schema. */
export function nearestField(
  schema: v.GenericSchema,
  group: readonly (string | number)[],
  name: string,
): string | undefined {
  const found = group.reduce<readonly Node[]>(
    (nodes, step) => nodes.flatMap((node) => membersOf(node, step)),
    expand(schema as Node),
  )
  const fields = found.flatMap(({ entries = {} }) => Object.keys(entries))
  const near = fields.map((field) => ({ field, slips: slipsBetween(name.toLowerCase(), field) }))
  const [best] = near.sort((a, b) => a.slips - b.slips)
  return best && best.slips <= Math.min(MOST_SLIPS, best.field.length / 2) ? best.field : undefined
}

function membersOf(node: Node, step: string | number): readonly Node[] {
  const member = typeof step === 'number' ? node.item : node.entries?.[step]
  return member ? expand(member) : []
}

/** What a schema that only wraps others stands for. */
function expand(node: Node): readonly Node[] {
  const within = [node.wrapped, ...(node.pipe ?? []), ...(node.options ?? [])].filter(
    (one) => one !== undefined,
  )
  const others = within.filter((one) => one !== node)
  return [node, ...others.flatMap((one) => (one.pipe?.[0] === node ? [] : expand(one)))]
}

/** How many letters have to be put in, taken out or replaced (Levenshtein). */
function slipsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [at, letter] of [...one.slice(0, 50)].entries()) {
    const next = [at + 1]
    for (const [index, against] of [...other].entries()) {
      const replaced = (row[index] ?? 0) + (letter === against ? 0 : 1)
      next.push(Math.min(replaced, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
