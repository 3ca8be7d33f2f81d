import type { FC } from 'hono/jsx'
import { type ChannelName, channelPath, channelsOf } from '../model/channel.ts'
import { partIn } from '../words/index.ts'
import type { PageWords } from '../words/vocabulary.ts'
import type { Listed } from './listed-article.tsx'

const KINDS = ['tags', 'publishers', 'sources'] as const
/** The most channels of one kind. */
const TOPICS = 12

interface TopicsProps {
  articles: readonly Listed[]
  /** The language of the page, and its words. */
  language: string
  say: PageWords
}

/** The channels that most of the listed articles are in, so that one channel leads to the next. */
export const Topics: FC<TopicsProps> = ({ articles, language, say }) => {
  const shared = sharedChannels(articles)
  const groups = KINDS.map((kind) => ({
    kind,
    channels: shared.filter(({ channel }) => channel.kind === kind).slice(0, TOPICS),
  }))
  return (
    <>
      {groups.map(({ kind, channels }) =>
        channels.length === 0 ? null : (
          <section class="topics">
            <h2>{headingOf(kind, say)}</h2>
            <ul class="tags">
              {channels.map(({ channel }) => (
                <li>
                  <a href={channelPath(channel)} {...partIn(channel.language ?? language, language)}>
                    {channel.title}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ),
      )}
    </>
  )
}

function headingOf(kind: (typeof KINDS)[number], say: PageWords): string {
  if (kind === 'tags') return say.topics
  return kind === 'publishers' ? say.publisher : say.source
}

/** A channel, and how many of some articles are in it. */
export interface SharedChannel {
  readonly channel: ChannelName
  readonly count: number
}

/** The channels that these articles are in, those of most articles first. */
export function sharedChannels(articles: readonly Listed[]): SharedChannel[] {
  const counts = new Map<string, SharedChannel>()
  for (const channel of articles.flatMap((article) => channelsOf(article))) {
    const path = channelPath(channel)
    const known = counts.get(path)
    counts.set(path, { channel: known?.channel ?? channel, count: (known?.count ?? 0) + 1 })
  }
  return [...counts.values()].sort((one, other) => other.count - one.count)
}
