import { describe, expect, it, vi } from 'vitest'
import { SingleFlight } from '../../../src/serve/single-flight.ts'

const ignore = () => {}

/** Work that ends when it is told to. */
function work<Value>() {
  const { promise, resolve, reject } = Promise.withResolvers<Value>()
  return { begin: vi.fn(() => promise), resolve, reject }
}

describe('work that several want at once', () => {
  it('is done once for all of them', async () => {
    const [flight, { begin, resolve }] = [new SingleFlight<string>(1000), work<string>()]
    const wanted = [0, 1, 999].map((now) => flight.share('a', now, ignore, begin))
    resolve('done')
    expect(await Promise.all(wanted)).toEqual(['done', 'done', 'done'])
    expect(begin).toHaveBeenCalledTimes(1)
  })

  it('is not shared by those who want something else', async () => {
    const flight = new SingleFlight<string>(1000)
    const wanted = ['a', 'b'].map((name) => flight.share(name, 0, ignore, async () => name))
    expect(await Promise.all(wanted)).toEqual(['a', 'b'])
  })

  it('is done again when it is over', async () => {
    const flight = new SingleFlight<number>(1000)
    const begin = vi.fn(async () => begin.mock.calls.length)
    expect(await flight.share('a', 0, ignore, begin)).toBe(1)
    expect(await flight.share('a', 0, ignore, begin)).toBe(2)
  })

  it('fails for all of them, and is tried again by the next', async () => {
    const [flight, { begin, reject }] = [new SingleFlight<string>(1000), work<string>()]
    const wanted = [0, 1].map((now) => flight.share('a', now, ignore, begin))
    reject(new Error('no'))
    for (const one of await Promise.allSettled(wanted)) expect(one.status).toBe('rejected')
    expect(await flight.share('a', 2, ignore, async () => 'yes')).toBe('yes')
  })

  it('is not waited for by who comes when it has taken too long', async () => {
    const flight = new SingleFlight<string>(1000)
    const [slow, quick] = [work<string>(), work<string>()]
    const early = flight.share('a', 0, ignore, slow.begin)
    const late = flight.share('a', 1000, ignore, quick.begin)
    slow.resolve('slow')
    expect(await early).toBe('slow')
    // The end of the first is not that of the second.
    const later = flight.share('a', 1001, ignore, async () => 'a third')
    quick.resolve('quick')
    expect(await Promise.all([late, later])).toEqual(['quick', 'quick'])
  })

  it('is kept alive to its end, where a failure is nobody’s', async () => {
    const [flight, { begin, reject }] = [new SingleFlight<string>(1000), work<string>()]
    const alive: Promise<unknown>[] = []
    const keepAlive = (one: Promise<unknown>) => void alive.push(one)
    const wanted = [0, 1].map((now) => flight.share('a', now, keepAlive, begin))
    expect(alive).toHaveLength(1)
    reject(new Error('no'))
    await Promise.allSettled(wanted)
    await expect(alive[0]).resolves.toBeUndefined()
  })
})
