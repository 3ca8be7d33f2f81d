import { env } from 'cloudflare:test'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Scope } from '../../src/model/access-token.ts'
import { newSecret } from '../../src/model/access-token.ts'
import type { Operation } from '../../src/model/operation.ts'
import { storeCounts } from '../../src/storage/counts.ts'
import { storeSubscribers } from '../../src/storage/subscribers.ts'
import { addToken, hashOfSecret } from '../../src/storage/tokens.ts'
import { getFrom } from '../support/deployment.ts'
import { select } from '../support/select.ts'
import { BROWSER_ACCEPT, NOW, sync } from '../support/site.ts'
import { Story } from '../support/story.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
let operator = ''

async function tokenWith(...scopes: Scope[]): Promise<string> {
  const secret = newSecret()
  const plain = { desk: 'metro', publishers: undefined, created: NOW, expires: null }
  await addToken(env.DB, await hashOfSecret(secret), { ...plain, name: crypto.randomUUID(), scopes })
  return secret
}

const bearer = (secret: string) => ({ Authorization: `Bearer ${secret}` })
const basic = (secret: string, user = 'siapa saja') => ({
  Authorization: `Basic ${btoa(`${user}:${secret}`)}`,
})

/** Asks as the operator. */
const ask = (path: string, headers: Record<string, string> = {}) =>
  getFrom({}, path, { ...bearer(operator), ...headers })
const operation = async () => (await ask('/status', { Accept: 'application/json' })).json<Operation>()
const run = (sql: string, ...values: (string | number | null)[]) =>
  env.DB.prepare(sql)
    .bind(...values)
    .run()

beforeAll(async () => {
  await sync(new Story().add(1, 7).content, NOW)
  operator = await tokenWith('operate')
  const now = Date.now()
  await storeCounts(env.DB, now, {
    'answers feed 2xx': 40,
    'answers feed 304': 900,
    'answers page 5xx': 2,
    renders: 7,
  })
  await storeCounts(env.DB, now - 3 * HOUR, {
    'answers feed 2xx': 2,
    'time 5': 90,
    'time 250': 10,
    'time sum': 2500,
  })
  await storeCounts(env.DB, now - 40 * DAY, { renders: 30 })
  await storeSubscribers(env.DB, Math.floor(now / DAY), 'Feedly', [
    { channel: '/tags/dunia', format: 'rss', subscribers: 12 },
  ])
  await storeSubscribers(env.DB, Math.floor(now / DAY) - 3, 'Feedly', [
    { channel: '/tags/dunia', format: 'rss', subscribers: 15 },
  ])
  // Somebody who says the name of our own leases, and one whose name is meant to break a line of metrics.
  for (const agent of ['WebSub', 'Odd"\\\nwarta_revision 0']) {
    await storeSubscribers(env.DB, Math.floor(now / DAY), agent, [
      { channel: '/tags/dunia', format: 'atom', subscribers: 7 },
    ])
  }
  await run(
    "INSERT INTO hub_deliveries VALUES (?1, '250', 98, 19500), (?1, 'inf', 2, 52000), (?1, 'failed', 3, 0)",
    Math.floor(now / HOUR),
  )
  await run(
    "INSERT INTO withdrawals (id, kind, at, revision, actor) VALUES ('urn:x:a', 'kill', ?1, 5, 'x')",
    now - 60_000,
  )
  await run(
    `INSERT INTO polls (source, feed, last_success, next_poll, failures, last_error) VALUES
     ('antara', 'https://a.example/', ?1, ?1, 4, 'HTTP 500 <b>'), ('reuters', 'https://r.example/', ?1, ?1, 0, NULL)`,
    NOW,
  )
})

