import { contentTypeOf, type FormatName } from '../formats/index.ts'
import { channelPath } from '../model/channel.ts'
import { success } from '../model/result.ts'
import type { Topic } from '../model/subscription.ts'
import { jobContext } from '../serve/context.ts'
import { readChanges, readDocument } from '../serve/copies.ts'
import type { Copy } from '../serve/memory.ts'
import type { Found } from '../serve/resource.ts'
import { isOver } from '../serve/version-cache.ts'
import { type FeedRequest, newest } from '../site/feeds/newest.ts'
import { findChannel } from '../storage/read/channels.ts'
import type { Hub } from './hub-context.ts'
import { formatOfTopic } from './topic.ts'

/** The most bytes that are pushed: a feed that is larger gives the older ones of its entries as summaries. */
const PUSH_BYTES = 1_000_000

/** What is sent to callbacks. */
export interface PushedDocument {
  readonly contentType: string
  /** The revision of its channel. */
  readonly revision: number
  /** When something of it expires, in ms since the epoch; missing where nothing does. */
  readonly until?: number
  /** All of the feed, as it is when it is asked for. Mostly nobody needs it, and it is not read then. */
  readonly whole: () => Promise<Uint8Array>
  /** The entries that changed since an earlier version alone; missing where all has to be sent. */
  readonly changes?: Uint8Array
}

/** RSS and Atom may leave out what was delivered before; other documents are sent whole (WebSub, 7). */
const PARTIAL: ReadonlySet<FormatName> = new Set(['rss', 'atom'])

/**
 * A topic's document as it is now, with what changed in it since a revision, where one is given. It is made from what is stored, each time: so
 * no document waits anywhere that an article has left since. `undefined` where there is no such feed any more.
 */
export async function pushedDocument(
  { env, db, now }: Hub,
  topic: Topic,
  since: number | undefined,
): Promise<PushedDocument | undefined> {
  const format = formatOfTopic(topic)
  const context = jobContext(env, new URL(topic.url).origin, now())
  const channel = await findChannel(db, topic)
  if (!channel) return undefined
  const request: FeedRequest = {
    name: `${topic.url} as it is pushed`,
    channel: { kind: topic.kind, slug: topic.slug },
    format,
    limit: undefined,
    content: 'full',
    query: '',
    bytes: PUSH_BYTES,
  }
  context.memory.channels.learn(channelPath(topic), channel, now())
  const plan = { resource: newest, request }
  const changes =
    since !== undefined && PARTIAL.has(format)
      ? await readChanges(context, plan, { revision: since }, { version: channel })
      : undefined
  let whole: Promise<Found<Copy>> | undefined
  const readWhole = () => {
    whole ??= readDocument(context, plan, { version: channel }, 'identity')
    return whole
  }
  const first = changes ? success(changes) : await readWhole()
  // What has expired is taken out by the clock, which writes, so that this topic is due again.
  if (!first.ok || isOver(first.value.version, now())) return undefined
  const { version } = first.value
  if (version.revision < channel.revision) throw new Error('The database gave a copy that is not the newest')
  return {
    contentType: contentTypeOf(format),
    revision: version.revision,
    ...(version.until !== undefined && { until: version.until }),
    whole: async () => {
      const read = await readWhole()
      if (!read.ok || read.value.version.revision < channel.revision) throw new Error('The feed is gone')
      return read.value.bytes
    },
    ...(changes && { changes: changes.bytes }),
  }
}
