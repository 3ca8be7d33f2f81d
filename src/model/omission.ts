import { oneLine } from './text.ts'

/**
 * What can be left out of a feed that is polled. `refused`: an item that can be no article. `waiting`: an item for which a
 * cap had no room, and which the next poll may take. `copy`: an item whose story is there already. `cut`: a part of an
 * item that is faulty or too long. `image`: one that counts readers.
 * `withdrawn`: an item whose article was taken out here.
 */
export const OMISSION_KINDS = ['refused', 'waiting', 'copy', 'cut', 'image', 'withdrawn'] as const
export type OmissionKind = (typeof OMISSION_KINDS)[number]

/** Something that was left out, and why. */
export interface Omission {
  readonly kind: OmissionKind
  /** What the item calls itself; empty for the whole document. */
  readonly item: string
  /** A sentence. */
  readonly reason: string
}

/** How many omissions of one kind there were, and the first few of them, each `item: reason`. */
export interface OmissionGroup {
  readonly kind: OmissionKind
  readonly number: number
  readonly first: readonly string[]
}

const FIRST = 5
const LONGEST_ITEM = 80
const LONGEST_REASON = 300

/** Omissions by kind, in a form that is small however many there are. */
export function groupOmissions(omissions: readonly Omission[]): OmissionGroup[] {
  return OMISSION_KINDS.flatMap((kind) => {
    const all = omissions.filter((one) => one.kind === kind)
    return all.length === 0 ? [] : [{ kind, number: all.length, first: all.slice(0, FIRST).map(textOf) }]
  })
}

function textOf({ item, reason }: Omission): string {
  const name = shortened(item, LONGEST_ITEM)
  return `${name && `${name}: `}${shortened(reason, LONGEST_REASON)}`
}

function shortened(text: string, limit: number): string {
  const line = oneLine(text.slice(0, limit * 2))
  return line.length > limit ? `${oneLine(line.slice(0, limit - 1))}…` : line
}

const NAMES: Readonly<Record<OmissionKind, readonly [one: string, many: string]>> = {
  refused: ['item not taken', 'items not taken'],
  waiting: ['item left for the next poll', 'items left for the next poll'],
  copy: ['copy of another story left out', 'copies of other stories left out'],
  cut: ['part cut or left out', 'parts cut or left out'],
  image: ['image left out', 'images left out'],
  withdrawn: ['withdrawn item left out', 'withdrawn items left out'],
}

/** The number and name of a group: `2 items not taken`. */
export function omissionCount({ kind, number }: Pick<OmissionGroup, 'kind' | 'number'>): string {
  return `${number} ${NAMES[kind][number === 1 ? 0 : 1]}`
}

/** Everything that a group says, a line for each of the first few. */
export function omissionLines(group: OmissionGroup): string[] {
  const { kind, number, first } = group
  const rest = number - first.length
  const more = rest > 0 ? [`${omissionCount({ kind, number: rest })} besides`] : []
  return [...first.map((one) => `${NAMES[kind][0].replace(/^item /, '')}: ${one}`), ...more]
}
