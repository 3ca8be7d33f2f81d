import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { type Desk, IsolateMemory } from '../../src/serve/context.ts'
import { feedPlan } from '../../src/site/feeds/newest.ts'
import type { Database } from '../../src/storage/database.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

const site = { origin: 'https://news.example', siteName: 'Warta', authority: 'news.example', ttl: 5 }
const channel = { kind: 'all', slug: '' } as const
const request = { channel, format: 'rss', limit: 50, content: 'full', query: '' } as const

it('what tells whether a kept answer is current does not hold the request that it was given to', async () => {
  const memory = new IsolateMemory()
  const { isCurrent, desk } = planOfOneRequest(memory)
  // A WeakRef holds what it refers to until the turn ends.
  await new Promise((resolve) => setTimeout(resolve))
  collectGarbage()
  expect(desk.deref()).toBeUndefined()
  expect(isCurrent?.(1, Date.now())).toBe(false)
})

function planOfOneRequest(memory: IsolateMemory) {
  const session = (): Database => {
    throw new Error('Nothing is read')
  }
  const desk: Desk = { memory, session, now: Date.now(), keepAlive: () => {} }
  return { isCurrent: feedPlan(desk, request, site).isCurrent, desk: new WeakRef(desk) }
}
