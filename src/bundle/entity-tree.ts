// The table of HTML's named character references, as the entities package has it: a tree that its EntityDecoder walks
// through. The package's own text of it takes 20 KB of the compressed bundle, this form 10.

/**
 * The tree, packed by src/cli/entity-table.ts. Nodes come in the order in which they stand in the tree, so that most of its
 * pointers need not be said.
 */
export interface PackedTree {
  /** How many numbers the tree has. */
  readonly size: number
  /**
   * Each node: its kind, its characters, and what is below it. A letter or digit instead of a kind is that of a node with
   * one branch and nothing else, which most of them are.
   */
  readonly nodes: string
  /** The first numbers of nodes without their units and characters. The lowest bit says that a character belongs in it. */
  readonly kinds: readonly number[]
  /** The UTF-16 units that names mean: a digit for the place in `parts` of each, then a digit for its lowest six bits. */
  readonly units: string
  /** The units' upper bits. */
  readonly parts: readonly number[]
  /** Three digits for each pointer to a node that stands further up. */
  readonly links: string
}

/** The marks of the first kinds. The others have `MORE` and a digit. */
export const KIND_MARKS = " !#$%&'()*+,-./:<=>?@[]^_{|"
export const MORE = '}'
/** In place of a branch: there is none for this character. */
export const GAP = '~'
/** In place of a branch: it is one that stands further up. */
export const LINK = '`'
/** The first of 64 characters that stand for six bits. */
export const ZERO = '0'.charCodeAt(0)

// Parts of a node's first number: how many units it means and one, how many branches or characters follow. Without units
// the flag says that the characters of the only name below follow, two in a number.
const UNITS_SHIFT = 14
const RUN = 1 << 13
const SIZE_SHIFT = 7
const SIZE = 63

/** The tree as numbers. */
export function entityTree(packed: PackedTree): Uint16Array {
  const unpacker = new Unpacker(packed)
  unpacker.addNode()
  return unpacker.tree
}

class Unpacker {
  readonly tree: Uint16Array
  readonly #packed: PackedTree
  #end = 0
  #node = 0
  #unit = 0
  #link = 0

  constructor(packed: PackedTree) {
    this.#packed = packed
    this.tree = new Uint16Array(packed.size)
  }

  /** Adds the next node and all that come with it. Returns its place. */
  addNode(): number {
    const place = this.#end++
    const kind = this.#nextKind()
    const count = kind >> UNITS_SHIFT
    if (count === 1) {
      this.tree[place] = kind | this.#nextUnit()
      return place
    }
    for (let n = 1; n < count; n++) this.tree[this.#end++] = this.#nextUnit()
    const hasCharacter = (kind & 1) === 1
    this.tree[place] = hasCharacter ? (kind - 1) | this.#nextCharacter() : kind
    const length = (kind >> SIZE_SHIFT) & SIZE
    if (count === 0 && kind & RUN) this.#addRun(length)
    else if (length > 0) hasCharacter ? this.#addList(length) : this.#addKeyed(length)
    else if (hasCharacter) this.addNode()
    return place
  }

  #addRun(length: number): void {
    for (let n = 1; n < length; n += 2) {
      const low = this.#nextCharacter()
      this.tree[this.#end++] = n + 1 < length ? low | (this.#nextCharacter() << 8) : low
    }
    this.addNode()
  }

  // The node has a branch for each character from its first one on. A zero means that no name goes on with that character.
  #addList(length: number): void {
    const first = this.#end
    this.#end += length
    for (let n = 0; n < length; n++) {
      if (this.#packed.nodes.charAt(this.#node) === GAP) this.#node++
      else this.tree[first + n] = this.#addBranch() + 1
    }
  }

  // Branches of the characters that come first, two in a number.
  #addKeyed(length: number): void {
    const keys = this.#end
    const first = keys + ((length + 1) >> 1)
    this.#end = first + length
    for (let n = 0; n < length; n++) {
      const at = keys + (n >> 1)
      this.tree[at] = (this.tree[at] ?? 0) | (this.#nextCharacter() << ((n & 1) * 8))
      this.tree[first + n] = this.#addBranch()
    }
  }

  #addBranch(): number {
    const { nodes, links } = this.#packed
    if (nodes.charAt(this.#node) !== LINK) return this.addNode()
    this.#node++
    const [high, middle, low] = [
      digit(links, this.#link),
      digit(links, this.#link + 1),
      digit(links, this.#link + 2),
    ]
    this.#link += 3
    return (high << 12) | (middle << 6) | low
  }

  #nextKind(): number {
    const { nodes, kinds } = this.#packed
    const mark = nodes.charAt(this.#node++)
    const at = mark === MORE ? KIND_MARKS.length + digit(nodes, this.#node++) : KIND_MARKS.indexOf(mark)
    if (at >= 0) return kinds[at] ?? 0
    this.#node--
    return 1
  }

  #nextUnit(): number {
    const { units, parts } = this.#packed
    const part = parts[digit(units, this.#unit)] ?? 0
    return (part << 6) | digit(units, units.length / 2 + this.#unit++)
  }

  #nextCharacter(): number {
    return this.#packed.nodes.charCodeAt(this.#node++)
  }
}

function digit(text: string, at: number): number {
  return text.charCodeAt(at) - ZERO
}
