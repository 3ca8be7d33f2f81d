import type { Article } from './article.ts'
import { primaryLanguage } from './language-tag.ts'
import { slugify } from './slug.ts'

/** What a channel can list, apart from everything. The names are the first part of the channel's URL. */
export const CHANNEL_KINDS = ['sources', 'publishers', 'tags', 'authors', 'languages'] as const
/** The kinds of channels that have a name of their own. */
export type NamedKind = (typeof CHANNEL_KINDS)[number]
export type ChannelKind = 'all' | NamedKind

/** Which channel it is: its kind, and a slug, which is empty for the kind `all`. */
export interface ChannelKey {
  readonly kind: ChannelKind
  readonly slug: string
}

/** A channel as storage names it. `title` is the own name of the source, author or tag, and empty for everything. */
export interface ChannelName extends ChannelKey {
  readonly title: string
  /** The language (BCP 47) that the channel is in, where it has one of its own. */
  readonly language?: string
}

/** A channel with its validators. */
export interface Channel extends ChannelName {
  /** The revision of the last write that touched the channel. */
  readonly revision: number
  /** When that was, in seconds since 1970-01-01T00:00:00Z. Every write has at least one more than the one before. */
  readonly modified: number
}

/** Everything, newest first. */
export const ALL: ChannelKey = { kind: 'all', slug: '' }

/** The path of a channel's own page, without a slash at the end: such as `/tags/x`, and empty for everything. */
export function channelPath({ kind, slug }: ChannelKey): string {
  return kind === 'all' ? '' : `/${kind}/${encodeURIComponent(slug)}`
}

/** Every channel that lists an article, each once. An article in `en-GB` is in the channel of `en` too. */
export function channelsOf(article: Omit<Article, 'body'>): ChannelName[] {
  const names: ChannelName[] = [
    { ...ALL, title: '' },
    { kind: 'publishers', slug: article.publisher.id, title: article.publisher.name },
    ...article.sources.map(({ id, name }) => ({ kind: 'sources' as const, slug: id, title: name })),
    ...article.authors.map(({ name }) => ({ kind: 'authors' as const, slug: slugify(name), title: name })),
    ...article.tags.map((tag) => ({
      kind: 'tags' as const,
      slug: slugify(tag),
      title: tag,
      language: article.language,
    })),
    ...[article.language, primaryLanguage(article.language)].map((tag) => ({
      kind: 'languages' as const,
      slug: slugify(tag),
      title: tag,
      language: tag,
    })),
  ]
  const first = new Map<string, ChannelName>()
  for (const name of names) {
    const path = channelPath(name)
    if ((name.kind === 'all' || name.slug !== '') && !first.has(path)) first.set(path, name)
  }
  return [...first.values()]
}
