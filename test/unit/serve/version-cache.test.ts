import { describe, expect, it, vi } from 'vitest'
import { type Version, VersionCache } from '../../../src/serve/version-cache.ts'

const version = (revision: number): Version => ({ revision, modified: revision })

/** The revision that a cache gives at a time, where the database has this one. */
async function revisionAt(cache: VersionCache<Version>, now: number, stored: number | null) {
  const read = vi.fn(async () => (stored === null ? null : version(stored)))
  const found = await cache.current('a', now, read)
  return { revision: found?.revision, reads: read.mock.calls.length }
}

describe('a version', () => {
  it('is read, then taken for the current one for less than a second', async () => {
    const cache = new VersionCache<Version>()
    expect(await revisionAt(cache, 0, 1)).toEqual({ revision: 1, reads: 1 })
    expect(await revisionAt(cache, 999, 2)).toEqual({ revision: 1, reads: 0 })
    expect(await revisionAt(cache, 1000, 2)).toEqual({ revision: 2, reads: 1 })
  })

  it('is not read where it is known', async () => {
    const cache = new VersionCache<Version>()
    cache.learn('a', version(1), 0)
    expect(await cache.current('a', 1, () => Promise.reject(new Error()))).toEqual(version(1))
  })

  it('is read by each of those who come while it is unknown: none waits for the promise of another', async () => {
    const cache = new VersionCache<Version>()
    const neverRead = cache.current('a', 0, () => new Promise(() => {}))
    expect(await revisionAt(cache, 0, 7)).toEqual({ revision: 7, reads: 1 })
    expect(await Promise.race([neverRead, 'still waiting'])).toBe('still waiting')
  })

  it('is read again where the clock went back by more than a second', async () => {
    const cache = new VersionCache<Version>()
    await revisionAt(cache, 10_000, 1)
    expect(await revisionAt(cache, 5000, 2)).toEqual({ revision: 2, reads: 1 })
  })

  it('that is not there is not remembered', async () => {
    const cache = new VersionCache<Version>()
    expect(await revisionAt(cache, 0, null)).toEqual({ revision: undefined, reads: 1 })
    expect(await revisionAt(cache, 0, 1)).toEqual({ revision: 1, reads: 1 })
    expect(await revisionAt(cache, 1000, null)).toEqual({ revision: undefined, reads: 1 })
    expect(await revisionAt(cache, 1000, 2)).toEqual({ revision: 2, reads: 1 })
  })

  it('is one of each name', async () => {
    const cache = new VersionCache<Version>()
    cache.learn('b', version(7), 0)
    expect(await revisionAt(cache, 0, 1)).toEqual({ revision: 1, reads: 1 })
  })

  it('that fails to be read is read again by the next', async () => {
    const cache = new VersionCache<Version>()
    const failing = cache.current('a', 0, () => Promise.reject(new Error('no')))
    await expect(failing).rejects.toThrow('no')
    expect(await revisionAt(cache, 0, 1)).toEqual({ revision: 1, reads: 1 })
  })

  it('is never older than one that was given before, in whatever order answers come', async () => {
    const cache = new VersionCache<Version>()
    const slow = Promise.withResolvers<Version>()
    const early = cache.current('a', 0, () => slow.promise)
    expect(await revisionAt(cache, 1000, 2)).toEqual({ revision: 2, reads: 1 })
    slow.resolve(version(1))
    expect(await early).toEqual(version(2))
    expect(await revisionAt(cache, 1001, 1)).toEqual({ revision: 2, reads: 0 })
  })

  it('learned elsewhere is good from when it began to be read', async () => {
    const cache = new VersionCache<Version>()
    cache.learn('a', version(3), 500)
    expect(cache.learn('a', version(2), 400)).toEqual(version(3))
    expect(await revisionAt(cache, 1499, 9)).toEqual({ revision: 3, reads: 0 })
    expect(await revisionAt(cache, 1500, 9)).toEqual({ revision: 9, reads: 1 })
  })

  it('is forgotten before there are too many', async () => {
    const cache = new VersionCache<Version>()
    cache.learn('a', version(1), 0)
    for (let n = 0; n < 20_000; n++) cache.learn(`n${n}`, version(1), 0)
    expect(await revisionAt(cache, 0, 2)).toEqual({ revision: 2, reads: 1 })
  })
})
