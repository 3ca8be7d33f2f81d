import { env } from 'cloudflare:test'
import type { PollFailure, PollNews } from '../../src/ingest/poll/outcome.ts'
import { type PollOptions, type PollReport, pollFeed } from '../../src/ingest/poll/run.ts'
import { findPoll, type Poll } from '../../src/storage/polls.ts'
import { articleFile, NOW, SITE, SOURCES } from './example-content.ts'
import { MemoryContent } from './memory-content.ts'
import { sync } from './site.ts'

/** How a feed of a test answers: a response, or whatever becomes of one. */
export type Answer = (url: string, init: RequestInit) => Response | Promise<Response>

/** What a test's upstream was asked. */
export interface Asked {
  readonly url: string
  readonly headers: Headers
}

/** The feeds of other sites, in memory: an answer for each URL, and what was asked. */
export class Upstream {
  readonly asked: Asked[] = []
  readonly answers = new Map<string, Answer>()
  now = NOW

  /** Answers a URL with a document and headers from now on. */
  serve(url: string, body: string, headers: Record<string, string> = {}): void {
    this.answers.set(url, () => new Response(body, { headers }))
  }

  /** Answers a URL with a status and headers, without a body, from now on. */
  answer(url: string, status: number, headers: Record<string, string> = {}): void {
    this.answers.set(url, () => new Response(null, { status, headers }))
  }

  options(more: Partial<PollOptions> = {}): PollOptions {
    return {
      authority: 'warta.example',
      anywhere: false,
      userAgent: 'Warta/1.0',
      timeout: 10_000,
      now: () => this.now,
      jitter: () => 0,
      fetch: async (url, init) => {
        this.asked.push({ url, headers: new Headers(init.headers) })
        const answer = this.answers.get(url)
        if (!answer) throw new Error(`${url} is not served by this test`)
        return answer(url, init)
      },
      ...more,
    }
  }

  /** Polls a source into the test's database. */
  poll(source: string, more: Partial<PollOptions> = {}): Promise<PollReport | undefined> {
    return pollFeed(env.DB, source, this.options(more))
  }
}

/** Two sources that are polled, and their feeds, and a registry that has them. */
export const SATU = 'https://satu.example/rss'
export const DUA = 'https://dua.example/rss'

export const POLLED = `${SOURCES}
  - { id: satu, name: Kabar Satu, feed: "${SATU}", poll: true }
  - { id: dua, name: Kabar Dua, feed: "${DUA}", poll: true }
`

/** Syncs the registry with these two sources, and articles by slug. */
export async function syncPolled(
  articles: Record<string, Parameters<typeof articleFile>> = {},
  registry: string = POLLED,
  site: string = SITE,
): Promise<void> {
  const files = Object.entries(articles).map(([slug, [fields, body]]) => [
    `articles/2022/09/${slug}.md`,
    articleFile(fields, body),
  ])
  await sync(new MemoryContent({ 'site.yaml': site, 'sources.yaml': registry, ...Object.fromEntries(files) }))
}

/** What a poll had, or why it brought nothing; `undefined` where nothing was polled. */
export function newsOf(report: PollReport | undefined): PollNews | PollFailure | undefined {
  if (!report) return undefined
  return report.result.ok ? report.result.value : report.result.failure
}

/** The state row of a source. */
export async function stateOf(source: string): Promise<Poll | null> {
  return findPoll(env.DB, source)
}

/** An RSS document with these items, each of them XML. */
export function rss(title: string, ...items: string[]): string {
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${title}</title><language>id</language>
<link>https://${title.toLowerCase().replace(/\W+/g, '-')}.example/</link>${items.join('')}</channel></rss>`
}

/** An item with an id, a title and a body; `more` is XML. */
export function item(id: string, title: string, body: string, more = ''): string {
  return `<item><guid isPermaLink="false">${id}</guid><title>${title}</title>
<pubDate>Tue, 20 Sep 2022 12:32:00 +0700</pubDate><description>${body}</description>${more}</item>`
}

/** A text that is long enough to be known again. */
export function story(subject: string): string {
  return `Kabar tentang ${subject} ini cukup panjang untuk dikenali lagi. `.repeat(6).trim()
}
