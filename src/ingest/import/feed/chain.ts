import type { Author } from '../../../model/article.ts'
import { readByline } from '../common/byline.ts'
import type { Mention } from '../common/importer.ts'
import { onceEach, type Person, sameName, sourceChain } from '../common/names.ts'
import { hostName, mentionOf } from '../common/web-addresses.ts'
import type { FeedHead, FeedItem, PageLink } from './item.ts'

/** Who made an article. No format keeps all of it in one place. */
export interface Chain {
  readonly authors: readonly Author[]
  readonly publisher: Mention | undefined
  readonly sources: readonly Mention[]
  readonly guesses: readonly string[]
}

/** The chain of credit of an item: publisher, agencies and people, each name once. */
export function chainOf(item: FeedItem, head: FeedHead): Chain {
  const named = [...item.bylines.map(inByline), ...item.authors.map(inAuthor)]
  const publisher = item.publisher ?? publisherOf(head)
  const agencies = named.flatMap(({ organisations }) => organisations)
  const mentioned = [...item.via.flatMap(sourceOf), ...agencies.map((name) => ({ name }))]
  const sources = sourceChain(mentioned, publisher?.name)
  const organisations = [publisher, ...sources].flatMap((one) => one?.name ?? [])
  const isPerson = ({ name }: Person) => !organisations.some((other) => sameName(name, other))
  const people = named.flatMap((one) => one.people)
  const reporters = onceEach((people.length > 0 ? people : head.authors).filter(isPerson))
  const helpers = onceEach(item.contributors).filter(
    ({ name }) => !reporters.some((one) => sameName(one.name, name)),
  )
  return {
    authors: [
      ...reporters.map((person) => ({ ...person, role: 'reporter' as const })),
      ...helpers.map((person) => ({ ...person, role: 'editor' as const })),
    ],
    publisher,
    sources,
    guesses: helpers.map(({ name }) => `${name} was taken to be an editor.`),
  }
}

interface Named {
  readonly people: readonly Person[]
  readonly organisations: readonly string[]
}

function inByline(text: string): Named {
  const { people, organisations } = readByline(text)
  return { people: people.map((name) => ({ name })), organisations }
}

// The name of an author without a page may hold an agency or several names too.
function inAuthor(author: Person): Named {
  return author.url ? { people: [author], organisations: [] } : inByline(author.name)
}

/** Whoever publishes what names no publisher: the feed itself. `undefined` where it has neither title nor address. */
export function publisherOf({ title, home, feed }: FeedHead): Mention | undefined {
  const name = title || (home && hostName(home)) || (feed && hostName(feed))
  return name ? { name, ...(home && { home }), ...(feed && { feed }) } : undefined
}

function sourceOf({ title, url }: PageLink): Mention[] {
  const mention = mentionOf(title, url || undefined)
  return mention ? [mention] : []
}
