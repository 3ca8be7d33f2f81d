import { median } from '../median.ts'

/** How much more at the end is called growth, as a part. */
const TOLERANCE = 0.05

/** How a memory moved in a phase of the run. */
export interface Growth {
  /** What it was at the end by what it was in the middle, minus 1. */
  readonly part: number
  readonly isGrowing: boolean
}

/**
 * Whether a memory still grew at the end of a phase. `values` were measured at equal distances. In the first third what is
 * kept on purpose fills; the medians of the other two are compared, so that one high moment decides nothing.
 */
export function growthOf(values: readonly number[]): Growth {
  const third = Math.floor(values.length / 3)
  const part = median(values.slice(2 * third)) / median(values.slice(third, 2 * third)) - 1
  return { part, isGrowing: part > TOLERANCE }
}
