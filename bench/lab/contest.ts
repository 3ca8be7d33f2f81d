import { median } from '../median.ts'
import { type Load, load, type Request } from './load.ts'
import type { RunningWorker } from './workers.ts'

/** A Worker, what it is asked, and the status that its answers must have. */
export interface Contestant<Name extends string> {
  readonly name: Name
  readonly worker: RunningWorker
  readonly request: Request
  readonly status: number
}

export interface Standing {
  /** Requests a second: the median of the runs. */
  readonly perSecond: number
  /** These by those of the first contestant in the same run: the median of the runs. */
  readonly ratio: number
  /** Microseconds of workerd's processor time for one request: the median of the runs. */
  readonly processor: number
  /** The part of one processor that workerd had. */
  readonly busy: number
}

const RUNS = 9
const SLICES = 8
const SLICE_SECONDS = 0.25

/**
 * Loads Workers in turn: nine runs, each of two seconds for every contestant, cut into slices that alternate,
 * so that a slow moment of the machine hits all of them. Before them one run that is not counted.
 */
export async function contest<Name extends string>(
  contestants: readonly Contestant<Name>[],
  quick: boolean,
): Promise<Record<Name, Standing>> {
  const runs: Load[][] = []
  for (let run = -1; run < (quick ? 3 : RUNS); run++) {
    const loads = await oneRun(contestants, quick || run < 0 ? 2 : SLICES)
    if (run >= 0) runs.push(loads)
  }
  const standing = (index: number): Standing => {
    const of = (what: (load: Load, base: Load) => number) =>
      median(runs.flatMap((loads) => (loads[index] && loads[0] ? [what(loads[index], loads[0])] : [])))
    return {
      perSecond: of((one) => one.perSecond),
      ratio: of((one, base) => one.perSecond / base.perSecond),
      processor: of((one) => one.processor),
      busy: of((one) => one.busy),
    }
  }
  const standings = contestants.map(({ name }, index) => [name, standing(index)] as const)
  return Object.fromEntries(standings) as Record<Name, Standing>
}

async function oneRun(contestants: readonly Contestant<string>[], slices: number): Promise<Load[]> {
  const parts = contestants.map((): Load[] => [])
  for (let slice = 0; slice < slices; slice++) {
    for (const [index, { worker, request, status }] of contestants.entries()) {
      parts[index]?.push(await load(worker, request, { seconds: SLICE_SECONDS, status }))
    }
  }
  return parts.map(mean)
}

function mean(loads: readonly Load[]): Load {
  const of = (what: keyof Load) => loads.reduce((sum, load) => sum + load[what], 0) / loads.length
  return { perSecond: of('perSecond'), processor: of('processor'), busy: of('busy') }
}
