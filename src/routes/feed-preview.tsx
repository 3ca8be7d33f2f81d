import type { Context } from 'hono'
import type { AppEnv } from '../config.ts'
import type { FormatName } from '../formats/index.ts'
import { isNotModified } from '../http/conditional.ts'
import { preferredLanguage } from '../http/language.ts'
import { respondNotModified, respondWith } from '../http/respond.ts'
import { type ChannelKey, channelPath } from '../model/channel.ts'
import { PreviewPage } from '../pages/preview-page.tsx'
import { findChannel } from '../storage/channels.ts'
import { readPage } from '../storage/pages.ts'
import { readFeedOptions } from './feed-query.ts'
import { originOf } from './middleware.ts'
import { HTML, LANGUAGES, PAGE_HEADERS, renderPage } from './page.ts'
import { answerProblem } from './problems.tsx'
import { validatorsOf } from './validators.ts'

/** The request headers that choose between a feed and its preview at the same URL. */
export const PREVIEW_VARY = 'Sec-Fetch-Dest, Accept'

/** How many headlines a preview shows. */
const HEADLINES = 20

/** Answers with the page that a person sees at the address of a feed. */
export async function answerPreview(
  c: Context<AppEnv>,
  key: ChannelKey,
  format: FormatName,
): Promise<Response> {
  const { config } = c.var
  const { siteName } = config
  const options = readFeedOptions(new URL(c.req.url).searchParams)
  if ('kind' in options) return answerProblem(c, options)
  const unknown = { kind: 'unknown-channel', path: channelPath(key) } as const
  const version = await findChannel(c.env.DB, key)
  if (!version) return answerProblem(c, unknown)
  const language = key.kind === 'all' && preferredLanguage(c.req.header('Accept-Language'), LANGUAGES)
  const variant = `preview-${format}${language || ''}${options.query.slice(1)}`
  const vary = `${PREVIEW_VARY}, Accept-Language`
  const caching = { validators: validatorsOf(version, variant, config), now: Date.now(), vary }
  if (isNotModified(c.req.raw.headers, caching.validators)) return toOneReader(respondNotModified(caching))

  const found = await readPage(c.env.DB, version, { limit: Math.min(options.limit, HEADLINES) })
  if (!found) return answerProblem(c, unknown)
  const channel = { ...found.channel, ...(language && { language }) }
  const shown = { channel, articles: found.articles, format, query: options.query, siteName }
  const page = renderPage(<PreviewPage {...shown} origin={originOf(c)} />)
  const validators = validatorsOf(found.channel, variant, config)
  return toOneReader(respondWith(await page, HTML, { ...caching, validators }, PAGE_HEADERS))
}

// Many shared caches, among them Cloudflare's, do not look at Vary: one that kept this page would hand it to
// feed readers. So only the browser may keep it, and has to ask each time. The feed itself stays public: the
// worst that such a cache can do with that is to show a person the feed.
function toOneReader(response: Response): Response {
  response.headers.set('Cache-Control', 'private, no-cache')
  return response
}
