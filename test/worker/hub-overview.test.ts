import { env } from 'cloudflare:test'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  readSubscriptionStates,
  readTopicStates,
  readWaitingRequests,
} from '../../src/storage/hub/overview.ts'
import { denySubscription } from '../../src/storage/hub/subscriptions.ts'
import { HubLab, willing } from '../support/hub-lab.ts'
import { articleFile, contentOf, NOW, sync } from '../support/site.ts'
import { emptyTables } from '../support/tables.ts'

const DAY = 86_400_000
const GOOD = 'https://good.example/rahasia'
const BAD = 'https://bad.example/rahasia'
const TOPIC = 'https://news.example/rss.xml'

const fileOf = (slug: string) => articleFile({ id: `urn:x:${slug}`, title: `Judul ${slug}` })

let lab: HubLab

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  await emptyTables()
  await sync(contentOf({ satu: fileOf('satu') }))
  lab = new HubLab().at(GOOD).at(BAD, (request) => {
    return request.method === 'GET' ? willing(request) : new Response(null, { status: 503 })
  })
  await lab.subscribe(GOOD, { 'hub.secret': 'rahasia' })
  await lab.subscribe(BAD)
  await lab.post({ 'hub.mode': 'subscribe', 'hub.topic': TOPIC, 'hub.callback': 'https://new.example/' })
  await publish('dua')
})

afterEach(() => {
  vi.useRealTimers()
})

async function publish(slug: string): Promise<void> {
  vi.setSystemTime(Date.now() + 5000)
  await sync(contentOf({ satu: fileOf('satu'), [slug]: fileOf(slug) }), Date.now())
  lab.queue.length = 0
  await lab.tick()
}

it('An operator sees topics, subscriptions, retries and what waits, and of callbacks the host alone', async () => {
  const [topic] = await readTopicStates(env.DB)
  expect(topic).toEqual({ url: TOPIC, subscriptions: 2, reached: 2, pushed: NOW + 5000 })
  const states = await readSubscriptionStates(env.DB, 10)
  expect(states).toEqual([
    {
      ...{ key: 2, url: TOPIC, host: 'bad.example', leaseUntil: NOW + 10 * DAY },
      ...{ attempts: 1, status: 503, retryAt: NOW + 5000 + 60_000 },
    },
    {
      ...{ key: 1, url: TOPIC, host: 'good.example', leaseUntil: NOW + 10 * DAY },
      ...{ attempts: 0, status: null, retryAt: null },
    },
  ])
  expect(await readWaitingRequests(env.DB, 10)).toEqual([
    { mode: 'subscribe', url: TOPIC, host: 'new.example', attempts: 0, nextAt: NOW + 60_000 },
  ])
  expect(JSON.stringify(states)).not.toContain('rahasia')
  expect(await readSubscriptionStates(env.DB, 1)).toHaveLength(1)
})

it('A subscription that an operator ends gets nothing more, and its callback is told once', async () => {
  expect(await denySubscription(env.DB, 1, Date.now())).toBe(true)
  expect(await denySubscription(env.DB, 1, Date.now())).toBe(false)
  await publish('tiga')
  await publish('empat')
  expect(lab.deliveries(GOOD)).toHaveLength(1)
  expect(lab.questions(GOOD).map((asked) => asked.get('hub.mode'))).toEqual(['subscribe', 'denied'])
  expect(lab.questions(GOOD)[1]?.get('hub.topic')).toBe(TOPIC)
  expect(await env.DB.prepare('SELECT pending FROM hub').first('pending')).toBe(1)
  expect(await env.DB.prepare('SELECT SUM(size) AS size FROM hub_chunks').first('size')).toBe(1)
})
