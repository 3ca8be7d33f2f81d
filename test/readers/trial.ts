import { FORMAT_NAMES, FORMATS, type FormatName } from '../../src/formats/index.ts'
import type { Server } from '../support/commands.ts'
import { type Exchange, LoggingProxy } from './logging-proxy.ts'
import { type Edition, EXAMPLE, type Newsroom } from './newsroom.ts'
import { type Kept, keptPromises, promisedItems } from './promise.ts'
import type { Reader, StoredItem, Subscription } from './reader.ts'
import { ReaderHome } from './reader-home.ts'

/** newsboat keeps the validators only of a feed that it knew before, so its third fetch is the first to use them. */
const MOST_POLLS = 3

/** What was found out about a reader and a format, all from what the reader has stored and sent. */
export interface Findings extends Kept {
  /** How many items the feed has. */
  readonly promised: number
  /** How many the reader has stored, promised or not. */
  readonly stored: number
  /** Of the example article, as stored. */
  readonly byline: string
  /** The fetch that was answered with 304, counted from 1; missing where none was. */
  readonly notModified: number | undefined
  /** Whether the new article of the edition was seen. */
  readonly news: boolean
  /** What became of the item that the edition corrects. */
  readonly update: 'in place' | 'as a new item' | 'no'
  /** The poll after the edition. */
  readonly asked: Exchange | undefined
}

/** What a reader found on a page. */
export interface PageFindings {
  readonly page: 'home' | 'article'
  readonly found: readonly FormatName[]
  /** How many items it then has beside those of the feed. */
  readonly surplus: number
}

/**
 * Gives a reader the front page and an article's page, whose feeds have so many items. `undefined` where the
 * reader cannot discover feeds.
 */
export async function discover(
  reader: Reader,
  server: Server,
  expected: number,
): Promise<PageFindings[] | undefined> {
  if (!reader.discover) return undefined
  const pages = []
  for (const [page, path] of [
    ['home', '/'],
    ['article', EXAMPLE.page],
  ] as const) {
    await using proxy = await LoggingProxy.start(server.origin)
    await using home = new ReaderHome()
    const { feeds, items = expected } = await reader.discover(home, proxy.origin + path)
    const found = FORMAT_NAMES.filter((name) => feeds.includes(`${proxy.origin}/${FORMATS[name].file}`))
    pages.push({ page, found, surplus: items - expected })
  }
  return pages
}

/** Lets a reader subscribe, poll until it is told 304, and poll again after an edition with news and a correction. */
export async function tryFormat(
  reader: Reader,
  { format, query }: { readonly format: FormatName; readonly query: string },
  server: Server,
  newsroom: Newsroom,
): Promise<Findings> {
  await using proxy = await LoggingProxy.start(server.origin)
  await using home = new ReaderHome()
  const path = `/${FORMATS[format].file}${query}`
  const promised = await promisedItems(server, query)
  const subscription = await reader.subscribe(home, proxy.origin + path)
  const before = await subscription.items()
  const first = {
    promised: promised.length,
    stored: before.length,
    ...keptPromises(promised, before),
    byline: before.find(({ title }) => title.includes(EXAMPLE.title))?.byline ?? '',
  }
  if (before.length === 0) return { ...first, ...NOTHING, missing: [] }

  const poll = polling(subscription, proxy, path)
  const notModified = await pollUntilNotModified(poll)
  const edition = await newsroom.publish()
  const asked = await poll()
  return { ...first, notModified, asked, ...changes(before, await subscription.items(), edition) }
}

const NOTHING = { notModified: undefined, asked: undefined, news: false, update: 'no' } as const

type Poll = () => Promise<Exchange | undefined>

function polling(subscription: Subscription, proxy: LoggingProxy, path: string): Poll {
  return async () => {
    const before = proxy.exchanges.length
    await subscription.poll()
    return proxy.since(before, path)[0]
  }
}

async function pollUntilNotModified(poll: Poll): Promise<number | undefined> {
  for (let count = 2; count <= MOST_POLLS; count++) if ((await poll())?.status === 304) return count
  return undefined
}

/** What a reader shows of an edition: the items that it had before, and those that it has after the next poll. */
export function changes(
  before: readonly StoredItem[],
  after: readonly StoredItem[],
  { mark, sentence, news }: Edition,
): Pick<Findings, 'news' | 'update'> {
  const added = after.filter(({ title }) => title === news).length
  const isCorrected = after.some(({ title, body }) => title.includes(mark) && body.includes(sentence))
  const grown = after.length - before.length - added
  return { news: added === 1, update: isCorrected ? (grown === 0 ? 'in place' : 'as a new item') : 'no' }
}
