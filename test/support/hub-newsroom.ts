import { env } from 'cloudflare:test'
import { afterEach, beforeEach, vi } from 'vitest'
import { HubLab } from './hub-lab.ts'
import { articleFile, contentOf, NOW, sync } from './site.ts'
import { emptyTables } from './tables.ts'

export const MINUTE = 60_000
export const DAY = 86_400_000
/** A callback that means what is asked for it. */
export const CALLBACK = 'https://reader.example/cb'
export const TOPIC = 'https://news.example/rss.xml'
/** A request for a subscription. */
export const ASKED = { 'hub.mode': 'subscribe', 'hub.topic': TOPIC, 'hub.callback': CALLBACK }

/** An article file whose id and title tell its slug. */
export const fileOf = (slug: string, fields: Record<string, unknown> = {}, body?: string) =>
  articleFile({ id: `urn:x:${slug}`, title: `Judul ${slug}`, tags: ['Dunia'], ...fields }, body)

/** The hub of the test, with CALLBACK at it. */
export let lab = new HubLab()
let files: Record<string, string> = {}

/** Each test of the file begins at NOW, with one article and no subscriptions. */
export function useNewsroom(): void {
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW })
    await emptyTables()
    files = { satu: fileOf('satu') }
    await sync(contentOf(files))
    lab = new HubLab().at(CALLBACK)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })
}

/** Some time goes by, then the folder has these files too, and the hub has done its work. */
export async function publish(more: Record<string, string>, ms = 5000): Promise<void> {
  await write(more, ms)
  await lab.tick()
}

/** The same, before the hub has done anything. */
export async function write(more: Record<string, string>, ms = 5000): Promise<void> {
  pass(ms)
  files = { ...files, ...more }
  await sync(contentOf(files), Date.now())
}

export function pass(ms: number): void {
  vi.setSystemTime(Date.now() + ms)
}

/** The titles of the items of a pushed RSS document. */
export const titlesOf = ({ body }: { readonly body: string }) =>
  Array.from(body.matchAll(/<item>.*?<title>(.*?)<\/title>/gs), ([, title]) => title)

/** The titles of each push that a callback got. */
export const pushed = (address = CALLBACK) => lab.deliveries(address).map(titlesOf)

/** What is stored of subscriptions, in the order in which they were made. */
export async function subscriptions() {
  const sql = `SELECT t.url, s.callback, s.secret, s.lease_until, s.chunk, c.size FROM subscriptions s
    JOIN topics t ON t.key = s.topic JOIN hub_chunks c ON c.topic = s.topic AND c.chunk = s.chunk ORDER BY s.key`
  return (await env.DB.prepare(sql).all()).results
}