describe.each(['/status', '/metrics'])('%s', (path) => {
  it('asks for a token, and takes it as a password or as a bearer token', async () => {
    const nobody = await getFrom({}, path)
    expect(nobody.status).toBe(401)
    expect(nobody.headers.get('WWW-Authenticate')).toBe('Basic realm="Warta", charset="UTF-8"')
    for (const headers of [bearer(operator), basic(operator), basic(operator, ''), basic(operator, 'a b')]) {
      expect((await getFrom({}, path, headers)).status).toBe(200)
    }
    const wrong = [
      bearer('warta_x'),
      basic('warta_x'),
      basic(newSecret()),
      { Authorization: 'Basic %' },
      { Authorization: `Basic ${btoa(operator)}=` },
    ]
    for (const headers of wrong) expect((await getFrom({}, path, headers)).status).toBe(401)
  })

  it('refuses a token of any other scope', async () => {
    const secret = await tokenWith('read', 'publish', 'correct', 'kill', 'kill-any')
    const response = await getFrom({}, path, bearer(secret))
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ detail: 'This takes a token with the scope operate.' })
  })

  it('is kept by nobody, found by no search engine, and read by no page of another origin', async () => {
    for (const response of [
      await ask(path),
      await getFrom({}, path),
      await getFrom({}, path, bearer(await tokenWith('read'))),
    ]) {
      expect(response.headers.get('Cache-Control')).toMatch(/(^|, )no-store$/)
      expect(response.headers.get('X-Robots-Tag')).toBe('noindex')
      expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull()
    }
  })

  it('tells whoever tries too many tokens to wait', async () => {
    const API_FAILURES = { limit: async () => ({ success: false }) }
    const client = { 'CF-Connecting-IP': '192.0.2.9' }
    const refused = await getFrom({ API_FAILURES }, path, { ...client, ...basic(newSecret()) })
    expect(refused.status).toBe(429)
    expect(refused.headers.get('Retry-After')).toBe('60')
    expect((await getFrom({ API_FAILURES }, path, { ...client, ...basic(operator) })).status).toBe(200)
  })
})

describe('the status as JSON', () => {
  it('has what was counted by the hour, by the day and ever, also in the hour that is not over', async () => {
    const { hours, days, totals } = await operation()
    expect(hours).toHaveLength(48)
    expect(days).toHaveLength(90)
    expect(hours.at(-1)?.counts).toMatchObject({ 'answers feed 304': 900, 'deliveries 250': 98 })
    expect(hours.at(-4)?.counts).toMatchObject({ 'answers feed 2xx': 2 })
    expect(days.at(-41)?.counts).toEqual({ renders: 30 })
    expect(totals).toMatchObject({ 'answers feed 2xx': 42, renders: 37, 'deliveries failed': 3 })
  })

  it('has articles by state, the next change, failing polls and purges that have not come through', async () => {
    await run(
      `INSERT INTO held_articles (origin, id, at, writes, slug, published, updated, size, listed, channels, aliases, media, data, body, blocked)
       SELECT 'o', 'urn:h:' || key, value, 1, '', 0, 0, 0, 0, '', '', '', '', '', CASE key WHEN 3 THEN 'slug' END
       FROM json_each('[5000,4000,8640000000000000,1]')`,
    )
    const { articles, polls, purges } = await operation()
    expect(articles).toMatchObject({ public: 7, scheduled: 2, released: 4000, withheld: 1, blocked: 1 })
    expect(polls).toEqual([{ source: 'antara', failures: 4, since: NOW, error: 'HTTP 500 <b>' }])
    expect(purges).toEqual({ count: 1, first: expect.any(Number) })
  })

  it('has the largest number of a week that each reader on the web has said, and the leases of the hub', async () => {
    await run(
      "INSERT INTO topics (key, url, kind, slug, format, seen, pushed) VALUES (1, 'u', 'tags', 'dunia', 'atom', 0, 0)",
    )
    await run(
      'INSERT INTO hub_chunks (topic, chunk, slow, size, revision, at) VALUES (1, 1, 0, 200, 0, 0), (1, 2, 0, 30, 0, 0)',
    )
    const { subscribers, hub } = await operation()
    expect(subscribers).toEqual([
      { agent: 'WebSub', channel: '/tags/dunia', format: 'atom', subscribers: 230 },
      { agent: 'Feedly', channel: '/tags/dunia', format: 'rss', subscribers: 15 },
      { agent: expect.stringContaining('Odd'), channel: '/tags/dunia', format: 'atom', subscribers: 7 },
    ])
    expect(hub).toEqual({
      subscriptions: 230,
      topics: 1,
      requests: 0,
      unsettled: 0,
      retries: { count: 0, first: null },
    })
  })
})

