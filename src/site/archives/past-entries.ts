import type { History } from '../../formats/document.ts'
import { archivePath, FORMATS, type FormatName, formatLinks } from '../../formats/index.ts'
import { ARCHIVE_MAX_AGE } from '../../http/caching.ts'
import { type ChannelKey, channelPath } from '../../model/channel.ts'
import { failed, success } from '../../model/result.ts'
import type { Address, RequestContext } from '../../serve/context.ts'
import type { DocumentRequest, Found, Rendered, Resource } from '../../serve/resource.ts'
import { readWithSite } from '../../serve/shown-site.ts'
import {
  type ArchiveName,
  findArchive,
  readArchive,
  type StoredArchive,
} from '../../storage/read/archives.ts'
import { composeFeed, feedLinks } from '../feeds/compose.ts'
import { archiveQuery, type FeedOptions } from '../feeds/options.ts'
import { BODY_BYTES, DOCUMENT_BYTES, writeWithin } from '../feeds/write-within.ts'

/** Which archive of a channel, in which format, with what of its articles. */
export interface ArchiveRequest extends DocumentRequest {
  readonly channel: ChannelKey
  readonly number: number
  /** The revision that the URL names, to the base of 36; `undefined` where it names none. */
  readonly stamp: string | undefined
  readonly format: FormatName
  readonly content: FeedOptions['content']
}

/**
 * The entries of a channel that arrived together (RFC 5005, section 4), the last first. An archive is at the address
 * of its revision: every other one leads there.
 */
export const pastEntries: Resource<ArchiveRequest, StoredArchive> = { version, render }

async function version(context: RequestContext, request: ArchiveRequest): Promise<Found<StoredArchive>> {
  const { memory, now } = context
  const { channel, number, format, content } = request
  const stored = await memory.archives.current(entryName(request), now, () =>
    findArchive(context.session, channel, number),
  )
  if (!stored) return unknownArchive(request)
  const { archive } = stored
  if (archive.revision.toString(36) === request.stamp) return success(stored)
  const location = archivePath(channel, format, archive) + archiveQuery(content)
  return failed({ kind: 'moved', status: 302, location })
}

async function render(
  context: RequestContext,
  request: ArchiveRequest,
  stored: StoredArchive,
): Promise<Found<Rendered>> {
  const { memory, now, session, address } = context
  const { format, content } = request
  const readArchived = async () => {
    const read = await readArchive(session, stored, content === 'full' ? BODY_BYTES : 0)
    return read ? success(read) : unknownArchive(request)
  }
  const found = await readWithSite(context, readArchived, ({ head }) => head.channel.site)
  if (!found.ok) return found
  const { site, read } = found.value
  const { head, articles } = read
  memory.archives.learn(entryName(request), head, now)
  // An archive changes when its articles do, whatever becomes of the channel.
  const archived = { ...head.channel, revision: head.revision, modified: head.modified }
  const ttl = ARCHIVE_MAX_AGE / 60
  const setting = { ...address, ttl, site, ...placeOf(head, address, archiveQuery(content)) }
  const text = writeWithin(DOCUMENT_BYTES, articles, (shown) =>
    FORMATS[format].write(composeFeed(archived, shown, setting)),
  )
  return success({ version: head, text })
}

/** Under which name the isolate remembers an archive's version. */
function entryName({ channel, number }: ArchiveRequest): string {
  return `${channelPath(channel)} ${number}`
}

function unknownArchive({ channel, number }: ArchiveRequest): Found<never> {
  return failed({ kind: 'unknown-archive', path: channelPath(channel), number })
}

// The addresses of the archive itself, of its neighbours and of what readers subscribe to.
function placeOf({ channel, archive, previous, next }: StoredArchive, { origin }: Address, query: string) {
  const linksOf = (name: ArchiveName) =>
    formatLinks((format) => origin + archivePath(channel, format, name) + query)
  const history: History = {
    archive: true,
    current: feedLinks(channel, origin, query),
    previous: previous && linksOf(previous),
    next: next && linksOf(next),
  }
  return { query, links: linksOf(archive), history }
}
