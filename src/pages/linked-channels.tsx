import type { FC } from 'hono/jsx'
import { FORMATS, feedPath, MAIN_FORMAT } from '../formats/index.ts'
import { type ChannelName, channelPath } from '../model/channel.ts'
import type { Site } from '../model/site.ts'
import { partIn } from '../words/index.ts'
import { channelName } from '../words/titles.ts'
import type { Words } from '../words/vocabulary.ts'

/** A channel of a list, and how many articles it has, where the list says that. */
export type CountedName = ChannelName & { readonly entries?: number }

interface ListProps {
  channels: readonly CountedName[]
  /** The language of the page, and its words. */
  language: string
  say: Words
  site: Site
}

/** A list of channels, each with a link to its page and one to its feed. */
export const ChannelList: FC<ListProps> = ({ channels, language, say, site }) => {
  const { label, mediaType } = FORMATS[MAIN_FORMAT]
  return (
    <ul class="channels">
      {channels.map((channel) => {
        const name = channelName(channel, site)
        return (
          <li>
            <a href={channelPath(channel)} {...partIn(channel.language ?? language, language)}>
              {name}
            </a>{' '}
            {channel.entries !== undefined && (
              <>
                <span class="count">{say.page.articles(channel.entries)}</span>{' '}
              </>
            )}
            <a class="feed-link" href={feedPath(channel, MAIN_FORMAT)} type={mediaType}>
              {label}
              <span class="unseen"> {name}</span>
            </a>
          </li>
        )
      })}
    </ul>
  )
}
