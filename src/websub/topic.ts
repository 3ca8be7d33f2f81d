import { FORMATS, type FormatName, feedPath, formatOfFile } from '../formats/index.ts'
import { ALL, CHANNEL_KINDS, type ChannelKey, type ChannelKind } from '../model/channel.ts'
import type { Topic } from '../model/subscription.ts'
import { utf8Length } from '../model/text.ts'
import { URL_BYTES } from './callback.ts'

/**
 * The feed that a URL names: that of a channel in a format, at an origin, without a query. Percent-encoded letters
 * are the letters (RFC 3986, 6.2.2). `undefined` where it is any other URL. Whether there is such a channel, storage knows.
 */
export function topicOf(text: string, origin: string | undefined): Topic | undefined {
  const url = utf8Length(text) <= URL_BYTES ? URL.parse(text) : null
  // URLs of other schemes have the origin "null".
  if (
    !url?.protocol.startsWith('http') ||
    url.origin !== origin ||
    url.search !== '' ||
    text.includes('#') ||
    url.username !== ''
  )
    return undefined
  const parts = decodedParts(url.pathname)
  const format = formatOfFile(parts?.at(-1) ?? '')
  const channel = parts && channelOf(parts.slice(0, -1))
  if (!channel || format === undefined) return undefined
  return { url: origin + feedPath(channel, format), ...channel, format }
}

function decodedParts(pathname: string): string[] | undefined {
  try {
    return pathname.slice(1).split('/').map(decodeURIComponent)
  } catch {
    return undefined
  }
}

function channelOf([kind, slug, ...more]: readonly string[]): ChannelKey | undefined {
  if (kind === undefined) return ALL
  if (!slug || more.length > 0 || !(CHANNEL_KINDS as readonly string[]).includes(kind)) return undefined
  return { kind: kind as ChannelKind, slug }
}

/** The format of a topic that is stored. */
export function formatOfTopic({ format }: Topic): FormatName {
  if (format in FORMATS) return format as FormatName
  throw new Error(`There is no format ${format}`)
}
