import type { Database } from '../storage/database.ts'
import type { StoredArchive } from '../storage/read/archives.ts'
import type { StoredChannel } from '../storage/read/channels.ts'
import { ByteCache } from './byte-cache.ts'
import { Flights, type KeepAlive } from './single-flight.ts'
import { type Version, VersionCache } from './version-cache.ts'

/** The bytes of a document at a version. */
export interface Copy {
  readonly version: Version
  readonly bytes: Uint8Array
}

/** How a document was answered with, for the next who asks the same. */
export interface KeptAnswer {
  readonly etag: string
  /** The headers of a 304. */
  readonly notModified: Headers
  /** The copy that was sent whole, and its headers; missing where only a 304 was. */
  readonly whole?: { readonly copy: Copy; readonly headers: Headers }
  /** Whether it is known to be the right answer at a time in milliseconds, without asking the database. */
  readonly isCurrent: (now: number) => boolean
}

/** The most bytes of documents that an isolate keeps; it has 128 MB for all. */
const COPIES_BYTES = 24_000_000

/** The same for answers, each taken for so many bytes beside those of its copy: most are the headers of the platform. */
const ANSWERS_BYTES = 24_000_000
export const ANSWER_BYTES = 4000

/** Milliseconds after which a document that somebody else is making is not waited for. */
const LONGEST_RENDER = 10_000

/** What an isolate keeps from one request to the next. */
export class IsolateMemory {
  readonly copies = new ByteCache<Copy>(COPIES_BYTES)
  readonly answers = new ByteCache<KeptAnswer>(ANSWERS_BYTES)
  readonly renders = new Flights<Copy | null>(LONGEST_RENDER)
  readonly channels = new VersionCache<StoredChannel>()
  readonly site = new VersionCache<Version>()
  readonly archives = new VersionCache<StoredArchive>()
}

/** What documents are made with for one request. */
export interface Desk {
  /** The request's session of the database, begun when it is first needed. */
  readonly session: () => Database
  readonly memory: IsolateMemory
  /** When the request came, in milliseconds since the epoch. */
  readonly now: number
  readonly keepAlive: KeepAlive
}
