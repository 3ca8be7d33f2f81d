import { describe, expect, it } from 'vitest'
import { retryAt } from '../../../src/websub/deliver.ts'
import { newChallenge, signatureOf } from '../../../src/websub/signature.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('a signature', () => {
  it.each([
    ['secret', 'hello', '88aab3ede8d3adf94d26ab90d3bafd4a2083070c3bcce9c014ee04a443847c0b'],
    [
      'é'.repeat(99),
      '{"version":"https://jsonfeed.org/version/1.1"}\n',
      '683ba66bdcd0055c7177a65b78dde9954fefa25e59263873e9ed76b9f6d8b977',
    ],
  ])('A signature is the HMAC with the UTF-8 bytes of the secret: %s', async (secret, body, digest) => {
    expect(await signatureOf(secret, bytes(body))).toBe(`sha256=${digest}`)
  })
})

describe('a challenge', () => {
  it('Ten thousand challenges are all different, and have letters that every server takes', () => {
    const all = Array.from({ length: 10_000 }, newChallenge)
    expect(new Set(all).size).toBe(10_000)
    expect(all.filter((one) => !/^[\w-]{43}$/.test(one))).toEqual([])
  })
})

describe('the retries of a delivery', () => {
  it('A delivery is tried again after 1, 2, 8, 30, 120 and 480 minutes, and then no more', () => {
    const waits = [0, 1, 2, 3, 4, 5, 6].map((attempts) => retryAt(attempts, 0, 0.5))
    expect(waits).toEqual([...[1, 2, 8, 30, 120, 480].map((minutes) => minutes * 60_000), null])
  })

  it('A wait is up to a fifth shorter or longer', () => {
    expect([retryAt(0, 0, 0), retryAt(0, 0, 1)]).toEqual([48_000, 72_000])
  })
})
