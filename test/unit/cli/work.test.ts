import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Output } from '../../../src/cli/terminal.ts'
import { inTurn, RetriedWork, reportingErrors } from '../../../src/cli/work.ts'

/** An output that keeps what is printed. */
function keeping(): { output: Output; lines: string[] } {
  const lines: string[] = []
  return { output: { out: (line) => lines.push(line), err: (line) => lines.push(line) }, lines }
}

describe('work of a server', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('Work that throws, say because the disk is full, is tried again by itself until it succeeds', async () => {
    const { output, lines } = keeping()
    let tries = 0
    using retried = new RetriedWork(async () => {
      if (++tries <= 3) throw new Error('ENOSPC: no space left on device')
      return 0
    }, output)
    await retried.run()
    for (const [tried, wait] of [
      [1, 1000],
      [2, 2000],
      [3, 4000],
    ] as const) {
      expect(tries).toBe(tried)
      await vi.advanceTimersByTimeAsync(wait - 1)
      expect(tries).toBe(tried)
      await vi.advanceTimersByTimeAsync(1)
    }
    expect(tries).toBe(4)
    await vi.advanceTimersByTimeAsync(600_000)
    expect(tries).toBe(4)
    expect(lines).toEqual(
      [1, 2, 4].map((s) => expect.stringMatching(`^warta: The disk is full: .* Trying again in ${s} s\\.$`)),
    )
  })

  it('Work that throws because the database is damaged is not tried again when it is begun', async () => {
    const { output, lines } = keeping()
    using retried = new RetriedWork(() => Promise.reject(new Error('internal error; reference = x')), output)
    await expect(retried.begin()).rejects.toThrow('internal error')
    expect(lines).toEqual([])
    using other = new RetriedWork(() => Promise.reject(new Error('ENOSPC: no space left on device')), output)
    await other.begin()
    expect(lines).toHaveLength(1)
  })

  it('Work that is asked for while a try is to come takes its place', async () => {
    let tries = 0
    using retried = new RetriedWork(async () => {
      if (++tries === 1) throw new Error('once')
      return 0
    }, keeping().output)
    await retried.run()
    await retried.run()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(tries).toBe(2)
  })

  it('Work is done one piece after the other, also where one throws', async () => {
    const done: string[] = []
    const work = inTurn(async (_, [name = '', wait = '0']) => {
      done.push(`${name} begins`)
      await new Promise((resolve) => setTimeout(resolve, Number(wait)))
      done.push(`${name} ends`)
      if (name === 'a') throw new Error('a fails')
      return 0
    })
    const { output, lines } = keeping()
    const both = Promise.all([reportingErrors(work)(output, ['a', '50']), work(output, ['b'])])
    await vi.advanceTimersByTimeAsync(100)
    expect(await both).toEqual([1, 0])
    expect(done).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
    expect(lines).toEqual(['warta: a fails'])
  })
})
