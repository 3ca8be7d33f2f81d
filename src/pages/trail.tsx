import type { FC } from 'hono/jsx'
import type { NamedKind } from '../model/channel.ts'
import { type LanguageMarks, partIn } from '../words/index.ts'
import type { Words } from '../words/vocabulary.ts'

/** A page above this one: its name and path, and the language of the name where it is not the page's. */
export interface Crumb {
  readonly name: string
  readonly path: string
  readonly language?: string
}

interface TrailProps {
  crumbs: readonly Crumb[]
  /** The language of the page, and its words. */
  language: string
  say: Words
}

/** The way from the front page to the page above this one. */
export const Trail: FC<TrailProps> = ({ crumbs, language, say }) => (
  <nav class="trail" aria-label={say.page.trail}>
    <ol>
      {crumbs.map(({ name, path, language: own = language }) => (
        <li>
          <a href={path} {...(partIn(own, language) satisfies LanguageMarks)}>
            {name}
          </a>
        </li>
      ))}
    </ol>
  </nav>
)

/** What the channels of a kind are called on pages. */
export function kindName(kind: NamedKind, { channels, page }: Words): string {
  return kind === 'tags' ? page.topics : channels.groups[kind]
}

/** The way to a channel of a kind. */
export function trailTo(kind: NamedKind, say: Words): Crumb[] {
  return [
    { name: say.page.home, path: '/' },
    { name: say.page.channels, path: '/channels' },
    { name: kindName(kind, say), path: `/${kind}` },
  ]
}
