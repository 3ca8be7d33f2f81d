import type { Role } from '../model/article.ts'
import type { NamedKind } from '../model/channel.ts'
import type { KillKind } from '../model/lifecycle.ts'
import type { ProblemType } from './problem-types.ts'

/**
 * Everything that Warta says to readers, in one language. A member is a function where a name or a number stands
 * within a sentence, because languages put them in different places.
 */
export interface Words {
  /** The BCP 47 tag of these words. Intl writes the names of languages in it. */
  readonly language: string
  readonly dates: DateWords
  readonly credit: CreditWords
  readonly life: LifeWords
  readonly channels: ChannelWords
  readonly search: SearchWords
  readonly page: PageWords
  readonly absence: AbsenceWords
  readonly status: StatusWords
  readonly problems: ProblemWords
  readonly first: FirstArticle
}

/** The first article of a new site. The body is Markdown. */
export interface FirstArticle {
  readonly title: string
  readonly summary: string
  readonly body: string
}

/** How dates are written. */
export interface DateWords {
  /** The locale for Intl.DateTimeFormat, for example `en-GB` for English with the day before the month. */
  readonly locale: string
  /** Zones that readers know by a name, by their offset in minutes east of UTC. Others are written `UTC+7`. */
  readonly zones: Readonly<Record<number, string>>
}

/** What is said of corrections, and of articles that are gone. */
export interface LifeWords {
  /** A day; the months count from 1. */
  readonly day: (year: number, month: number, day: number) => string
  readonly correction: (day: string, text: string) => string
  /** The title of what stands in place of an article. */
  readonly withdrawn: string
  readonly withdrawnOn: Readonly<Record<KillKind, (day: string, by: string | undefined) => string>>
  readonly reason: (reason: string) => string
}

/** A credit of a picture that begins with what the picture is. */
export const SAYS_WHAT = /^\p{L}{3,20}: \S/u

/** The parts of the credit sentence and of the byline. */
export interface CreditWords {
  /** The word between the last two names of a list. */
  readonly and: string
  readonly report: (reporters: string) => string
  /** A report that `who` has retold. */
  readonly digest: (who: string, reporters: string) => string
  readonly editor: (who: string) => string
  readonly translator: (who: string) => string
  readonly photographer: (who: string) => string
  /** Who the report is based on: one name, or `count` of them joined with commas. */
  readonly sources: (names: string, count: number) => string
  /** Whose picture it is. A credit that says itself what it is for, such as `Chart: Warta`, stands alone. */
  readonly photo: (credit: string) => string
}

/** Titles and descriptions of channels, in feeds, on pages and in lists of feeds. */
export interface ChannelWords {
  /** What the channel of everything lists. */
  readonly newsFrom: (site: string) => string
  /** What a channel of each kind lists. `name` is its own, such as `Reuters`. */
  readonly headings: Readonly<Record<NamedKind, (name: string) => string>>
  /** The description of a channel: what it lists, and that every article has its credit. */
  readonly withCredit: (heading: string) => string
  /** The groups in which a list of all channels has them. */
  readonly groups: Readonly<Record<NamedKind, string>>
  /** A filter in the title of a filtered list, such as `tag world`. */
  readonly filters: Readonly<Record<NamedKind, (slug: string) => string>>
  /** A filter that leaves articles out. */
  readonly without: (filter: string) => string
}

export interface SearchWords {
  /** The title of the search before anything is looked for. */
  readonly title: string
  readonly titleOf: (text: string) => string
  readonly label: string
  readonly button: string
  /** What can be typed. */
  readonly hint: string
  readonly nothing: string
  /** Said where a search or filters end before the list is full. */
  readonly cut: string
  /** Shown where more words begin as the search says than Warta looks for. */
  readonly broad: string
  /** Shown where what fits best can't be told, so that the newest come first. */
  readonly unranked: string
  /** How many articles were found; `isMore` where only so many were counted. */
  readonly found: (count: number, isMore: boolean) => string
  readonly order: string
  readonly newestFirst: string
  readonly bestFirst: string
  readonly filters: string
  /** Before the name of a filter that a link takes away. */
  readonly without: string
  /** Above the filters of a kind that can be added. */
  readonly only: (group: string) => string
  readonly withoutFilters: string
  readonly insteadTry: string
  readonly checkSpelling: string
  readonly browseTopics: string
  readonly readNewest: string
  readonly toFirst: string
  readonly asFeed: string
}

