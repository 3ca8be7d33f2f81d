import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteCache } from '../../../src/serve/byte-cache.ts'

/** Which of these keys are kept, without using any. */
function keptOf(cache: ByteCache<string>, keys: string): string {
  return [...keys].filter((key) => cache.get(key) !== undefined).join('')
}

describe('a cache of bytes', () => {
  it('gives what was kept, and nothing else', () => {
    const cache = new ByteCache<string>(10)
    cache.set('a', 'A', 4)
    expect(cache.get('a')).toBe('A')
    expect(cache.get('b')).toBeUndefined()
    expect(cache.bytes).toBe(4)
  })

  it('is full at exactly its limit', () => {
    const cache = new ByteCache<string>(10)
    for (const key of 'ab') cache.set(key, key, 5)
    expect(cache.bytes).toBe(10)
    expect(keptOf(cache, 'ab')).toBe('ab')
    cache.set('c', 'c', 1)
    expect(keptOf(cache, 'abc')).toBe('bc')
    expect(cache.bytes).toBe(6)
  })

  it('lets go of what was used least recently, as many as it takes', () => {
    const cache = new ByteCache<string>(10)
    for (const key of 'abcde') cache.set(key, key, 2)
    cache.get('a')
    cache.set('c', 'C', 2)
    cache.set('f', 'f', 5)
    expect(keptOf(cache, 'abcdef')).toBe('acf')
  })

  it('replaces a value and its bytes', () => {
    const cache = new ByteCache<string>(10)
    cache.set('a', 'A', 8)
    cache.set('a', 'B', 3)
    expect(cache.get('a')).toBe('B')
    expect(cache.bytes).toBe(3)
  })

  it('does not keep what is larger than all of it, nor what that replaces', () => {
    const cache = new ByteCache<string>(10)
    cache.set('a', 'A', 5)
    cache.set('b', 'B', 5)
    cache.set('a', 'too large', 11)
    expect(keptOf(cache, 'ab')).toBe('b')
    expect(cache.bytes).toBe(5)
  })

  it('forgets', () => {
    const cache = new ByteCache<string>(10)
    cache.set('a', 'A', 5)
    cache.delete('a')
    cache.delete('never there')
    expect(cache.get('a')).toBeUndefined()
    expect(cache.bytes).toBe(0)
  })

  it('never holds more than its limit, and counts what it holds, whatever is done', () => {
    const step = fc.record({
      key: fc.constantFrom(...'abcdef'),
      bytes: fc.nat({ max: 12 }),
      does: fc.constantFrom('set', 'set', 'get', 'delete'),
    })
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const cache = new ByteCache<number>(20)
        for (const { key, bytes, does } of steps) {
          if (does === 'set') cache.set(key, bytes, bytes)
          else if (does === 'get') cache.get(key)
          else cache.delete(key)
          const held = [...'abcdef'].reduce((sum, one) => sum + (cache.get(one) ?? 0), 0)
          expect(cache.bytes).toBe(held)
          expect(held).toBeLessThanOrEqual(20)
        }
      }),
    )
  })
})
