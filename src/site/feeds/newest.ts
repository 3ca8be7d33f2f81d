import type { History } from '../../formats/document.ts'
import { archivePath, FORMATS, type FormatName, formatLinks } from '../../formats/index.ts'
import { type ChannelKey, channelPath } from '../../model/channel.ts'
import { failed, success } from '../../model/result.ts'
import type { Site } from '../../model/site.ts'
import type { Address, RequestContext } from '../../serve/context.ts'
import type { DocumentRequest, Found, Rendered, Resource } from '../../serve/resource.ts'
import { readWithSite } from '../../serve/shown-site.ts'
import { newestArchive } from '../../storage/read/archives.ts'
import type { StoredChannel } from '../../storage/read/channels.ts'
import { readFeed } from '../../storage/read/newest-entries.ts'
import { channelVersion, unknownChannel } from '../channels/version.ts'
import { composeFeed } from './compose.ts'
import { addWithdrawn } from './gone.ts'
import { archiveQuery, type FeedOptions } from './options.ts'
import { BODY_BYTES, DOCUMENT_BYTES, writeWithin } from './write-within.ts'

/** Which document: a channel in a format, cut and filled as asked. */
export interface FeedRequest extends DocumentRequest, FeedOptions {
  readonly channel: ChannelKey
  readonly format: FormatName
  /** Only the entries that changed after this revision. */
  readonly since?: number
  /** The most bytes of it; the usual limit where nothing is said. */
  readonly bytes?: number
}

/**
 * What readers subscribe to: the newest articles of a channel. There are no changes to give since an entry was taken out,
 * because the client would keep that entry.
 */
export const newest: Resource<FeedRequest, StoredChannel> = {
  version: channelVersion,
  render: async (context, request, channel) =>
    isWithdrawn(channel, request) ? NO_CHANGES : render(context, request, channel),
  changesSince: (request, { revision: since }) => ({
    ...request,
    name: `${request.name} since ${since}`,
    since,
  }),
}

const NO_CHANGES: Found<Rendered> = failed({ kind: 'unknown-page' })

/** Whether an entry was taken out after the revision since which changes are asked for. */
function isWithdrawn({ withdrawn }: StoredChannel, { since }: FeedRequest): boolean {
  return since !== undefined && withdrawn > since
}

async function render(
  context: RequestContext,
  request: FeedRequest,
  stored: StoredChannel,
): Promise<Found<Rendered>> {
  const { session, memory, now, address } = context
  const { format, limit, content, query, since, bytes = DOCUMENT_BYTES } = request
  const bodyBytes = content === 'full' ? Math.min(BODY_BYTES, bytes) : 0
  const readNewest = async ({ items }: Site) => {
    const read = await readFeed(session, stored, { limit: limit ?? items, bodyBytes }, memory.articles)
    return read ? success(read) : unknownChannel(stored)
  }
  const found = await readWithSite(context, readNewest, ({ head }) => head.site)
  if (!found.ok) return found
  const { site, read } = found.value
  const { head: channel, articles, withdrawn } = read
  memory.channels.learn(channelPath(channel), channel, now)
  // An entry may have left after the version was read.
  if (isWithdrawn(channel, request)) return NO_CHANGES
  const wanted = since === undefined ? articles : articles.filter(({ revision }) => revision > since)
  const hub = query === '' ? address.hubUrl : undefined
  const everything = articles.length === channel.entries
  const text = writeWithin(bytes, wanted, (shown) => {
    const history = historyOf(channel, request, address, everything && shown.length === articles.length)
    const feed = composeFeed(channel, shown, { ...address, site, query, history, hub })
    addWithdrawn(feed, withdrawn, { origin: address.origin, name: site.name })
    return FORMATS[format].write(feed)
  })
  return success({ version: channel, text })
}

// A feed holds all entries of its channel, or its archives hold the rest.
function historyOf(
  channel: StoredChannel,
  { content }: FeedRequest,
  { origin }: Address,
  everything: boolean,
): History {
  const archive = newestArchive(channel)
  if (everything || !archive) return { complete: everything }
  const query = archiveQuery(content)
  return { previous: formatLinks((format) => origin + archivePath(channel, format, archive) + query) }
}
