import { EMPTY, element, empty, join, leaf, type Xml } from '../xml/write.ts'
import type { Entry, FeedDocument } from './document.ts'

/** The two podcast modules that `feed` writes where `options.podcast` is set. */
export const PODCAST_NAMESPACES = {
  'xmlns:googleplay': 'http://www.google.com/schemas/play-podcasts/1.0',
  'xmlns:itunes': 'http://www.itunes.com/dtds/podcast-1.0.dtd',
} as const

/** Category, owner, author and picture of a podcast channel. */
export function podcastChannel({ options }: FeedDocument): Xml {
  if (!options.podcast) return EMPTY
  const { author, category, image } = options
  return join([
    leaf('googleplay:category', category),
    category === undefined ? EMPTY : empty('itunes:category', { text: category }),
    leaf('googleplay:owner', author?.email),
    author?.email ? element('itunes:owner', leaf('itunes:email', author.email)) : EMPTY,
    leaf('googleplay:author', author?.name),
    leaf('itunes:author', author?.name),
    image === undefined ? EMPTY : empty('googleplay:image', { href: image }),
    image === undefined ? EMPTY : empty('itunes:image', { href: image }),
  ])
}

/** An episode's length, `[H:]MM:SS`, where the audio says it in seconds. */
export function podcastItem(item: Entry): Xml {
  const seconds = typeof item.audio === 'object' ? item.audio.duration : undefined
  if (!seconds) return EMPTY
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0')
  const minutes = `${two((seconds / 60) % 60)}:${two(seconds % 60)}`
  return leaf('itunes:duration', seconds >= 3600 ? `${Math.floor(seconds / 3600)}:${minutes}` : minutes)
}