/** Labels and notices of pages. */
export interface PageWords {
  readonly skip: string
  readonly menu: string
  readonly search: string
  /** The name of the column beside the main one. */
  readonly more: string
  readonly latest: string
  /** Said of a channel that has no articles. */
  readonly nothingYet: string
  /** Said of a filtered list that has none. */
  readonly nothing: string
  readonly topics: string
  readonly pages: string
  readonly newer: string
  readonly older: string
  /** Behind the title of every page of a channel but the first. */
  readonly archive: string
  readonly credits: string
  readonly roles: Readonly<Record<Role, string>>
  readonly publisher: string
  readonly source: string
  readonly published: string
  readonly updated: string
  readonly origin: string
  readonly original: (publisher: string) => string
  readonly related: string
  readonly tags: string
  readonly subscribe: string
  readonly whatIsAFeed: string
  readonly addresses: string
  readonly address: (format: string) => string
  readonly copy: string
  readonly copied: string
  readonly copyAddress: string
  /** A link that hands the feed to an app on the device, and one to a reader on the web. */
  readonly openInApp: string
  readonly openWith: (reader: string) => string
  /** What unfolds every other way to subscribe. */
  readonly otherWays: string
  readonly openIn: string
  readonly app: string
  readonly allChannels: string
  readonly feedOf: (format: string) => string
  readonly readAsPage: string
  readonly raw: (format: string) => string
  /** Said above a feed that a browser shows as it is. */
  readonly rawNotice: string
  readonly inThisFeed: string
  readonly otherFormats: string
  readonly toFrontPage: string
  /** The front page, where a trail of pages begins, and the name of that trail. */
  readonly home: string
  readonly trail: string
  readonly channels: string
  /** What the page of all channels says above them. */
  readonly aboutChannels: string
  readonly articles: (count: number) => string
  /** The pages of a list that is sorted by name. */
  readonly previous: string
  readonly next: string
  /** The name of what stands at the foot of every page, and of its groups. */
  readonly footer: string
  readonly about: string
  readonly contact: string
  readonly licence: string
  readonly attribution: string
  readonly feeds: string
  readonly inLanguages: string
  /** Above what is read on after an article, and above what it can be followed by. */
  readonly moreOnThis: string
  readonly beforeAndAfter: string
  readonly before: string
  readonly after: string
  readonly follow: string
  readonly readingTime: (minutes: number) => string
  readonly copyLink: string
  /** Before the caption and credit of a picture that the report had and we do not. */
  readonly withoutPicture: string
  readonly inOtherLanguages: string
}

/** What a page says in place of what was asked for. `title` and `detail` are for people; programs get English. */
export interface AbsenceWords {
  readonly unknown: { readonly title: string; readonly detail: string }
  readonly gone: { readonly title: string; readonly detail: string }
  /** Where a client asked too much within a minute. */
  readonly tooMany: { readonly title: string; readonly detail: string }
  /** Above the newest articles. */
  readonly instead: string
}

/** The page on which the operator sees how the site is doing. */
export interface StatusWords {
  readonly title: string
  /** When it was made, and what is not in it. */
  readonly about: (time: string) => string
  readonly articles: string
  readonly public: string
  readonly scheduled: string
  readonly withheld: string
  readonly blocked: string
  readonly withdrawn: string
  readonly expires: (time: string) => string
  readonly released: (time: string) => string
  readonly since: (time: string) => string
  readonly next: (time: string) => string
  readonly attention: string
  readonly failingPolls: string
  readonly purges: string
  /** Messages of queues that failed each time. */
  readonly deadLetters: string
  readonly faults: string
  readonly everAnswered: string
  readonly source: string
  readonly failures: string
  readonly lastSuccess: string
  readonly reason: string
  readonly hub: string
  readonly leases: string
  readonly topics: string
  readonly verifications: string
  readonly unsettled: string
  readonly retries: string
  readonly hours: string
  readonly days: string
  readonly answers: string
  readonly renders: string
  readonly rendered: string
  readonly deliveries: string
  readonly delivered: string
  readonly failed: string
  readonly gone: string
  /** Within which time half of them were done, and 99 of 100. */
  readonly times: (half: string, most: string) => string
  readonly highest: (value: string) => string
  readonly table: string
  readonly time: string
  readonly subscribers: string
  readonly atLeast: string
  readonly reader: string
  readonly channel: string
  readonly format: string
}

/** The page about the problems that programs are answered with. */
export interface ProblemWords {
  readonly title: string
  readonly lead: string
  /** What each type of problem means, and what to do about it. */
  readonly meanings: Readonly<Record<ProblemType, string>>
}
