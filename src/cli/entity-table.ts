import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { htmlDecodeTree } from '../../node_modules/entities/dist/esm/decode.js'
import { GAP, KIND_MARKS, LINK, MORE, type PackedTree, ZERO } from '../bundle/entity-tree.ts'

/** Writes the module that the Worker's bundle has in place of the table of the entities package, into a folder of `dist`. */
export async function writeEntityTable(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const packed = JSON.stringify(packTree(htmlDecodeTree))
  const module =
    "import { entityTree } from '../../src/bundle/entity-tree.ts'\n" +
    `export const htmlDecodeTree = /* @__PURE__ */ entityTree(${packed})\n`
  const file = join(folder, 'entity-table.js')
  // Two servers may start at the same time, and both write this file. It is there as a whole, or not at all.
  await writeFile(`${file}.${process.pid}`, module)
  await rename(`${file}.${process.pid}`, file)
}

/** The table of the entities package in a form that compresses well. */
export function packTree(tree: Uint16Array): PackedTree {
  const packer = new Packer(tree)
  packer.pack()
  const { nodes, kinds, units, links } = packer
  const most = [...Map.groupBy(kinds, (kind) => kind)].sort(([, one], [, other]) => other.length - one.length)
  const table = most.map(([kind]) => kind)
  const parts = [...new Set(units.map((unit) => unit >> 6))]
  const high = units.map((unit) => parts.indexOf(unit >> 6))
  return {
    size: tree.length,
    nodes: nodes.map((one) => (typeof one === 'string' ? one : markOf(table.indexOf(one.kind)))).join(''),
    kinds: table,
    units: digits([...high, ...units.map((unit) => unit & 63)]),
    parts,
    links: digits(links.flatMap((place) => [place >> 12, (place >> 6) & 63, place & 63])),
  }
}

function markOf(kind: number): string {
  return KIND_MARKS[kind] ?? MORE + String.fromCharCode(ZERO + kind - KIND_MARKS.length)
}

function digits(values: readonly number[]): string {
  return String.fromCharCode(...values.map((value) => ZERO + value))
}

/** Goes through a tree in the order in which its nodes stand. */
class Packer {
  readonly nodes: (string | { readonly kind: number })[] = []
  readonly kinds: number[] = []
  readonly units: number[] = []
  readonly links: number[] = []
  readonly #tree: Uint16Array
  #end = 0

  constructor(tree: Uint16Array) {
    this.#tree = tree
  }

  pack(): void {
    const first = this.#next()
    const count = first >> 14
    const length = (first >> 7) & 63
    if (count === 1) {
      this.#addKind(first & 0xe000)
      this.units.push(first & 0x1fff)
      return
    }
    for (let n = 1; n < count; n++) this.units.push(this.#next())
    const character = first & 127
    const kind = character ? (first - character) | 1 : first
    if (kind !== 1) this.#addKind(kind)
    if (character) this.#addCharacter(character)
    if (count === 0 && first & 0x2000) this.#packRun(length)
    else if (length > 0) this.#packBranches(length, character === 0)
    else if (character) this.pack()
  }

  #packRun(length: number): void {
    for (let n = 1; n < length; n += 2) {
      const two = this.#next()
      this.#addCharacter(two & 255)
      if (two >> 8) this.#addCharacter(two >> 8)
    }
    this.pack()
  }

  #packBranches(length: number, hasKeys: boolean): void {
    const keys = Array.from({ length: hasKeys ? (length + 1) >> 1 : 0 }, () => this.#next())
    const places = Array.from({ length }, () => this.#next())
    for (const [n, place] of places.entries()) {
      if (hasKeys) this.#addCharacter(((keys[n >> 1] ?? 0) >> ((n & 1) * 8)) & 255)
      if (!hasKeys && place === 0) this.nodes.push(GAP)
      else this.#packBranch(hasKeys ? place : place - 1)
    }
  }

  #packBranch(place: number): void {
    if (place === this.#end) this.pack()
    else {
      this.nodes.push(LINK)
      this.links.push(place)
    }
  }

  #next(): number {
    return this.#tree[this.#end++] ?? 0
  }

  #addKind(kind: number): void {
    this.kinds.push(kind)
    this.nodes.push({ kind })
  }

  #addCharacter(code: number): void {
    this.nodes.push(String.fromCharCode(code))
  }
}
