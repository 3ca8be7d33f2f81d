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
  const groups = KINDS.map((kind) => ({ kind, channels: mostIn(articles, kind) }))
  return (
    <>
      {groups.map(({ kind, channels }) =>
        channels.length === 0 ? null : (
          <section class="topics">
            <h2>{headingOf(kind, say)}</h2>
            <ul class="tags">
              {channels.map((channel) => (
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

function mostIn(articles: readonly Listed[], kind: (typeof KINDS)[number]): ChannelName[] {
  const counts = new Map<string, { channel: ChannelName; count: number }>()
  for (const article of articles) {
    for (const channel of channelsOf(article)) {
      if (channel.kind !== kind) continue
      const known = counts.get(channel.slug)
      counts.set(channel.slug, { channel: known?.channel ?? channel, count: (known?.count ?? 0) + 1 })
    }
  }
  const all = [...counts.values()].sort((one, other) => other.count - one.count)
  return all.slice(0, TOPICS).map(({ channel }) => channel)
}