describe('the page of the status', () => {
  it('has a plot with a table for each thing, in words of the reader’s language', async () => {
    const html = await (await ask('/status', { Accept: BROWSER_ACCEPT, 'Accept-Language': 'en' })).text()
    expect((await select(html, 'figcaption')).map(({ text }) => text)).toEqual([
      ...['Answers by status', 'Documents written', 'Deliveries of the hub'],
      ...['Answers by status', 'Documents written', 'Deliveries of the hub'],
    ])
    expect(await select(html, 'figure details table')).toHaveLength(6)
    expect(await select(html, 'figure:first-of-type tbody tr')).not.toHaveLength(0)
    const labels = html.match(/aria-label="[^"]*: [^"]*"/g) ?? []
    expect(labels).toContain('aria-label="304: 900, at most 900"')
    expect(html).toContain('Half within 5 ms, 99 of 100 within 250 ms.')
    expect(html).toContain('Half within 250 ms, 99 of 100 within ∞.')
    const indonesian = await (
      await ask('/status', { Accept: BROWSER_ACCEPT, 'Accept-Language': 'id' })
    ).text()
    expect(indonesian).toContain('Jawaban menurut status')
  })

  it('escapes what others have said, and has no style and script of its own', async () => {
    const html = await (await ask('/status', { Accept: BROWSER_ACCEPT })).text()
    expect(html).toContain('HTTP 500 &lt;b&gt;')
    expect(html).not.toMatch(/ style=|<style|<script(?! src="\/page\.js")/)
  })
})

describe('the metrics', () => {
  it('are OpenMetrics text: each family with its type, its samples behind it, and an end', async () => {
    const response = await ask('/metrics')
    expect(response.headers.get('Content-Type')).toBe(
      'application/openmetrics-text; version=1.0.0; charset=utf-8',
    )
    const text = new TextDecoder().decode(await response.arrayBuffer())
    expect(text).toMatch(/\n# EOF\n$/)
    expect(text).not.toContain('\n\n')
    const named = text.split('\n').map((line) => line.replace(/ \S+$/, ''))
    expect(named.filter((line, n) => !line.startsWith('#') && named.indexOf(line) !== n)).toEqual([])
    let family = ''
    for (const line of text.split('\n').slice(0, -2)) {
      const [, named] = /^# TYPE (\S+) (?:counter|gauge|histogram)$/.exec(line) ?? []
      family = named ?? family
      expect(line).toMatch(
        new RegExp(
          `^(# (TYPE|UNIT|HELP) ${family} .+|${family}(_total|_bucket|_count|_sum)?(\\{\\w+="[^\\n]*"\\})? -?[\\d.]+)$`,
        ),
      )
    }
    expect(text).toContain('warta_answers_total{kind="feed",status="304"} 900\n')
    expect(text).toContain('warta_answer_seconds_bucket{le="0.005"} 90\n')
    expect(text).toContain('warta_answer_seconds_bucket{le="0.1"} 90\n')
    expect(text).toContain('warta_answer_seconds_bucket{le="1.0"} 100\n')
    expect(text).toContain(
      'warta_answer_seconds_bucket{le="+Inf"} 100\nwarta_answer_seconds_count 100\nwarta_answer_seconds_sum 2.5\n',
    )
    expect(text).toContain(
      'warta_receipt_seconds_bucket{le="+Inf"} 100\nwarta_receipt_seconds_count 100\nwarta_receipt_seconds_sum 71.5\n',
    )
    expect(text).toContain('warta_subscribers{reader="Odd\\"\\\\\\nwarta_revision 0",channel=')
    expect(text).toContain('warta_subscribers{reader="Feedly",channel="/tags/dunia",format="rss"} 15\n')
  })
})
