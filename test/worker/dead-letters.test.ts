import {
  createExecutionContext,
  createMessageBatch,
  env,
  getQueueResult,
  waitOnExecutionContext,
} from 'cloudflare:test'
import { beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { newSecret } from '../../src/model/access-token.ts'
import type { Operation } from '../../src/model/operation.ts'
import { foldCounts } from '../../src/storage/counts.ts'
import { addToken, hashOfSecret } from '../../src/storage/tokens.ts'
import worker from '../../src/worker.ts'
import { getFrom } from '../support/deployment.ts'
import { HubLab } from '../support/hub-lab.ts'
import { ASKED, CALLBACK } from '../support/hub-newsroom.ts'
import { articleFile, BROWSER_ACCEPT, contentOf, NOW, sync } from '../support/site.ts'
import { column, emptyTables } from '../support/tables.ts'

const DAY = 86_400_000
const DEAD = 'warta-hub-dead'
let operator = ''
let log: MockInstance<Console['error']>

beforeEach(async () => {
  await emptyTables()
  await sync(contentOf({ satu: articleFile({ tags: ['dunia'] }) }))
  operator = newSecret()
  const plain = { desk: 'metro', publishers: undefined, created: NOW, expires: null }
  await addToken(env.DB, await hashOfSecret(operator), { ...plain, name: 'operator', scopes: ['operate'] })
  log = vi.spyOn(console, 'error').mockReturnValue()
  log.mockClear()
})

/** Messages come to a queue for those that failed; returns whether they are done with. */
async function come(bodies: readonly unknown[], { queue = DEAD, at = Date.now(), ids = 'a' } = {}) {
  const messages = bodies.map((body, n) => {
    return { id: `${ids}${n}`, timestamp: new Date(at), attempts: 1, body: body as never }
  })
  const batch = createMessageBatch(queue, messages)
  const execution = createExecutionContext()
  await worker.queue(batch as never, env, execution)
  await waitOnExecutionContext(execution)
  const { outcome, ackAll, explicitAcks } = await getQueueResult(batch as never, execution)
  return { outcome, isDone: ackAll || explicitAcks.length === bodies.length }
}

const ask = (path: string, headers: Record<string, string> = {}) =>
  getFrom({}, path, { Authorization: `Bearer ${operator}`, ...headers })

async function deadLetters(): Promise<Operation['deadLetters']> {
  const operation = await (await ask('/status', { Accept: 'application/json' })).json<Operation>()
  return operation.deadLetters
}

describe('a message that failed each time', () => {
  it('It is written down with its time and its queue, logged, and acknowledged', async () => {
    const at = Date.now() - 60_000
    expect(await come([{ kind: 'deliver', topic: 1, chunk: 7 }], { at })).toMatchObject({ outcome: 'ok' })
    const message = '{"kind":"deliver","topic":1,"chunk":7}'
    expect(await deadLetters()).toEqual({
      ever: 1,
      lately: 1,
      newest: [{ at, queue: DEAD, message }],
    })
    expect(log.mock.calls).toEqual([['A message failed each time', DEAD, message]])
  })

  it('Polls of each environment have a queue of their own, and no poll is made of what failed', async () => {
    await come([{ source: 'antara' }], { queue: 'warta-staging-polls-dead' })
    const { newest } = await deadLetters()
    expect(newest).toMatchObject([{ queue: 'warta-staging-polls-dead', message: '{"source":"antara"}' }])
  })

  it('One that comes twice is there once', async () => {
    await come([{ source: 'a' }, { source: 'b' }])
    await come([{ source: 'a' }, { source: 'b' }, { source: 'c' }])
    expect(await deadLetters()).toMatchObject({ ever: 3 })
  })

  it.each([
    ['nothing', undefined],
    ['text', 'a text'],
    ['a long one', { kind: 'x'.repeat(100_000) }],
    ['markup', { source: '<script>alert(1)</script>' }],
  ])('It may be anything, and is cut: %s', async (_, body) => {
    await come([body])
    const [letter] = (await deadLetters()).newest
    expect(letter?.message.length).toBeLessThanOrEqual(300)
    const html = await (await ask('/status', { Accept: BROWSER_ACCEPT })).text()
    expect(html).not.toContain('<script>alert')
  })

  it('What the hub puts into queues names no callback and no secret', async () => {
    const lab = new HubLab().at(CALLBACK)
    await lab.subscribe(CALLBACK, { 'hub.secret': 'rahasia' })
    await lab.post({ ...ASKED, 'hub.callback': 'https://lain.example/rahasia', 'hub.secret': 'rahasia' })
    await env.DB.prepare('UPDATE topics SET settled = 0').run()
    await env.DB.prepare('UPDATE hub_chunks SET revision = 0').run()
    await lab.look()
    expect(lab.queue.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['verify', 'deliver']))
    await come(lab.queue)
    const told = JSON.stringify([await deadLetters(), log.mock.calls])
    expect(told).not.toMatch(/rahasia|example/)
  })

  it('Where the database does not answer it comes again', async () => {
    const batch = createMessageBatch(DEAD, [
      { id: 'a', timestamp: new Date(), attempts: 1, body: { source: 'a' } as never },
    ])
    const broken = {
      ...env,
      DB: {
        prepare: () => {
          throw new Error('D1_ERROR: no')
        },
      } as never,
    }
    await expect(worker.queue(batch as never, broken, createExecutionContext())).rejects.toThrow('D1_ERROR')
  })

  it('The newest thousand are kept, for thirty days, and their number rises for good', async () => {
    const now = Date.now()
    for (let n = 0; n < 12; n++) {
      await come(
        Array.from({ length: 100 }, () => ({ source: 'a' })),
        { ids: `${n}-`, at: now - 40 * DAY },
      )
    }
    expect(await deadLetters()).toMatchObject({ ever: 1200, lately: 0 })
    const kept = 'SELECT COUNT(*) FROM dead_letters'
    expect(await column(kept)).toEqual([1000])
    await foldCounts(env.DB, now)
    expect(await deadLetters()).toMatchObject({ ever: 1200 })
    expect(await column(kept)).toEqual([1])
    await come([{ source: 'b' }], { ids: 'z' })
    const after = await deadLetters()
    expect(after).toMatchObject({ ever: 1201, lately: 1 })
    expect(after.newest[0]?.message).toBe('{"source":"b"}')
    expect(await (await ask('/metrics')).text()).toContain('warta_dead_letters_total 1201\n')
  })

  it('The page lists the newest ten and says how many there are', async () => {
    await come(Array.from({ length: 14 }, (_, n) => ({ source: `s${n}` })))
    const html = await (await ask('/status', { Accept: BROWSER_ACCEPT, 'Accept-Language': 'en' })).text()
    expect(html).toContain('<dd>14 (24 h: 14)</dd>')
    expect(html.match(/<th scope="row">warta-hub-dead<\/th>/g)).toHaveLength(10)
    expect(html).toContain('s13')
    expect(html).not.toContain('s3&')
    expect(await column('SELECT COUNT(*) FROM dead_letters')).toEqual([14])
  })
})
