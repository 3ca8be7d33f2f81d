import type { ChannelKey } from './channel.ts'
import { primaryLanguage } from './language-tag.ts'

/** A text of the site's owner: one for all languages, or one a language, keyed by BCP 47 tag. */
export type LocalText = string | Readonly<Record<string, string>>

/** A link that the site's owner wants on every page. The URL is absolute, or a path of this site. */
export interface SiteLink {
  readonly title: LocalText
  readonly url: string
}

/** A colour for each theme of the pages, as `#rrggbb`. */
export interface Accent {
  readonly light: string
  readonly dark: string
}

/** The mark of the site in the forms that browsers and readers ask for: paths from the root of the site. */
export interface SiteIcons {
  /** A vector image; missing where the owner gave none. */
  readonly vector?: string
  readonly favicon: string
  /** 144 pixels wide, which is the most that RSS allows. */
  readonly small: string
  readonly apple: string
  readonly medium: string
  readonly large: string
  /** 512 pixels wide, with so much room around the mark that a device may cut it to any shape. */
  readonly maskable?: string
}

/** How the site looks: files that were built for it, named by what is in them. Paths from the root of the site. */
export interface SiteLooks {
  readonly icons: SiteIcons
  /** A style sheet that comes after the usual one; missing where the site looks as usual. */
  readonly theme?: string
  /** The style sheet of feeds that a browser shows as they are. */
  readonly feedStyle: string
  /** The owner's own logo; missing where the icon has to do. */
  readonly logo?: string
}

/** Whose site it is: what content/site.yaml says, with what is usual where it says nothing. */
export interface Site {
  readonly name: string
  readonly description?: LocalText
  /** BCP 47. The first is that of everything which has no language of its own. */
  readonly languages: readonly [string, ...string[]]
  /** An IANA zone, such as Asia/Jakarta. */
  readonly timezone?: string
  /**
   * What documents that come in are in where they do not say it themselves. A site of several languages says nothing of
   * their language: the text tells that better. Nor does one whose owner has named none.
   */
  readonly assumed: { readonly language?: string; readonly timezone?: string }
  readonly accent: Accent
  readonly font: 'serif' | 'sans'
  readonly contact?: { readonly name?: string; readonly email?: string; readonly url?: string }
  readonly licence?: { readonly name: LocalText; readonly url?: string }
  readonly footer: readonly SiteLink[]
  readonly social: readonly SiteLink[]
  /** The channels that the masthead leads to. */
  readonly navigation: readonly ChannelKey[]
  /** How many items a feed shows where nobody asks for more or fewer. */
  readonly items: number
  readonly looks: SiteLooks
}

/** The site where nobody has said anything. */
export const DEFAULT_SITE: Site = {
  name: 'Warta',
  languages: ['en'],
  assumed: {},
  accent: { light: '#96222a', dark: '#f2a394' },
  font: 'serif',
  footer: [],
  social: [],
  navigation: [],
  items: 30,
  looks: {
    icons: {
      vector: '/icon.svg',
      favicon: '/favicon.ico',
      small: '/icon-144.png',
      apple: '/apple-touch-icon.png',
      medium: '/icon-192.png',
      large: '/icon-512.png',
    },
    feedStyle: '/feed.css',
  },
}

/** The authority in the ids of the demonstration that comes with the code (RFC 4151). */
export const DEMO_AUTHORITY = 'warta.example'

/** Whether an id is one of the demonstration's, which no other site may have. */
export function isDemoId(id: string): boolean {
  return id.startsWith(`tag:${DEMO_AUTHORITY},`)
}

/** What the words around an article or a channel need to know of the site. */
export type SiteNames = Pick<Site, 'name' | 'languages' | 'description'>

/** The language (BCP 47) of what has none of its own. */
export function siteLanguage({ languages: [first] }: Pick<Site, 'languages'>): string {
  return first
}

/**
 * A text of the owner in a language: that of the very tag, else of its primary language. `undefined` where there is none
 * in it. A text without languages is in all of them.
 */
export function textIn(text: LocalText | undefined, language: string): string | undefined {
  if (text === undefined || typeof text === 'string') return text
  return text[language] ?? text[primaryLanguage(language)]
}

/** The same where something has to stand: else the text in the site's languages, in their order, else any. */
export function textFor(text: LocalText, language: string, { languages }: Pick<Site, 'languages'>): string {
  const tried = [language, ...languages].map((one) => textIn(text, one))
  return tried.find((one) => one !== undefined) ?? Object.values(text)[0] ?? ''
}
