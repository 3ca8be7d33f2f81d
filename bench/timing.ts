/** Something to time: it does its work once and gives back what it made, so that nothing can be left out. */
export interface Candidate {
  readonly name: string
  readonly run: () => string | Promise<string>
}

export interface Timing {
  readonly name: string
  /** Median milliseconds of one run. */
  readonly ms: number
  readonly bytes: number
}

const WARM_UP = 5
const ROUNDS = 31
const ROUND_MS = 50

/** Times candidates in turn, round after round, so that a slow moment of the machine hits all of them. */
export async function compare(candidates: readonly Candidate[]): Promise<Timing[]> {
  const times = candidates.map((): number[] => [])
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const [index, candidate] of candidates.entries()) {
      const ms = await timeOne(candidate)
      if (round >= 0) times[index]?.push(ms)
    }
  }
  return Promise.all(
    candidates.map(async ({ name, run }, index) => ({
      name,
      ms: median(times[index] ?? []),
      bytes: new TextEncoder().encode(await run()).length,
    })),
  )
}

async function timeOne({ run }: Candidate): Promise<number> {
  const begin = performance.now()
  let runs = 0
  let length = 0
  do {
    // Reading a character makes an engine put the pieces of a text together that it only noted so far.
    length += (await run()).charCodeAt(0) ? 1 : 0
    runs++
  } while (performance.now() - begin < ROUND_MS)
  if (length === 0) throw new Error('A candidate wrote nothing')
  return (performance.now() - begin) / runs
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
