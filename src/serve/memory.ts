import type { Env } from '../config.ts'
import type { Validators } from '../http/conditional.ts'
import type { StoredArchive } from '../storage/read/archives.ts'
import type { StoredChannel } from '../storage/read/channels.ts'
import type { ListedArticle } from '../storage/read/consistent-read.ts'
import type { StoredSite } from '../storage/site-row.ts'
import { ByteCache } from './byte-cache.ts'
import { IsolateCounts } from './isolate-counts.ts'
import { ArticleMemory } from './kept-articles.ts'
import { SingleFlight } from './single-flight.ts'
import { SubscriberMemory } from './subscriber-memory.ts'
import { type Version, VersionCache } from './version-cache.ts'

/** The bytes of a document at a version. */
export interface Copy {
  readonly version: Version
  readonly bytes: Uint8Array
  /** Headers that depend on what the document says. */
  readonly headers?: Readonly<Record<string, string>>
  /** When it was last known to be the current one, in ms since the epoch. */
  confirmed?: number
}

/** The version of the site as a whole, and the revision of what content/site.yaml says. */
export interface SiteVersion extends Version {
  readonly site: number
  /** How many items a feed shows. */
  readonly items: number
}

/** A version that an isolate remembers: where, under which name, and its revision. */
export interface VersionEntry {
  readonly cache: 'channels' | 'site' | 'archives'
  readonly name: string
}

/** What a request was answered with, for the next one that asks the same. */
export interface RecentAnswer {
  readonly validators: Validators
  /** The answer is right for as long as this entry has this revision. */
  readonly entry: VersionEntry
  readonly revision: number
  /** Until when it may be given, in ms since the epoch; missing where nothing of it expires. */
  readonly lastUse?: number
  /** The headers of a 304. */
  readonly notModified: Headers
  /** The bytes that were sent, and their headers; missing where only a 304 was sent. */
  readonly whole?: { readonly bytes: Uint8Array; readonly headers: Headers }
}

/** The most bytes of documents that an isolate keeps; it has 128 MB for everything. */
const COPIES_BYTES = 24_000_000

/** The same for answers. */
const ANSWERS_BYTES = 24_000_000

/** The same for versions of listings. */
const LISTINGS_BYTES = 2_000_000

/** What an answer is taken for beside the bytes of its document: most of it is Headers objects of the platform. */
export const ANSWER_BYTES = 4000

/** What an isolate keeps from one request to the next. */
export class IsolateMemory {
  readonly copies = new ByteCache<Copy>(COPIES_BYTES)
  readonly answers = new ByteCache<RecentAnswer>(ANSWERS_BYTES)
  readonly articles = new ArticleMemory()
  readonly renders = new SingleFlight()
  readonly channels = new VersionCache<StoredChannel>()
  readonly site = new VersionCache<SiteVersion>()
  /** The site as it was read last. */
  latestSite: StoredSite | undefined
  readonly archives = new VersionCache<StoredArchive>()
  /** Of `/healthz`, so that who asks often costs no more than who asks once a second. */
  readonly health = new VersionCache<Version>()
  /** The newest articles, for pages that have nothing else to show. */
  readonly newest = new VersionCache<Version & { readonly articles: readonly ListedArticle[] }>()
  readonly listings = new ByteCache<Version>(LISTINGS_BYTES)
  /** What it has counted, for the operator. */
  readonly numbers = new IsolateCounts()
  /** What readers on the web say of their subscribers. */
  readonly subscribers = new SubscriberMemory()
  /** Clients that asked too much of what costs something, and until when each is refused, in ms since the epoch. */
  readonly refused = new Map<string, number>()
  /** When this isolate has taken out what has expired, in ms since the epoch. */
  settled = 0

  /** Forgets which versions are the current ones. */
  forgetVersions(): void {
    for (const versions of [this.channels, this.site, this.archives, this.health]) versions.clear()
  }

  /** Whether an answer is known to be right at a time in milliseconds, without asking the database. */
  isCurrent({ entry: { cache, name }, revision, lastUse }: RecentAnswer, now: number): boolean {
    return (lastUse === undefined || now <= lastUse) && this[cache].isCurrent(name, revision, now)
  }
}

// An isolate has one Env object for as long as it lives.
const memories = new WeakMap<Env, IsolateMemory>()

/** What the isolate keeps. */
export function memoryOf(env: Env): IsolateMemory {
  let memory = memories.get(env)
  if (!memory) {
    memory = new IsolateMemory()
    memories.set(env, memory)
  }
  return memory
}
