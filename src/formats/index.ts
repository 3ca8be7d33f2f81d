import { type ChannelKey, channelPath } from '../model/channel.ts'
import { writeAtom } from './atom.ts'
import type { FeedDocument, FormatLinks, FormatName } from './document.ts'
import { writeJson } from './json.ts'
import { writeRss } from './rss.ts'

export type { FormatLinks, FormatName } from './document.ts'

/** A format of feeds: how it is named in addresses and headers, and its writer. */
export interface Format {
  readonly label: string
  /** The last part of a feed's URL. */
  readonly file: string
  readonly mediaType: string
  /** What a client may also say in Accept to get this format. */
  readonly alsoAccepts: readonly string[]
  /** The paths that people guess for the feed of everything, where this format is the first choice. */
  readonly guesses: readonly string[]
  readonly write: (feed: FeedDocument) => string
}

/** The formats that we serve, in the order in which pages and headers list them. */
export const FORMATS = {
  rss: {
    label: 'RSS',
    file: 'rss.xml',
    mediaType: 'application/rss+xml',
    alsoAccepts: ['application/xml', 'text/xml'],
    guesses: ['/feed', '/rss', '/index.xml', '/feed.xml'],
    write: writeRss,
  },
  atom: {
    label: 'Atom',
    file: 'atom.xml',
    mediaType: 'application/atom+xml',
    alsoAccepts: ['application/xml', 'text/xml'],
    guesses: ['/atom'],
    write: writeAtom,
  },
  json: {
    label: 'JSON Feed',
    file: 'feed.json',
    mediaType: 'application/feed+json',
    alsoAccepts: ['application/json'],
    guesses: [],
    write: writeJson,
  },
} as const satisfies Record<FormatName, Format>

export const FORMAT_NAMES = Object.keys(FORMATS) as [FormatName, ...FormatName[]]

/** The format for whatever takes one address: OPML, whose outlines are of type rss, and the buttons of readers. */
export const MAIN_FORMAT: FormatName = 'rss'

/** The addresses of a document in each format, by what makes its address in one. */
export function formatLinks(address: (format: FormatName) => string): FormatLinks {
  return Object.fromEntries(FORMAT_NAMES.map((name) => [name, address(name)])) as FormatLinks
}

/** The format whose feeds end in this file name. */
export function formatOfFile(file: string): FormatName | undefined {
  return FORMAT_NAMES.find((name) => FORMATS[name].file === file)
}

/** The Content-Type of a document in a format. */
export function contentTypeOf(format: FormatName): string {
  return `${FORMATS[format].mediaType}; charset=utf-8`
}

/** The path of a channel's feed, such as `/tags/x/rss.xml`. */
export function feedPath(channel: ChannelKey, format: FormatName): string {
  return `${channelPath(channel)}/${FORMATS[format].file}`
}

/**
 * The path of an archive of a channel, such as `/tags/x/archives/3/l8a2bx/rss.xml`: its number, and its revision
 * to the base of 36. Without a revision it leads to the current one.
 */
export function archivePath(
  channel: ChannelKey,
  format: FormatName,
  { number, revision }: { readonly number: number; readonly revision?: number },
): string {
  const stamp = revision === undefined ? '' : `/${revision.toString(36)}`
  return `${channelPath(channel)}/archives/${number}${stamp}/${FORMATS[format].file}`
}

/** The page that explains the `_attribution` extension, which JSON Feed 1.1 asks an extension to name. */
export const ATTRIBUTION_PATH = '/attribution'

/** The path of an article's page. */
export function articlePath(slug: string): string {
  return `/articles/${encodeURIComponent(slug)}`
}
