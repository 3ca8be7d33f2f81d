import type { Author } from '../../../model/article.ts'
import type { Mention } from '../common/importer.ts'
import type { FeedHead, FeedItem, PageLink, Person } from './feed-item.ts'
import { hostName } from './feed-links.ts'
import type { OwnCredit } from './feed-own-credit.ts'
import { mentionOf, sameName, splitByline } from './feed-people.ts'

/** Who made an article: the part of it that no format keeps in one place. */
export interface Chain {
  readonly authors: readonly Author[]
  readonly publisher: Mention | undefined
  readonly sources: readonly Mention[]
  readonly guesses: readonly string[]
}

/** The chain of credit of an item: publisher, agencies and people, each name once. */
export function chainOf(item: FeedItem, head: FeedHead, own: OwnCredit | undefined): Chain {
  const bylines = [...item.bylines, ...nameless(item.authors)].map(splitByline)
  const publisher = item.publisher ?? (head.ours ? mentionOf(own?.publisher, undefined) : publisherOf(head))
  const agencies = bylines.flatMap(({ agency }) => (agency ? [{ name: agency }] : []))
  const written = (own?.sources ?? []).map((name) => ({ name }))
  const sources = onceEach([...item.via.flatMap(sourceOf), ...agencies, ...written]).filter(
    ({ name }) => !(publisher && sameName(name, publisher.name)),
  )
  const organisations = [publisher, ...sources].flatMap((one) => one?.name ?? [])
  const isPerson = ({ name }: Person) => !organisations.some((other) => sameName(name, other))
  const pages = item.authors.filter(({ url }) => url)
  const named = [...bylines.flatMap(({ names }) => names.map((name): Person => ({ name }))), ...pages]
  const reporters = onceEach((named.length > 0 ? named : head.authors).filter(isPerson))
  const helpers = onceEach(item.contributors).filter(
    ({ name }) => !reporters.some((one) => sameName(one.name, name)),
  )
  return {
    authors: [
      ...reporters.map((person) => ({ ...person, role: 'reporter' as const })),
      ...helpers.map((person) => ({ ...person, role: own?.roles.get(person.name) ?? ('editor' as const) })),
    ],
    publisher,
    sources,
    guesses: helpers
      .filter(({ name }) => !own?.roles.has(name))
      .map(({ name }) => `${name} was taken to be an editor.`),
  }
}

// An author may carry an agency or several names too, where no page of its own says who it is.
function nameless(authors: readonly Person[]): string[] {
  return authors.filter(({ url }) => !url).map(({ name }) => name)
}

function publisherOf({ title, home, feed }: FeedHead): Mention | undefined {
  const name = title || (home && hostName(home)) || (feed && hostName(feed))
  return name ? { name, ...(home && { home }), ...(feed && { feed }) } : undefined
}

function sourceOf({ title, url }: PageLink): Mention[] {
  const mention = mentionOf(title, url || undefined)
  return mention ? [mention] : []
}

function onceEach<Named extends { readonly name: string }>(all: readonly Named[]): Named[] {
  const first = new Map<string, Named>()
  for (const one of all) if (!first.has(one.name.toLowerCase())) first.set(one.name.toLowerCase(), one)
  return [...first.values()]
}
