import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Env } from '../../../src/config.ts'
import { isForFailed } from '../../../src/ingest/queue-messages.ts'
import { ByteCache } from '../../../src/serve/byte-cache.ts'
import { budgetOf, clientOf, isOneTooMany } from '../../../src/serve/limits.ts'
import { VersionCache } from '../../../src/serve/version-cache.ts'
import { runs } from '../../support/runs.ts'

const clientAt = (address: string) => clientOf(new Headers({ 'CF-Connecting-IP': address }))

/** A binding that lets so many requests of a key through. */
function limitOf(most: number) {
  const counts = new Map<string, number>()
  const limit = async ({ key }: { key: string }) => {
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    return { success: count <= most }
  }
  return { counts, limit }
}

describe('who a client is', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:DB8:0001:2::9', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::', 'fe80:0:0:0'],
  ])('The limits know %s as %s', (address, client) => {
    expect(clientAt(address)).toBe(client)
  })

  it('Nobody is known where no address is said', () => {
    expect(clientOf(new Headers())).toBeUndefined()
    expect(clientAt(' ')).toBeUndefined()
  })

  it('All addresses of an IPv6 network of 64 bits are one client, however they are written', () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((n) => n.toString(16))
    const groups = fc.array(group, { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(groups, groups, (one, other) => {
        const same = [...one.slice(0, 4), ...other.slice(4)].join(':')
        expect(clientAt(same)).toBe(one.slice(0, 4).join(':'))
        // The host's name for the same: the longest run of zeros left out.
        const { hostname } = new URL(`http://[${same}]/`)
        expect(clientAt(hostname.slice(1, -1))).toBe(one.slice(0, 4).join(':'))
      }),
      { numRuns: runs(200) },
    )
  })
})

describe('a limit', () => {
  it('is none where the binding is missing, fails, or nobody is known', async () => {
    const failing = {
      limit: () => {
        throw new Error('The platform is busy')
      },
    }
    const rejecting = { limit: () => Promise.reject(new Error('The platform is busy')) }
    expect(await isOneTooMany({}, 'HUB_REQUESTS', '192.0.2.1')).toBe(false)
    expect(await isOneTooMany({ HUB_REQUESTS: failing }, 'HUB_REQUESTS', '192.0.2.1')).toBe(false)
    expect(await isOneTooMany({ HUB_REQUESTS: rejecting }, 'HUB_REQUESTS', '192.0.2.1')).toBe(false)
    expect(await isOneTooMany({ HUB_REQUESTS: limitOf(0) }, 'HUB_REQUESTS', undefined)).toBe(false)
    expect(await isOneTooMany({ HUB_REQUESTS: limitOf(0) }, 'HUB_REQUESTS', '192.0.2.1')).toBe(true)
  })

  it('once passed is remembered for a minute, without asking again, and for that client alone', async () => {
    const binding = limitOf(1)
    const refused = new Map<string, number>()
    const env = { COSTLY_REQUESTS: binding } as unknown as Env
    const budgetAt = (now: number, address = '192.0.2.1') =>
      budgetOf(env, new Headers({ 'CF-Connecting-IP': address }), refused, now)
    expect(await budgetAt(0).spend()).toBe(true)
    expect(budgetAt(0).isSpent()).toBe(false)
    expect(await budgetAt(1).spend()).toBe(false)
    for (let n = 0; n < 100; n++) expect(await budgetAt(60_000).spend()).toBe(false)
    expect(binding.counts.get('192.0.2.1')).toBe(2)
    expect(budgetAt(60_000).isSpent()).toBe(true)
    expect(budgetAt(60_000, '192.0.2.2').isSpent()).toBe(false)
    expect(await budgetAt(60_000, '192.0.2.2').spend()).toBe(true)
    expect(budgetAt(60_001).isSpent()).toBe(false)
  })

  it('remembers no more than ten thousand clients, however many are refused', async () => {
    const refused = new Map<string, number>()
    const env = { COSTLY_REQUESTS: limitOf(0) } as unknown as Env
    for (let n = 0; n < 25_000; n++) {
      const headers = new Headers({ 'CF-Connecting-IP': `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}` })
      await budgetOf(env, headers, refused, 0).spend()
      expect(refused.size).toBeLessThanOrEqual(10_000)
    }
  })
})

describe('what one client makes an isolate keep', () => {
  it('is bounded with 300,000 channels, while what another client asks for stays', () => {
    const versions = new VersionCache<{ revision: number; modified: number }>()
    const copies = new ByteCache<string>(24_000_000)
    const other = 'the feed that somebody else reads'
    copies.set(other, other, 30_000)
    for (let n = 0; n < 300_000; n++) {
      versions.learn(`/tags/t${n}`, { revision: 1, modified: 1 }, 0)
      copies.set(`/tags/t${n}/rss.xml`, '', 30_000)
      if (n % 500 === 0) expect(copies.get(other)).toBe(other)
    }
    expect(versions.size).toBeLessThanOrEqual(20_000)
    expect(copies.bytes).toBeLessThanOrEqual(24_000_000)
  })
})

describe('wrangler.toml', () => {
  const text = readFileSync('wrangler.toml', 'utf8')
  const tables = [
    ...text.matchAll(
      /^\[\[(env\.staging\.)?ratelimits\]\]\nname = "(\w+)"\nnamespace_id = "(\d+)"\n.*limit = (\d+)/gm,
    ),
  ]

  it('gives every limit an id of its own, in staging too, so that none is shared', () => {
    const ids = tables.map(([, , , id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('has the same limits for staging', () => {
    const limitsOf = (isStaging: boolean) =>
      tables
        .filter(([, staging]) => (staging !== undefined) === isStaging)
        .map(([, , name, , limit]) => `${name} ${limit}`)
    expect(limitsOf(true)).toEqual(limitsOf(false))
    expect(limitsOf(false)).toEqual([
      'API_FAILURES 10',
      'API_REQUESTS 120',
      'COSTLY_REQUESTS 60',
      'HUB_REQUESTS 20',
      'HUB_CALLBACKS 60',
    ])
  })

  it('has a consumer that writes down what failed, for each queue where that comes to', () => {
    const dead = Array.from(text.matchAll(/^dead_letter_queue = "(.+)"$/gm), ([, name = '']) => name)
    const consumed = Array.from(
      text.matchAll(/^\[\[(?:env\.staging\.)?queues\.consumers\]\]\nqueue = "(.+)"$/gm),
      ([, name]) => name,
    )
    expect(new Set(dead).size).toBe(4)
    expect(consumed).toEqual(expect.arrayContaining(dead))
    expect(consumed.filter((name = '') => isForFailed(name)).sort()).toEqual([...new Set(dead)].sort())
  })
})
