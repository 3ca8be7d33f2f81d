import type { History } from '../../formats/history.ts'
import { archivePath, FORMATS, type FormatName, feedPath } from '../../formats/index.ts'
import { type ChannelKey, channelPath } from '../../model/channel.ts'
import type { Desk, IsolateMemory } from '../../serve/context.ts'
import type { DocumentPlan, RenderedDocument } from '../../serve/open-document.ts'
import type { Site } from '../../serve/request-context.ts'
import { newestArchive } from '../../storage/read/archives.ts'
import { findChannel, type StoredChannel } from '../../storage/read/channels.ts'
import { readFeed } from '../../storage/read/newest-entries.ts'
import { composeFeed, formatLinks } from './compose.ts'
import { BODY_BYTES, DOCUMENT_BYTES, writeWithin } from './write-within.ts'

/** Which document: a channel in a format, cut and filled as asked. */
export interface FeedRequest {
  readonly channel: ChannelKey
  readonly format: FormatName
  readonly limit: number
  readonly content: 'full' | 'summary'
  /** The query string of the document's own address, with its `?`; '' for none. */
  readonly query: string
}

/** The version that a channel has now: read at most once a second. `null` where there is no such channel. */
export function channelVersion({ memory, now, keepAlive, session }: Desk, key: ChannelKey) {
  return memory.channels.current(channelPath(key), now, keepAlive, () => findChannel(session(), key))
}

/** What readers subscribe to: the newest articles of a channel. */
export function feedPlan(desk: Desk, request: FeedRequest, site: Site): DocumentPlan<StoredChannel> {
  return {
    name: site.origin + feedPath(request.channel, request.format) + request.query,
    version: () => channelVersion(desk, request.channel),
    isCurrent: currency(desk.memory, channelPath(request.channel)),
    render: (channel) => render(desk, channel, request, site),
  }
}

// Kept with answers, so on its own: beside the other functions of a plan it would hold the desk, and so the request.
function currency({ channels }: IsolateMemory, path: string) {
  return (revision: number, now: number): boolean => channels.isCurrent(path, revision, now)
}

/**
 * The same with only the entries that changed after a revision (RFC 3229 with the instance manipulation `feed`).
 * It can't be had where an entry was taken out since, for the client would keep that.
 */
export function changesPlan(
  desk: Desk,
  request: FeedRequest,
  site: Site,
  since: number,
): DocumentPlan<StoredChannel> {
  const whole = feedPlan(desk, request, site)
  return {
    ...whole,
    name: `${whole.name} since ${since}`,
    render: async (channel) =>
      channel.withdrawn > since ? null : render(desk, channel, request, site, since),
  }
}

async function render(
  desk: Desk,
  stored: StoredChannel,
  request: FeedRequest,
  site: Site,
  since?: number,
): Promise<RenderedDocument | null> {
  const { format, limit, content } = request
  const bodyBytes = content === 'full' ? BODY_BYTES : 0
  const found = await readFeed(desk.session(), stored, { limit, bodyBytes })
  if (!found) return null
  const { head: channel, articles } = found
  desk.memory.channels.learn(channelPath(channel), channel, desk.now)
  // An entry may have left after the version was read.
  if (since !== undefined && channel.withdrawn > since) return null
  const wanted = since === undefined ? articles : articles.filter(({ revision }) => revision > since)
  const everything = articles.length === channel.entries
  const text = writeWithin(DOCUMENT_BYTES, wanted, (shown) => {
    const history = historyOf(channel, request, site, everything && shown.length === articles.length)
    return FORMATS[format].write(composeFeed(channel, shown, { ...site, query: request.query, history }))
  })
  return { version: channel, text }
}

// A feed holds everything, or the rest is in its archives.
function historyOf(
  channel: StoredChannel,
  { content }: FeedRequest,
  { origin }: Site,
  everything: boolean,
): History {
  const archive = newestArchive(channel)
  if (everything || !archive) return { complete: everything }
  const query = archiveQuery(content)
  return { previous: formatLinks((format) => origin + archivePath(channel, format, archive) + query) }
}

/** The query string of an archive with that content. */
export function archiveQuery(content: FeedRequest['content']): string {
  return content === 'summary' ? '?content=summary' : ''
}
