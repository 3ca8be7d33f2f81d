/** How callbacks behave. */
export type Kind = keyof typeof HOSTS

/** The address at which those of each kind are, so that a hub does not take one kind for another. */
export const HOSTS = {
  fast: '127.0.0.1',
  slow: '127.0.0.2',
  hanging: '127.0.0.3',
  moved: '127.0.0.4',
  gone: '127.0.0.5',
  broken: '127.0.0.6',
  endless: '127.0.0.7',
} as const

/** Those that get what is sent to them, as opposed to those at which every delivery fails. */
export const REACHABLE: readonly Kind[] = ['fast', 'slow', 'endless']

/** A delivery that a callback got. */
export interface Receipt {
  readonly kind: Kind
  readonly callback: number
  /** When its last byte was there, in ms since the epoch. */
  readonly at: number
  /** The number of the newest article in it, see `editionFile`. */
  readonly edition: number
  readonly bytes: number
  readonly isSigned: boolean
}

/** A callback was asked whether it meant what was asked for it. */
export interface Question {
  readonly callback: number
  readonly at: number
}

/** What the process of the receivers is asked. */
export type Asked =
  | { readonly ask: 'count' | 'received' }
  | { readonly ask: 'topic'; readonly body: string; readonly hub: string }

/** What it answers: how many came since all of them were asked for, and all of them where that is asked. */
export interface Answered {
  readonly count: number
  readonly asks: number
  readonly receipts: readonly Receipt[]
  readonly questions: readonly Question[]
}

/** The secret of a callback. */
export function secretOf(callback: number): string {
  return `secret-of-${callback}`
}
