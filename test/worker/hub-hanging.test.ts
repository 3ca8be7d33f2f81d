import { env } from 'cloudflare:test'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { killArticle } from '../../src/lifecycle/kill-article.ts'
import { denySubscription } from '../../src/storage/hub/subscriptions.ts'
import { HubLab, type Received, willing } from '../support/hub-lab.ts'
import { articleFile, contentOf, NOW, sync } from '../support/site.ts'
import { column, emptyTables } from '../support/tables.ts'

const READER = 'https://reader.example/'
const HANGING = 'https://hanging.example/'
const SECOND = 1000

const fileOf = (slug: string, tags: string[]) =>
  articleFile({ id: `urn:x:${slug}`, title: `Judul ${slug}`, tags })

let lab: HubLab
let files: Record<string, string>
/** Lets the callbacks answer that hang. */
let release: (() => void)[]

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  await emptyTables()
  files = { satu: fileOf('satu', ['dunia', 'kota']) }
  await sync(contentOf(files))
  release = []
  lab = new HubLab().at(READER).at(HANGING, hang)
})

afterEach(() => {
  vi.useRealTimers()
})

// A second goes by with each, after which it counts as slow.
function hang(request: Received): Response | Promise<Response> {
  if (request.method === 'GET') return willing(request)
  pass(SECOND + 1)
  return new Promise((resolve) => release.push(() => resolve(new Response(null, { status: 504 }))))
}

function releaseAll(): void {
  for (const one of release.splice(0)) one()
}

function pass(ms: number): void {
  vi.setSystemTime(Date.now() + ms)
}

async function write(more: Record<string, string>): Promise<void> {
  pass(5 * SECOND)
  files = { ...files, ...more }
  await sync(contentOf(files), Date.now())
}

/** Does what waits in the queues. What hangs goes on behind it. */
async function consumeAll(): Promise<void> {
  for (let next = lab.queue.shift(); next; next = lab.queue.shift()) await lab.consume(next)
}

const topicOf = (tag: string) => ({ 'hub.topic': `https://news.example/tags/${tag}/rss.xml` })

it('A callback that hangs when it is asked keeps no message waiting that comes after it', async () => {
  let answer: (response: Response) => void = () => {}
  lab.at('https://mute.example/', () => new Promise((resolve) => (answer = resolve)))
  await lab.post({ 'hub.mode': 'subscribe', 'hub.callback': 'https://mute.example/', ...topicOf('dunia') })
  await lab.post({ 'hub.mode': 'subscribe', 'hub.callback': READER, ...topicOf('dunia') })
  await consumeAll()
  expect(await column('SELECT callback FROM subscriptions')).toEqual([READER])
  answer(new Response('no'))
  await lab.settle()
  expect(await column('SELECT pending FROM hub')).toEqual([0])
})

it('Who was served while others hang gets the next version as soon as these have ended', async () => {
  await lab.subscribe(READER)
  await lab.subscribe(HANGING)
  await write({ dua: fileOf('dua', ['dunia']) })
  await lab.look()
  await consumeAll()
  expect(lab.deliveries(READER)).toHaveLength(1)
  await write({ tiga: fileOf('tiga', ['dunia']) })
  await lab.look()
  await consumeAll()
  expect(lab.deliveries(READER)).toHaveLength(1)
  releaseAll()
  await lab.settle()
  lab.at(HANGING)
  await lab.drain()
  expect(lab.deliveries(READER)[1]?.body).toContain('Judul tiga')
})

it('Who unsubscribes, or whose lease ends, while a run goes on is not served by it any more', async () => {
  lab.at('https://many.example/')
  for (let n = 0; n < 20; n++) await lab.subscribe(`https://many.example/${n}`)
  let changed: Promise<void> | undefined
  const change = async () => {
    await env.DB.prepare('DELETE FROM subscriptions WHERE key = 20').run()
    await env.DB.prepare('UPDATE subscriptions SET lease_until = 1 WHERE key = 19').run()
    await env.DB.prepare("UPDATE subscriptions SET secret = 'baru' WHERE key = 18").run()
    pass(6 * SECOND)
  }
  lab.at('https://many.example/', async (request) => {
    changed ??= change()
    await changed
    return willing(request)
  })
  await write({ dua: fileOf('dua', []) })
  await lab.look()
  await lab.drain()
  const served = lab.deliveries('https://many.example/')
  expect(served.map(({ url }) => url)).toEqual(
    expect.arrayContaining(Array.from({ length: 18 }, (_, n) => `https://many.example/${n}`)),
  )
  expect(served).toHaveLength(18)
  expect(served.filter(({ headers }) => headers.has('X-Hub-Signature')).map(({ url }) => url)).toEqual([
    'https://many.example/17',
  ])
})

it('Who leaves in the moment in which it is slow does not make the count of the slow ones wrong', async () => {
  const names = ['a', 'b', 'c']
  for (const name of names) await lab.at(`https://${name}.example/`).subscribe(`https://${name}.example/`)
  let left: Promise<unknown> | undefined
  lab.at('https://a.example/', async (request) => {
    left ??= denySubscription(env.DB, 1, Date.now())
    await left
    pass(2 * SECOND)
    return willing(request)
  })
  for (const name of ['b', 'c']) {
    lab.at(`https://${name}.example/`, async (request) => {
      await vi.waitUntil(() => left !== undefined)
      await left
      return willing(request)
    })
  }
  await write({ dua: fileOf('dua', []) })
  await lab.look()
  await lab.drain()
  const counted = `SELECT slow || ' ' || size || ' ' ||
    (SELECT COUNT(*) FROM subscriptions s WHERE s.topic = c.topic AND s.chunk = c.chunk) FROM hub_chunks c ORDER BY chunk`
  expect(await column(counted)).toEqual(['0 0 0', '1 2 2'])
})

it('A kill does not wait for a run of another feed whose callbacks hang', async () => {
  await lab.subscribe(READER, topicOf('dunia'))
  for (let n = 0; n < 40; n++) await lab.subscribe(`${HANGING}${n}`, topicOf('kota'))
  await write({ salah: fileOf('salah', ['dunia']), dua: fileOf('dua', ['kota']) })
  await lab.look()
  const kota = lab.queue.findIndex((one) => one.kind === 'deliver' && one.topic === 2)
  await lab.consume(lab.queue.splice(1 - kota, 1)[0] as never)
  expect(lab.deliveries(READER)).toHaveLength(1)

  const [hanging] = lab.queue.splice(0)
  let killed: Promise<void> | undefined
  lab.at(HANGING, async (request) => {
    killed ??= kill()
    await killed
    return hang(request)
  })
  await lab.consume(hanging as never)
  expect(release.length).toBeLessThan(20)
  await lab.consume(lab.queue.shift() as never)
  expect(lab.deliveries(READER)[1]?.body).toContain('Ditarik')
  await consumeAll()
  releaseAll()
  await lab.drain()
  const served = new Set(lab.deliveries(HANGING).map(({ url }) => url))
  expect(served.size).toBe(40)
})

async function kill(): Promise<void> {
  const ending = { kind: 'kill', reason: 'Salah.', by: 'Redaksi' } as const
  await killArticle(env.DB, { id: 'urn:x:salah', ending, actor: 'test', now: Date.now() })
  await lab.look()
}
