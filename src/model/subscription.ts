import type { ChannelKind } from './channel.ts'

/** A feed that can be subscribed to: a channel in a format, at its own URL. */
export interface Topic {
  /** The URL by which feeds name themselves. */
  readonly url: string
  readonly kind: ChannelKind
  readonly slug: string
  /** A name of a format, such as `rss`. */
  readonly format: string
}

/** What is asked of a callback: whether it meant that, or that it takes note of a denial. */
export type HubMode = 'subscribe' | 'unsubscribe' | 'denied'

/** What somebody has asked the hub for, for a callback which may know nothing of it. */
export interface SubscriptionRequest {
  readonly mode: HubMode
  readonly topic: Topic
  /** The topic's URL as it was sent, where that is another spelling of it. */
  readonly spelling: string | null
  /** The URL as it was sent: it is asked as it stands. */
  readonly callback: string
  readonly host: string
  /** At most 199 bytes of UTF-8. */
  readonly secret: string | null
  /** The lease that is granted, in seconds. */
  readonly lease: number
}

/** The most subscriptions that one run serves. The index of chunks with room in the migrations has the same number. */
export const CHUNK_SIZE = 200

/** What became of one delivery. */
export type Outcome =
  | { readonly kind: 'delivered'; readonly isSlow: boolean; readonly milliseconds: number }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly status: number }

/** The upper bounds of the buckets that publish-to-receipt times are counted in, in ms. */
export const RECEIPT_BUCKETS = [
  100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000,
] as const

/** A chunk of the subscriptions of a topic. */
export interface ChunkName {
  readonly topic: number
  readonly chunk: number
}

/** The rest of a chunk, which a run leaves to the next one. */
export interface Rest {
  /** By what the run is known that has the chunk. */
  readonly claim: string
  /** The revision that is being sent. */
  readonly revision: number
  /** The last subscription that was begun with. */
  readonly after: number
  /** Until when deliveries of it may go on, in ms since the epoch. */
  readonly until: number
}

/** Asks a callback whether it meant what was asked for it. */
export interface VerifyMessage {
  readonly kind: 'verify'
  readonly request: number
}

/** Looks which topics have changed. */
export interface AnnounceMessage {
  readonly kind: 'announce'
}

/** A chunk that has not got what was pushed: a revision of its channel. */
export interface ChunkBehind extends ChunkName {
  readonly pushed: number
}

/** Serves a chunk of the subscriptions of a topic. */
export interface DeliverMessage extends ChunkName {
  readonly kind: 'deliver'
  /** What the chunk is to have. Where it is missing, the topic is asked. */
  readonly pushed?: number
  /** Whether subscriptions are tried again where the chunk has all that was pushed. */
  readonly retries?: boolean
  readonly rest?: Rest
}

/** What the hub puts into its queues: tasks are short, deliveries are long. */
export type TaskMessage = VerifyMessage | AnnounceMessage
export type HubMessage = TaskMessage | DeliverMessage

export function isHubMessage(body: unknown): body is HubMessage {
  return typeof body === 'object' && body !== null && 'kind' in body
}
