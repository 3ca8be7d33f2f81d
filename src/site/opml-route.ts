import { Hono } from 'hono'
import type { AppEnv } from '../config.ts'
import { CHANNEL_KINDS } from '../model/channel.ts'
import { siteOf } from '../serve/request-context.ts'
import { answerOfRevision } from '../serve/whole-site.ts'
import { readLargestChannels } from '../storage/read/channel-list.ts'
import { opmlOf } from './opml.ts'

/** The most channels of one kind: no reader takes more at once, and /feeds.json lists them all. */
const PER_KIND = 1000

// The type that OPML 2.0 names. Readers import by content whatever the type; a browser that knows of no
// text/x-opml saves the file, as wanted, and under an ending by which readers choose files.
const OPML = {
  variant: 'opml',
  type: 'text/x-opml; charset=utf-8',
  headers: { 'Content-Disposition': 'inline; filename="feeds.opml"' },
}

/** The feeds of every channel that has articles, for readers to subscribe to: OPML 2.0. */
export const opml = new Hono<AppEnv>().get('/opml.xml', (c) =>
  answerOfRevision(c, OPML, async ({ session }) => {
    const read = await readLargestChannels(session(), ['all', ...CHANNEL_KINDS], PER_KIND)
    const site = siteOf(c)
    return { revision: read.revision, text: opmlOf(read, site) }
  }),
)
