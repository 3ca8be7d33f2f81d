import { Hono } from 'hono'
import { MAIN_FORMAT } from '../formats/index.ts'
import { ALL } from '../model/channel.ts'
import type { AppEnv, RequestContext } from '../serve/context.ts'
import { answerProblem, logFailure } from '../serve/problem-response.tsx'
import { findChannel } from '../storage/read/channels.ts'
import { readListing } from '../storage/read/listed-articles.ts'
import { readRevision } from '../storage/revision.ts'
import { newest } from './feeds/newest.ts'

/** Whether readers can be served, and the revision of the last write. What is wrong is for the log alone. */
export const health = new Hono<AppEnv>().get('/healthz', async (c) => {
  const { context } = c.var
  try {
    const read = () => readAsReadersDo(context)
    const tried = await context.memory.health.current('', context.now, read)
    const { id } = context.config.build
    return c.json({ status: 'ok', revision: tried?.revision, build: id }, 200, {
      'Cache-Control': 'no-store',
    })
  } catch (error) {
    // Before the first sync there is no fault, and nothing to be looked for in a log.
    if (!(error instanceof NothingStored)) logFailure(c.req.raw, 503, error)
    return answerProblem(c, { kind: 'database-unavailable' })
  }
})

const FEED = {
  name: '',
  channel: ALL,
  format: MAIN_FORMAT,
  limit: undefined,
  content: 'full',
  query: '',
} as const

const WORD = { words: ['warta'], prefix: false, excluded: false }
const SEARCH = { channel: ALL, filters: [], search: { text: 'warta', terms: [WORD] } }

/** The first sync has still to put content/ in. */
class NothingStored extends Error {}

/**
 * Does what the feed of everything and a search do, past all copies that are kept. Returns the version of the site.
 * @throws Error why readers would get no answer; NothingStored where it would be an empty one.
 */
async function readAsReadersDo(context: RequestContext): Promise<{ revision: number; modified: number }> {
  const { session } = context
  const revision = await readRevision(session)
  if (revision === 0) throw new NothingStored()
  const channel = await findChannel(session, ALL)
  if (!channel) throw new Error('The channel of everything is not stored')
  const feed = await newest.render(context, FEED, channel)
  if (!feed.ok) throw new Error(`The feed of everything can't be written: ${feed.failure.kind}`)
  const found = await readListing(session, SEARCH, { limit: 1, bodyBytes: 0 })
  if (!found.ok) throw new Error("The articles can't be searched")
  return { revision, modified: 0 }
}
