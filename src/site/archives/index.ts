import { type Context, Hono } from 'hono'
import { archivePath } from '../../formats/index.ts'
import { ARCHIVE_MAX_AGE } from '../../http/caching.ts'
import { answerDocument } from '../../serve/answer.ts'
import type { AppEnv } from '../../serve/context.ts'
import { cacheTag } from '../../serve/edge-cache.ts'
import { answerInstead, answerProblem } from '../../serve/problem-response.tsx'
import { CHANNEL_ROUTE, channelOf, FILE, formatOf } from '../channels/address.ts'
import { archiveQuery, readFeedOptions, representFeed } from '../feeds/options.ts'
import { type ArchiveRequest, pastEntries } from './past-entries.ts'

const NUMBER = ':number{[1-9][0-9]{0,8}}'
const STAMP = ':stamp{[0-9a-z]{1,11}}'

const LIFETIME = `public, max-age=${ARCHIVE_MAX_AGE}`

/** The archives of every channel. */
export const archives = new Hono<AppEnv>()
  .get(`/archives/${NUMBER}/${FILE}`, archive)
  .get(`/archives/${NUMBER}/${STAMP}/${FILE}`, archive)
  .get(`${CHANNEL_ROUTE}/archives/${NUMBER}/${FILE}`, archive)
  .get(`${CHANNEL_ROUTE}/archives/${NUMBER}/${STAMP}/${FILE}`, archive)

async function archive(c: Context<AppEnv>): Promise<Response> {
  const { number = '', stamp } = c.req.param() as { number?: string; stamp?: string }
  const options = readFeedOptions(new URL(c.req.url).searchParams)
  if (!options.ok) return answerProblem(c, options.failure)
  const channel = channelOf(c, { kind: 'unknown-page' })
  if (!channel.ok) return answerInstead(c, channel.failure)
  return answerArchive(c, {
    channel: channel.value,
    number: Number(number),
    stamp,
    format: formatOf(c),
    content: options.value.content,
  })
}

function answerArchive(c: Context<AppEnv>, asked: Omit<ArchiveRequest, 'name'>): Promise<Response> {
  const { channel, number, stamp, format, content } = asked
  const { address } = c.var.context
  const archiveName = { number, ...(stamp !== undefined && { revision: Number.parseInt(stamp, 36) }) }
  const self = archivePath(channel, format, archiveName) + archiveQuery(content)
  const request = { ...asked, name: address.origin + self }
  return answerDocument(
    c,
    { resource: pastEntries, request },
    {
      ...representFeed(address, { format, extent: 'a', content, self, tag: cacheTag(channel) }),
      lifetime: LIFETIME,
    },
  )
}
