import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LONGEST_WAIT, SingleFlight } from '../../../src/serve/single-flight.ts'

const ignore = () => {}

/** Work whose result is kept in a shelf that all requests look at, and that ends when it is told to. */
class TestWork {
  readonly name: string
  readonly begun = vi.fn()
  kept: string | undefined
  readonly #end = Promise.withResolvers<string>()

  constructor(name = 'a') {
    this.name = name
  }

  readonly find = () => this.kept

  readonly make = async () => {
    this.begun()
    this.kept = await this.#end.promise
    return this.kept
  }

  end(value: string): void {
    this.#end.resolve(value)
  }

  fail(): void {
    this.#end.reject(new Error('no'))
  }
}

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('work that several requests want at once', () => {
  it('is not begun where its result is there already', async () => {
    const work = new TestWork()
    work.kept = 'there'
    expect(await new SingleFlight().share(ignore, work)).toBe('there')
    expect(work.begun).not.toHaveBeenCalled()
  })

  it('is done once for all of them', async () => {
    const [flight, work] = [new SingleFlight(), new TestWork()]
    const wanted = [1, 2, 3].map(() => flight.share(ignore, work))
    await vi.advanceTimersByTimeAsync(500)
    work.end('done')
    await vi.advanceTimersByTimeAsync(50)
    expect(await Promise.all(wanted)).toEqual(['done', 'done', 'done'])
    expect(work.begun).toHaveBeenCalledTimes(1)
  })

  it('is not waited for by those who want something else', async () => {
    const [flight, work] = [new SingleFlight(), new TestWork()]
    const slow = flight.share(ignore, work)
    const other = { name: 'b', find: () => undefined, make: async () => 'other' }
    expect(await flight.share(ignore, other)).toBe('other')
    work.end('done')
    expect(await slow).toBe('done')
  })

  it('shares what is finished and no promise: a promise that never ends holds up only who made it', async () => {
    const [flight, work] = [new SingleFlight(), new TestWork()]
    const first = flight.share(ignore, work)
    const second = flight.share(ignore, { ...work, find: () => work.kept })
    work.kept = 'left by somebody'
    await vi.advanceTimersByTimeAsync(50)
    expect(await second).toBe('left by somebody')
    expect(await Promise.race([first, 'still waiting'])).toBe('still waiting')
  })

  it('that fails for one of them is begun again by the next, who waited', async () => {
    const [flight, work] = [new SingleFlight(), new TestWork()]
    const first = flight.share(ignore, work)
    const second = flight.share(ignore, { ...work, find: work.find, make: async () => 'made by the second' })
    work.fail()
    await expect(first).rejects.toThrow('no')
    await vi.advanceTimersByTimeAsync(50)
    expect(await second).toBe('made by the second')
  })

  it('is begun again by who has waited too long, and by all who come later', async () => {
    const [flight, work] = [new SingleFlight(), new TestWork()]
    const slow = flight.share(ignore, work)
    const quick = { name: 'a', find: () => undefined, make: async () => 'quick' }
    const waiting = flight.share(ignore, quick)
    await vi.advanceTimersByTimeAsync(LONGEST_WAIT - 100)
    expect(await Promise.race([waiting, 'still waiting'])).toBe('still waiting')
    await vi.advanceTimersByTimeAsync(200)
    expect(await waiting).toBe('quick')
    expect(await flight.share(ignore, quick)).toBe('quick')
    work.end('slow')
    expect(await slow).toBe('slow')
  })

  it('is begun again by who has waited too long, also where the clock stands still', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    vi.spyOn(Date, 'now').mockReturnValue(0)
    const [flight, work] = [new SingleFlight(), new TestWork()]
    void flight.share(ignore, work)
    const waiting = flight.share(ignore, { name: 'a', find: () => undefined, make: async () => 'quick' })
    await vi.advanceTimersByTimeAsync(2 * LONGEST_WAIT)
    expect(await waiting).toBe('quick')
    vi.restoreAllMocks()
  })

  it('is kept alive to its end by the request that does it, where a failure is nobody’s', async () => {
    const [flight, work] = [new SingleFlight(), new TestWork()]
    const alive: Promise<unknown>[] = []
    const result = flight.share((one) => void alive.push(one), work)
    expect(alive).toHaveLength(1)
    work.fail()
    await expect(result).rejects.toThrow('no')
    await expect(alive[0]).resolves.toBeUndefined()
  })
})
