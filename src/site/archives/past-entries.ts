import type { History } from '../../formats/history.ts'
import { archivePath, FORMATS, type FormatName } from '../../formats/index.ts'
import { type ChannelKey, channelPath } from '../../model/channel.ts'
import type { Desk } from '../../serve/context.ts'
import type { DocumentPlan, RenderedDocument } from '../../serve/open-document.ts'
import type { Site } from '../../serve/request-context.ts'
import {
  type ArchiveName,
  findArchive,
  readArchive,
  type StoredArchive,
} from '../../storage/read/archives.ts'
import { composeFeed, feedLinks, formatLinks } from '../feeds/compose.ts'
import { archiveQuery } from '../feeds/newest.ts'
import { BODY_BYTES, DOCUMENT_BYTES, writeWithin } from '../feeds/write-within.ts'

/** Which archive of a channel, in which format, with what of its articles. */
export interface ArchiveRequest {
  readonly channel: ChannelKey
  readonly number: number
  readonly format: FormatName
  readonly content: 'full' | 'summary'
}

/** The version that an archive has now: read at most once a second. `null` where there is none. */
export function archiveVersion({ memory, now, keepAlive, session }: Desk, request: ArchiveRequest) {
  const { channel, number } = request
  const name = `${channelPath(channel)} ${number}`
  return memory.archives.current(name, now, keepAlive, () => findArchive(session(), channel, number))
}

/** The entries of a channel that arrived together (RFC 5005, section 4), the last first. */
export function archivePlan(desk: Desk, request: ArchiveRequest, site: Site): DocumentPlan<StoredArchive> {
  const { channel, number, format, content } = request
  return {
    name: site.origin + archivePath(channel, format, { number }) + archiveQuery(content),
    version: () => archiveVersion(desk, request),
    render: (archive) => render(desk, archive, request, site),
  }
}

async function render(
  desk: Desk,
  stored: StoredArchive,
  { format, content }: ArchiveRequest,
  site: Site,
): Promise<RenderedDocument | null> {
  const found = await readArchive(desk.session(), stored, content === 'full' ? BODY_BYTES : 0)
  if (!found) return null
  const { head, articles } = found
  const { channel, number } = { channel: head.channel, number: head.archive.number }
  desk.memory.archives.learn(`${channelPath(channel)} ${number}`, head, desk.now)
  // An archive changes when its articles do, whatever becomes of the channel.
  const archived = { ...channel, revision: head.revision, modified: head.modified }
  const setting = { ...site, ...placeOf(head, site, archiveQuery(content)) }
  const text = writeWithin(DOCUMENT_BYTES, articles, (shown) =>
    FORMATS[format].write(composeFeed(archived, shown, setting)),
  )
  return { version: head, text }
}

// The addresses of the archive itself, of its neighbours and of what readers subscribe to.
function placeOf({ channel, archive, previous, next }: StoredArchive, { origin }: Site, query: string) {
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
