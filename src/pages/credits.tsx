import type { FC } from 'hono/jsx'
import type { Article, Author, Role } from '../model/article.ts'
import { type ChannelKey, channelPath } from '../model/channel.ts'
import { authorsOf } from '../model/credit.ts'
import { slugify } from '../model/slug.ts'
import type { PageWords } from '../words/vocabulary.ts'

const ROLES = [
  'reporter',
  'photographer',
  'editor',
  'translator',
  'digest',
] as const satisfies readonly Role[]

interface Credited {
  readonly name: string
  readonly channel: ChannelKey
}

/** Everybody who made the article: what they did, and a link to their own channel. */
export const Credits: FC<{ article: Article; say: PageWords }> = ({ article, say }) => (
  <dl class="credits" aria-label={say.credits}>
    {creditsOf(article, say).map(([what, who]) => (
      <div>
        <dt>{what}</dt>
        {who.map(({ name, channel }) => (
          <dd>{channel.slug === '' ? name : <a href={channelPath(channel)}>{name}</a>}</dd>
        ))}
      </div>
    ))}
  </dl>
)

function creditsOf(article: Article, say: PageWords): [what: string, who: readonly Credited[]][] {
  const { publisher, sources } = article
  const people = ROLES.map((role): [string, Credited[]] => [
    say.roles[role],
    authorsOf(article, role).map(person),
  ])
  const all: [string, Credited[]][] = [
    ...people,
    [say.publisher, [{ name: publisher.name, channel: { kind: 'publishers', slug: publisher.id } }]],
    [say.source, sources.map(({ id, name }) => ({ name, channel: { kind: 'sources', slug: id } }))],
  ]
  return all.filter(([, who]) => who.length > 0)
}

// A name without a letter or a digit has no channel.
function person({ name }: Author): Credited {
  return { name, channel: { kind: 'authors', slug: slugify(name) } }
}
