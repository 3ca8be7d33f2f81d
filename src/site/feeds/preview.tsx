import type { Context } from 'hono'
import { type FormatName, feedPath } from '../../formats/index.ts'
import { NAVIGATION_HEADERS } from '../../http/navigation.ts'
import type { ChannelKey } from '../../model/channel.ts'
import { success } from '../../model/result.ts'
import { PreviewPage } from '../../pages/feed-preview.tsx'
import { answerDocument } from '../../serve/answer.ts'
import type { AppEnv } from '../../serve/context.ts'
import { HTML, PAGE_HEADERS, PREVIEW_LIFETIME, renderPage } from '../../serve/html-response.ts'
import type { DocumentRequest, Resource } from '../../serve/resource.ts'
import { readWithSite } from '../../serve/shown-site.ts'
import type { StoredChannel } from '../../storage/read/channels.ts'
import { languageMark, spokenOn } from '../channels/spoken.ts'
import { channelVersion, readChannelPage } from '../channels/version.ts'
import type { FeedOptions } from './options.ts'

/** The most headlines that a preview shows. */
const HEADLINES = 20

/** Answers with the page that a person sees at the address of a feed. */
export async function answerPreview(
  c: Context<AppEnv>,
  channel: ChannelKey,
  format: FormatName,
  { limit, query }: FeedOptions,
): Promise<Response> {
  const language = await spokenOn(c, channel)
  const { origin } = c.var.context.address
  const name = `${origin}${feedPath(channel, format)}${query} preview ${language ?? ''}`
  const request = { name, channel, format, query, language, limit }
  return answerDocument(
    c,
    { resource: preview, request },
    {
      variant: `preview_${format}${languageMark(language)}${query.slice(1).replace(/\W/g, '_')}`,
      contentType: HTML,
      lifetime: PREVIEW_LIFETIME,
      vary: `${NAVIGATION_HEADERS}, Accept-Language`,
      headers: PAGE_HEADERS,
    },
  )
}

interface PreviewRequest extends DocumentRequest {
  readonly channel: ChannelKey
  readonly format: FormatName
  /** The query string of the feed's own URL. */
  readonly query: string
  /** The reader's language, for a channel that has none of its own. */
  readonly language: string | undefined
  readonly limit: number | undefined
}

const preview: Resource<PreviewRequest, StoredChannel> = {
  version: channelVersion,
  render: async (context, { format, query, language, limit }, stored) => {
    const found = await readWithSite(
      context,
      ({ items }) => readChannelPage(context, stored, { limit: Math.min(limit ?? items, HEADLINES) }),
      (read) => read.channel.site,
    )
    if (!found.ok) return found
    const { origin, hubUrl } = context.address
    const { read, site } = found.value
    const { articles, channel: version } = read
    const channel = { ...version, ...(language && { language }) }
    const props = { format, query, site, origin, hubUrl, channel, articles }
    return success({ version, text: await renderPage(<PreviewPage {...props} />) })
  },
}
