import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { consumePolls, type PollMessage, pollOptions, queueDue } from '../../src/ingest/poll/queue.ts'
import { claimDuePolls } from '../../src/ingest/poll/run.ts'
import type { Database } from '../../src/storage/database.ts'
import { NOW } from '../support/site.ts'
import { column, emptyTables, withCommit } from '../support/tables.ts'
import { DUA, item, rss, SATU, stateOf, syncPolled, Upstream } from '../support/upstream.ts'

const MINUTE = 60_000

let upstream: Upstream

beforeEach(async () => {
  await emptyTables()
  await syncPolled()
  upstream = new Upstream()
})

/** Messages for these sources, and what becomes of each. */
function messagesFor(...sources: string[]) {
  const fate: Record<string, string> = {}
  const messages = sources.map((source) => ({
    body: { source },
    ack: () => {
      fate[source] = 'acknowledged'
    },
    retry: () => {
      fate[source] = 'to be tried again'
    },
  }))
  return { messages, fate }
}

async function queued(now: number): Promise<string[]> {
  const sent: string[] = []
  const sendBatch = async (batch: Iterable<MessageSendRequest<PollMessage>>) => {
    sent.push(...Array.from(batch, ({ body }) => body.source))
    return {} as QueueSendBatchResponse
  }
  await queueDue(env.DB, { sendBatch }, now)
  return sent
}

describe('the cron trigger', () => {
  it('The cron trigger queues one message for each feed that is due, and not again at once', async () => {
    expect(await queued(NOW)).toEqual(['dua', 'satu'])
    expect(await queued(NOW + MINUTE)).toEqual([])
  })

  it('The cron trigger queues a feed again whose poll was lost', async () => {
    await queued(NOW)
    expect(await queued(NOW + 5 * MINUTE)).toEqual(['dua', 'satu'])
  })

  it('The cron trigger queues a feed that was polled when it is due, and never one that is gone', async () => {
    upstream.serve(SATU, rss('Kabar Satu', item('urn:satu:1', 'Satu', 'Isi.')))
    upstream.answer(DUA, 410)
    for (const source of await claimDuePolls(env.DB, NOW)) await upstream.poll(source)
    expect(await queued(NOW + 29 * MINUTE)).toEqual([])
    expect(await queued(NOW + 30 * MINUTE)).toEqual(['satu'])
  })

  it('The cron trigger queues nothing for a source that is no longer to be polled', async () => {
    await syncPolled({}, 'sources:\n  - { id: republika, name: Republika }\n')
    expect(await queued(NOW)).toEqual([])
  })
})

describe('the queue', () => {
  it('The queue polls the other feeds where one fails', async () => {
    const log = vi.spyOn(console, 'warn').mockImplementation(() => {})
    onTestFinished(() => log.mockRestore())
    upstream.answer(DUA, 500)
    upstream.serve(SATU, rss('Kabar Satu', item('urn:satu:1', 'Satu', 'Isi.')))
    const { messages, fate } = messagesFor('dua', 'satu')
    await consumePolls(env.DB, messages, upstream.options())
    expect(fate).toEqual({ dua: 'acknowledged', satu: 'acknowledged' })
    expect(await stateOf('dua')).toMatchObject({ failures: 1, lastError: 'It answered 500.' })
    expect(await stateOf('satu')).toMatchObject({ failures: 0, lastSuccess: NOW })
    expect(await column('SELECT id FROM articles')).toEqual(['urn:satu:1'])
  })

  it('The queue tries a feed again whose state could not be read, and polls the others', async () => {
    upstream.serve(SATU, rss('Kabar Satu', item('urn:satu:1', 'Satu', 'Isi.')))
    let asked = 0
    const failing: Database = {
      batch: (statements) => env.DB.batch(statements),
      prepare: (sql) => {
        if (asked++ === 0) throw new Error('D1_ERROR: no answer')
        return env.DB.prepare(sql)
      },
    }
    const { messages, fate } = messagesFor('dua', 'satu')
    await expect(consumePolls(failing, messages, upstream.options())).rejects.toThrow('could not be polled')
    expect(fate).toEqual({ dua: 'to be tried again', satu: 'acknowledged' })
    expect(await column('SELECT id FROM articles')).toEqual(['urn:satu:1'])
  })

  it('The queue writes one line of JSON for each poll where that is asked for', async () => {
    const lines: unknown[] = []
    for (const level of ['info', 'warn', 'error'] as const) {
      const log = vi.spyOn(console, level).mockImplementation((text: string) => {
        lines.push({ level, ...JSON.parse(text) })
      })
      onTestFinished(() => log.mockRestore())
    }
    upstream.answer(DUA, 500)
    upstream.serve(SATU, rss('Kabar Satu', item('urn:satu:1', 'Satu', 'Isi.')))
    const { messages } = messagesFor('dua', 'satu')
    await consumePolls(env.DB, messages, upstream.options(), true)
    const noAnswer = () => {
      throw new Error('no answer')
    }
    const away: Database = { batch: noAnswer, prepare: noAnswer }
    await expect(consumePolls(away, messages.slice(0, 1), upstream.options(), true)).rejects.toThrow()
    const job = { kind: 'job', job: 'poll' }
    expect(lines).toMatchObject([
      { ...job, level: 'info', source: 'dua', outcome: 'failing', reason: 'It answered 500.', failures: 1 },
      { ...job, level: 'info', source: 'satu', outcome: 'written', added: 1, changed: 0 },
      { ...job, level: 'error', source: 'dua', outcome: 'retried', error: expect.any(String) },
    ])
  })

  it('The queue writes a fault of ours to the log with its stack, and asks the feed again at its usual time', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    onTestFinished(() => log.mockRestore())
    upstream.serve(SATU, rss('Kabar Satu', item('urn:satu:1', 'Satu', 'Isi.')), { ETag: '"a"' })
    const error = new TypeError('a bug')
    const failing = withCommit(() => Promise.reject(error))
    const { messages, fate } = messagesFor('satu')
    await consumePolls(failing, messages, upstream.options())
    expect(fate).toEqual({ satu: 'acknowledged' })
    expect(log.mock.calls).toEqual([['The feed of satu could not be stored:', error]])
    const usual = { failures: 0, lastError: null, etag: null, nextPoll: NOW + 30 * MINUTE }
    expect(await stateOf('satu')).toMatchObject(usual)
    await consumePolls(env.DB, messages, upstream.options())
    expect(await column('SELECT id FROM articles')).toEqual(['urn:satu:1'])
  })

  it('Polls take their user agent and limits from the configuration of the deployment', () => {
    const settings = {
      authority: 'a.example',
      siteUrl: 'https://news.example',
      site: {},
      pollAnywhere: false,
    }
    expect(pollOptions(settings)).toMatchObject({
      anywhere: false,
      timeout: 10_000,
      userAgent: 'Warta/1.0 (+https://news.example)',
    })
  })
})
