import type { Context } from 'hono'
import type { AppEnv } from '../../config.ts'
import { type FormatName, feedPath } from '../../formats/index.ts'
import { NAVIGATION_HEADERS } from '../../http/navigation.ts'
import { type ChannelKey, channelPath } from '../../model/channel.ts'
import { PreviewPage } from '../../pages/feed-preview.tsx'
import { answerDocument } from '../../serve/answer.ts'
import { HTML, PAGE_HEADERS, PREVIEW_LIFETIME, renderPage, spokenOn } from '../../serve/html-response.ts'
import { answerProblem } from '../../serve/problem-response.tsx'
import { deskOf, siteOf } from '../../serve/request-context.ts'
import { channelDocument } from '../channels/entries-page.ts'
import type { FeedOptions } from './options.ts'

/** How many headlines a preview shows. */
const HEADLINES = 20

/** Answers with the page that a person sees at the address of a feed. */
export async function answerPreview(
  c: Context<AppEnv>,
  key: ChannelKey,
  format: FormatName,
  { limit, query }: FeedOptions,
): Promise<Response> {
  const [desk, { origin, siteName }] = [deskOf(c), siteOf(c)]
  const language = spokenOn(c, key)
  const shown = { format, query, siteName, origin }
  const name = `${origin}${feedPath(key, format)}${query} preview ${language ?? ''}`
  const plan = channelDocument(desk, key, { name, limit: Math.min(limit, HEADLINES) }, (found) => {
    const channel = { ...found.channel, ...(language && { language }) }
    return renderPage(<PreviewPage {...{ ...shown, channel, articles: found.articles }} />)
  })
  const answer = await answerDocument(c, desk, plan, {
    variant: `preview_${format}${language ?? ''}${query.slice(1).replace(/\W/g, '_')}`,
    contentType: HTML,
    lifetime: PREVIEW_LIFETIME,
    vary: `${NAVIGATION_HEADERS}, Accept-Language`,
    headers: PAGE_HEADERS,
  })
  return answer ?? answerProblem(c, { kind: 'unknown-channel', path: channelPath(key) })
}
