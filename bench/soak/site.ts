import { channelsOf, followLinks } from '../../test/support/crawl.ts'

/** What a site has of which requests are made. */
export interface SoakSite {
  /** How many generated articles it has: 0 is the newest. */
  readonly articles: number
  /** Paths: '' for everything, `/tags/dunia` and so on. */
  readonly channels: readonly string[]
  readonly archives: readonly string[]
  readonly olderPages: readonly string[]
  /** Names and slugs of filters: `tag`, `dunia`. */
  readonly filters: readonly (readonly [name: string, slug: string])[]
}

const FILTERS: Readonly<Record<string, string>> = {
  tags: 'tag',
  authors: 'author',
  publishers: 'publisher',
  sources: 'source',
  languages: 'lang',
}

/** How far links are followed from each channel. */
const DEPTH = 8

/** Finds out what a running site has. */
export async function surveySite(origin: string, articles: number): Promise<SoakSite> {
  const channels = await channelsOf(origin)
  const [archives, olderPages]: [string[], string[]] = [[], []]
  for (const channel of channels) {
    for (const file of ['rss.xml', 'atom.xml']) {
      archives.push(...(await followLinks(origin, `${channel}/${file}?limit=5`, 'prev-archive', DEPTH)))
    }
    olderPages.push(...(await followLinks(origin, channel || '/', 'next', DEPTH)))
  }
  const filters = channels.flatMap((channel) => {
    const [, kind = '', slug = ''] = channel.split('/')
    const name = FILTERS[kind]
    return name ? [[name, decodeURIComponent(slug)] as const] : []
  })
  return { articles, channels, archives, olderPages, filters }
}
