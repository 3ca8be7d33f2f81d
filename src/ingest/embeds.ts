import { decodeHTML } from 'entities'
import { type Article, MOST_RECORDINGS } from '../model/article.ts'
import { isRecording } from '../model/media-type.ts'
import { hostName } from './import/common/web-addresses.ts'

/** What a frame shows: the page to link to, and whose it is where that is known. */
export interface Embed {
  readonly page: string
  readonly provider?: string
}

interface Provider {
  readonly name: string
  /** The hosts of its players, without `www.`. */
  readonly hosts: readonly string[]
  /** The page of what a player shows; `undefined` where its address is not understood. */
  readonly page: (player: URL) => string | undefined
}

const PROVIDERS: readonly Provider[] = [
  { name: 'YouTube', hosts: ['youtube.com', 'youtube-nocookie.com', 'm.youtube.com'], page: youtubePage },
  {
    name: 'Vimeo',
    hosts: ['player.vimeo.com'],
    page: ({ pathname, searchParams }) => {
      const id = /^\/video\/(\d+)/.exec(pathname)?.[1]
      const hash = searchParams.get('h')
      return id && `https://vimeo.com/${id}${hash ? `/${encodeURIComponent(hash)}` : ''}`
    },
  },
  {
    name: 'Dailymotion',
    hosts: ['dailymotion.com', 'geo.dailymotion.com'],
    page: ({ pathname, searchParams }) => {
      const id = /^\/embed\/video\/(\w+)/.exec(pathname)?.[1] ?? searchParams.get('video')
      return id ? `https://www.dailymotion.com/video/${encodeURIComponent(id)}` : undefined
    },
  },
  {
    name: 'Spotify',
    hosts: ['open.spotify.com'],
    page: ({ pathname }) => {
      const path = /^\/embed(?:-podcast)?(\/\w+\/\w+)/.exec(pathname)?.[1]
      return path && `https://open.spotify.com${path}`
    },
  },
  {
    name: 'SoundCloud',
    hosts: ['w.soundcloud.com'],
    page: ({ searchParams }) => webAddress(searchParams.get('url')),
  },
  {
    name: 'X',
    hosts: ['platform.twitter.com', 'platform.x.com'],
    page: ({ searchParams }) => {
      const id = /^\d+$/.exec(searchParams.get('id') ?? '')?.[0]
      return id && `https://x.com/i/status/${id}`
    },
  },
  {
    name: 'Instagram',
    hosts: ['instagram.com'],
    page: ({ pathname }) => {
      const path = /^\/(?:[\w.]+\/)?(?:p|reel|tv)\/[\w-]+/.exec(pathname)?.[0]
      return path && `https://www.instagram.com${path}/`
    },
  },
  // The page of a video has the name of its account, which a player's address does not tell. The player is a page too.
  { name: 'TikTok', hosts: ['tiktok.com'], page: ({ href }) => href },
]

/**
 * What a frame, an object or a player with this address shows. A relative address stays as it is. `undefined` where the
 * address leads nowhere that a reader could go.
 */
export function embedAt(address: string): Embed | undefined {
  if (address === '') return undefined
  const url = URL.parse(address.startsWith('//') ? `https:${address}` : address)
  if (!url) return { page: address }
  if (!/^https?:$/.test(url.protocol)) return undefined
  const host = hostName(url.href)
  const provider = PROVIDERS.find(({ hosts }) => host !== undefined && hosts.includes(host))
  if (!provider) return { page: url.href }
  return { page: provider.page(url) ?? url.href, provider: provider.name }
}

function youtubePage({ pathname, searchParams }: URL): string | undefined {
  const id = /^\/embed\/([\w-]+)/.exec(pathname)?.[1]
  const list = searchParams.get('list')
  if (list && (!id || id === 'videoseries')) {
    return `https://www.youtube.com/playlist?list=${encodeURIComponent(list)}`
  }
  const start = /^\d+$/.exec(searchParams.get('start') ?? '')?.[0]
  return id && `https://www.youtube.com/watch?v=${id}${start ? `&t=${start}s` : ''}`
}

function webAddress(address: string | null): string | undefined {
  const url = address === null ? null : URL.parse(address)
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined
}

/**
 * An article with the films and sounds that its sanitised body links to beside those that it has, so that feeds carry them
 * as enclosures. A player in a body is such a link by then. `lengthOf` tells the bytes of a file where they are known.
 */
export function withRecordings<Value extends Pick<Article, 'body' | 'recordings'>>(
  article: Value,
  lengthOf: (url: string) => number | undefined = () => undefined,
): Value {
  const { body, recordings = [] } = article
  const links = Array.from(body.matchAll(/<a [^>]*?href="([^"]*)"/g), ([, url = '']) => decodeHTML(url))
  const known = new Set(recordings.map(({ url }) => url))
  const linked = [...new Set(links.filter(isRecording))].filter((url) => !known.has(url))
  const others = linked.map((url) => {
    const length = lengthOf(url)
    return length ? { url, length } : { url }
  })
  const all = [...recordings, ...others].slice(0, MOST_RECORDINGS)
  return all.length > 0 ? { ...article, recordings: all } : article
}
