import type { Article } from '../model/article.ts'
import { type Site, siteLanguage } from '../model/site.ts'
import { shortDigest } from '../model/text.ts'
import { creditSentence } from './credit-sentence.ts'
import { channelText } from './titles.ts'

/** A picture with words, for link previews of a page that has no picture. */
export interface Card {
  /** Where it is, from the root of the site. It has a digest of all that the card shows. */
  readonly path: string
  readonly title: string
  /** Below the title: who is to be credited, or what the site is. */
  readonly line: string
  /** Of the site. */
  readonly name: string
  /** `#rrggbb` */
  readonly accent: string
  /** Of the title (BCP 47). */
  readonly language: string
}

/** The size of a card, in pixels: what link previews show without cutting. */
export const CARD_SIZE = { width: 1200, height: 630 } as const

/** Raise it where cards are drawn in another way. */
const DRAWING = 1

/** The card of the site, for every page without a card of its own. */
export function siteCard(site: Site): Card {
  const language = siteLanguage(site)
  const { description } = channelText({ kind: 'all', slug: '', title: '', language }, site)
  return cardOf('site', site, { title: site.name, line: description, language })
}

/** The card of an article: its title, and the whole chain of credit. */
export function articleCard(article: Omit<Article, 'body'>, site: Site): Card {
  const { slug, title, language } = article
  return cardOf(`articles/${slug}`, site, { title, line: creditSentence(article), language })
}

function cardOf(stem: string, { name, accent }: Site, text: Pick<Card, 'title' | 'line' | 'language'>): Card {
  const shown = { ...text, name, accent: accent.light }
  const digest = shortDigest(JSON.stringify([DRAWING, shown]))
  return { path: `/media/cards/${encodeURI(stem)}.${digest}.png`, ...shown }
}
