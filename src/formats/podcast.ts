import { EMPTY, each, element, empty, leaf, type Xml } from '../xml/write.ts'
import type { Entry, FeedDocument } from './document.ts'
import { hasExtension } from './extension.ts'

/** The two podcast modules that `feed` writes where `options.podcast` is set. */
export const PODCAST_NAMESPACES = {
  'xmlns:googleplay': 'http://www.google.com/schemas/play-podcasts/1.0',
  'xmlns:itunes': 'http://www.itunes.com/dtds/podcast-1.0.dtd',
} as const

/** Category, owner, author and picture of a podcast channel, but what an extension says itself. */
export function podcastChannel({ options, extensions }: FeedDocument): Xml {
  if (!options.podcast) return EMPTY
  const { author, category, image } = options
  const elements: readonly (readonly [name: string, value: string | undefined, write: WriteElement])[] = [
    ['googleplay:category', category, leaf],
    ['itunes:category', category, (name, value) => empty(name, { text: value })],
    ['googleplay:owner', author?.email, leaf],
    ['itunes:owner', author?.email, (name, value) => element(name, leaf('itunes:email', value))],
    ['googleplay:author', author?.name, leaf],
    ['itunes:author', author?.name, leaf],
    ['googleplay:image', image, (name, href) => empty(name, { href })],
    ['itunes:image', image, (name, href) => empty(name, { href })],
  ]
  return each(elements, ([name, value, write]) =>
    value === undefined || hasExtension(extensions, name) ? EMPTY : write(name, value),
  )
}

type WriteElement = (name: string, value: string) => Xml

/** An episode's length, `[H:]MM:SS`, where the audio says it in seconds. */
export function podcastItem(item: Entry): Xml {
  const seconds = typeof item.audio === 'object' ? item.audio.duration : undefined
  if (!seconds || hasExtension(item.extensions, 'itunes:duration')) return EMPTY
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0')
  const minutes = `${two((seconds / 60) % 60)}:${two(seconds % 60)}`
  return leaf('itunes:duration', seconds >= 3600 ? `${Math.floor(seconds / 3600)}:${minutes}` : minutes)
}
