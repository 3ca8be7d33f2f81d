import { parseFeed } from 'feedsmith'
import type { Isolate } from './isolate.ts'
import { readFeed } from './read-feed.ts'

/** What a document says of its place among those of its feed (RFC 5005), whatever its format. */
export interface Place {
  readonly self: string | undefined
  readonly current: string | undefined
  readonly previous: string | undefined
  readonly next: string | undefined
  readonly complete: boolean
  readonly archive: boolean
}

type Links = readonly { rel?: string; href?: string }[] | undefined

/** Reads that with a parser that nobody here wrote. JSON Feed has but its own address and that of the next page. */
export function placeOf(text: string): Place {
  const parsed = parseFeed(text)
  const marks = { complete: /<fh:complete *\/>/.test(text), archive: /<fh:archive *\/>/.test(text) }
  if (parsed.format === 'json') {
    const { feed_url: current, next_url: previous } = parsed.feed
    return { self: undefined, current, previous, next: undefined, complete: !previous, archive: false }
  }
  if (parsed.format !== 'rss' && parsed.format !== 'atom') throw new Error(parsed.format)
  const links: Links = parsed.format === 'rss' ? parsed.feed.atom?.links : parsed.feed.links
  const linkOf = (rel: string) => links?.find((link) => link.rel === rel)?.href
  return {
    self: linkOf('self'),
    current: linkOf('current'),
    previous: linkOf('prev-archive'),
    next: linkOf('next-archive'),
    ...marks,
  }
}

/** A document that a walk came by. */
export interface Step extends Place {
  readonly url: string
  readonly text: string
  /** Ids of its entries, in their order. */
  readonly ids: readonly string[]
}

/** Follows redirects as any client does; fails at everything but 200 in the end. */
export async function follow(isolate: Isolate, url: string): Promise<{ url: string; response: Response }> {
  for (let at = url, hops = 0; hops < 3; hops++) {
    const response = await isolate.get(at)
    if (response.status === 200) return { url: at, response }
    const location = response.headers.get('Location')
    if (response.status !== 302 || !location) throw new Error(`${at} is a ${response.status}`)
    at = new URL(location, at).href
  }
  throw new Error(`${url} redirects without end`)
}

/** Walks from what readers subscribe to through all its archives; `between` happens after each document. */
export async function walk(isolate: Isolate, path: string, between?: () => Promise<void>): Promise<Step[]> {
  const steps: Step[] = []
  let next: string | undefined = new URL(path, 'https://news.example').href
  while (next) {
    const { url, response } = await follow(isolate, next)
    const text = await response.text()
    const ids = readFeed(text).entries.map(({ id = '' }) => id)
    const place = placeOf(text)
    steps.push({ ...place, url, text, ids })
    await between?.()
    next = place.previous
  }
  return steps
}

/** Every id that a walk came by, each once, sorted. */
export function idsOfWalk(steps: readonly Step[]): string[] {
  return [...new Set(steps.flatMap(({ ids }) => ids))].sort()
}
