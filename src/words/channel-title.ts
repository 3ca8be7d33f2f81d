import type { ChannelKind, ChannelName } from '../model/channel.ts'
import { isIndonesian } from '../model/credit.ts'

/** What people read of a channel. */
export interface ChannelText {
  readonly title: string
  readonly description: string
}

type Says = Record<Exclude<ChannelKind, 'all'>, (name: string) => string>

const INDONESIAN: Says = {
  sources: (name) => `Berita bersumber dari ${name}`,
  publishers: (name) => `Berita terbitan ${name}`,
  tags: (name) => `Berita bertanda ${name}`,
  authors: (name) => `Berita karya ${name}`,
  languages: (name) => `Berita berbahasa ${languageName(name, 'id')}`,
}

const ENGLISH: Says = {
  sources: (name) => `News from the source ${name}`,
  publishers: (name) => `News published by ${name}`,
  tags: (name) => `News tagged ${name}`,
  authors: (name) => `News by ${name}`,
  languages: (name) => `News in ${languageName(name, 'en')}`,
}

/** What the kinds of channels are called where all of them are listed: in Indonesian, as the site speaks. */
export const KIND_NAMES: Readonly<Record<Exclude<ChannelKind, 'all'>, string>> = {
  sources: 'Sumber',
  publishers: 'Penerbit',
  tags: 'Tanda',
  authors: 'Penulis',
  languages: 'Bahasa',
}

/** A channel's own name, such as `Reuters`: the site's for everything, a language's in that language. */
export function channelName(channel: ChannelName, siteName: string): string {
  if (channel.kind === 'all') return siteName
  return channel.kind === 'languages' ? languageName(channel.title, channel.title) : channel.title
}

/** The language in which a channel speaks: its own, else Indonesian. */
export function channelLanguage(channel: ChannelName): string {
  return channel.language ?? 'id'
}

/** Title and description of a channel in its language. */
export function channelText(channel: ChannelName, siteName: string): ChannelText {
  const indonesian = isIndonesian(channelLanguage(channel))
  const credit = indonesian
    ? 'tiap artikel dengan kredit lengkap: reporter, editor, penerbit, sumber, dan fotografer.'
    : 'each article with its full credit: reporter, editor, publisher, source and photographer.'
  if (channel.kind === 'all') {
    return {
      title: siteName,
      description: `${indonesian ? 'Berita dari' : 'News from'} ${siteName}, ${credit}`,
    }
  }
  const what = channelHeading(channel)
  return { title: `${siteName}: ${what}`, description: `${what}, ${credit}` }
}

/** What a channel lists, in its language, without the name of the site; empty for everything. */
export function channelHeading(channel: ChannelName): string {
  if (channel.kind === 'all') return ''
  return (isIndonesian(channelLanguage(channel)) ? INDONESIAN : ENGLISH)[channel.kind](channel.title)
}

function languageName(tag: string, language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag
  } catch {
    // A tag may be well-formed and still have no name, such as en-x-foo.
    return tag
  }
}
