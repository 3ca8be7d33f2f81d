import { describe, expect, it } from 'vitest'
import { DAY_MS, SubscriberMemory } from '../../../src/serve/subscriber-memory.ts'

const HOUR = 3_600_000
const NOON = 20_000 * DAY_MS + 12 * HOUR
const feedly = (subscribers: number) => ({ agent: 'Feedly', subscribers })
const feed = (channel: string, subscribers: number, format = 'rss') => ({ channel, format, subscribers })

describe('the memory of subscribers', () => {
  it('has an agent written at once, then once in an hour with all that it has said meanwhile', () => {
    const memory = new SubscriberMemory()
    expect(memory.note(feedly(12), '', 'rss', NOON)).toEqual([feed('', 12)])
    expect(memory.note(feedly(3), '/tags/dunia', 'rss', NOON + 1)).toEqual([])
    expect(memory.note(feedly(2), '/tags/dunia', 'rss', NOON + 2)).toEqual([])
    expect(memory.note(feedly(13), '', 'rss', NOON + HOUR)).toEqual([feed('/tags/dunia', 3), feed('', 13)])
    expect(memory.note(feedly(13), '', 'rss', NOON + HOUR + 1)).toEqual([])
  })

  it('keeps agents apart, and formats of one channel', () => {
    const memory = new SubscriberMemory()
    memory.note(feedly(12), '', 'rss', NOON)
    expect(memory.note({ agent: 'Feedbin', subscribers: 4 }, '', 'atom', NOON)).toEqual([feed('', 4, 'atom')])
  })

  it('begins each day anew', () => {
    const memory = new SubscriberMemory()
    memory.note(feedly(12), '', 'rss', NOON)
    memory.note(feedly(3), '/tags/dunia', 'rss', NOON + 1)
    expect(memory.note(feedly(11), '', 'rss', NOON + DAY_MS)).toEqual([feed('', 11)])
  })

  it('has no more than 200 agents of a day written, and 200 feeds of an agent', () => {
    const memory = new SubscriberMemory()
    let written = 0
    for (let n = 0; n < 1000; n++) {
      written += memory.note({ agent: `Agent${n}`, subscribers: 1 }, '', 'rss', NOON).length
    }
    expect(written).toBe(200)
    const other = new SubscriberMemory()
    for (let n = 0; n < 1000; n++) other.note(feedly(1), `/tags/t${n}`, 'rss', NOON)
    expect(other.note(feedly(1), '', 'rss', NOON + HOUR)).toHaveLength(200)
  })
})
