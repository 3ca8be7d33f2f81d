import { type Context, Hono } from 'hono'
import type { AppEnv } from '../../config.ts'
import { archivePath, formatOfFile } from '../../formats/index.ts'
import { respondFound, respondMoved } from '../../http/caching.ts'
import { channelPath } from '../../model/channel.ts'
import { answerDocument } from '../../serve/answer.ts'
import type { Desk } from '../../serve/context.ts'
import { cacheTag } from '../../serve/edge-cache.ts'
import { answerProblem } from '../../serve/problem-response.tsx'
import { deskOf, siteOf } from '../../serve/request-context.ts'
import { isDatabaseFailure } from '../../storage/database.ts'
import type { ArchiveName } from '../../storage/read/archives.ts'
import { CHANNEL_ROUTE, channelOf, FILE } from '../channels/address.ts'
import { archiveQuery } from '../feeds/newest.ts'
import { readFeedOptions } from '../feeds/options.ts'
import { representFeed } from '../feeds/representation.ts'
import { type ArchiveRequest, archivePlan, archiveVersion } from './past-entries.ts'

const NUMBER = ':number{[1-9][0-9]{0,8}}'
const STAMP = ':stamp{[0-9a-z]{1,11}}'

// What an archive holds can be corrected or withdrawn, so no copy is kept for longer than a day.
const LIFETIME = 'public, max-age=86400'

/** The archives of every channel: at the address of their revision; every other one leads there. */
export const archives = new Hono<AppEnv>()
  .get(`/archives/${NUMBER}/${FILE}`, archive)
  .get(`/archives/${NUMBER}/${STAMP}/${FILE}`, archive)
  .get(`${CHANNEL_ROUTE}/archives/${NUMBER}/${FILE}`, archive)
  .get(`${CHANNEL_ROUTE}/archives/${NUMBER}/${STAMP}/${FILE}`, archive)

async function archive(c: Context<AppEnv>): Promise<Response> {
  const { number, stamp, file } = c.req.param() as { number: string; stamp?: string; file: string }
  const format = formatOfFile(file) ?? 'rss'
  const name = channelOf(c)
  const options = readFeedOptions(new URL(c.req.url).searchParams)
  if ('kind' in options) return answerProblem(c, options)
  if (!name.ok) {
    const { pathname, search } = new URL(c.req.url)
    const rest = pathname.slice(pathname.indexOf('/archives/')) + search
    return name.moved ? respondMoved(name.moved + rest) : answerProblem(c, { kind: 'unknown-page' })
  }
  const request = { channel: name.key, number: Number(number), format, content: options.content }
  return answerArchive(c, request, stamp)
}

async function answerArchive(c: Context<AppEnv>, request: ArchiveRequest, stamp?: string): Promise<Response> {
  const { channel, number, format, content } = request
  const [desk, site] = [deskOf(c), siteOf(c)]
  const unknown = () => answerProblem(c, { kind: 'unknown-archive', path: channelPath(channel), number })
  const current = await currentName(desk, request, stamp)
  if (!current) return unknown()
  const self = archivePath(channel, format, current) + archiveQuery(content)
  if (stamp !== current.revision.toString(36)) return respondFound(self)
  const answer = await answerDocument(c, desk, archivePlan(desk, request, site), {
    ...representFeed(site, { format, extent: 'a', content, self, tag: cacheTag(channel) }),
    lifetime: LIFETIME,
  })
  return answer ?? unknown()
}

// Where the database fails, answerDocument may have the last good copy for whoever names a revision.
async function currentName(desk: Desk, request: ArchiveRequest, stamp?: string): Promise<ArchiveName | null> {
  try {
    return (await archiveVersion(desk, request))?.archive ?? null
  } catch (error) {
    if (stamp === undefined || !isDatabaseFailure(error)) throw error
    return { number: request.number, revision: Number.parseInt(stamp, 36) }
  }
}
