import * as v from 'valibot'
import { moment, textBlock, textLine } from './fields.ts'
import type { Moment } from './moment.ts'
import type { Source } from './source.ts'

/** A time that never comes, in ms since the epoch: the last one that a Date can hold. */
export const NEVER = 8_640_000_000_000_000

/** Why an article is gone. `left`: its source has left the registry, and may come back. */
export const ENDINGS = ['kill', 'legal', 'expired', 'deleted', 'left'] as const
export type EndingKind = (typeof ENDINGS)[number]

/** What becomes of an article, as its client is told. */
export const STATUSES = ['scheduled', 'withheld', 'public', 'killed', 'expired', 'deleted'] as const
export type Status = (typeof STATUSES)[number]

/** The endings that nobody but the operator can undo, and that readers are told of with a reason. */
export const KILLS = ['kill', 'legal'] as const
export type KillKind = (typeof KILLS)[number]

export function isKill(kind: string | null | undefined): kind is KillKind {
  return KILLS.some((one) => one === kind)
}

/** For how long feeds tell that an article is gone, in ms. */
export const NOTICE_MS = 30 * 86_400_000

/** Why an article is taken out, as far as it is known. Without `at`, in ms since the epoch, it happens now. */
export interface Ending {
  /** `held` where a public article is withheld once more: it leaves no trace. */
  readonly kind: EndingKind | 'held'
  readonly at?: number
  /** What readers are told: plain text. */
  readonly reason?: string
  readonly by?: string
  /** The id under which a kill is kept of what nobody has seen, because the article's own may be somebody else's too. */
  readonly unseen?: string
}

/** What an article file says instead of a moment where nobody knows when it may be published. */
export const FURTHER_NOTICE = 'until further notice'

/** When an article may be public at the earliest: a Moment, or `null` until further notice. */
export const embargoSchema = v.union(
  [
    v.pipe(
      v.literal(FURTHER_NOTICE),
      v.transform(() => null),
    ),
    moment,
  ],
  `is no date-time with its offset; write it such as 2022-09-20T12:32:00+07:00, or "${FURTHER_NOTICE}"`,
)

/** What was wrong in an article that was public, and when that was said. Plain text. */
export const correctionSchema = v.strictObject({ at: moment, text: textLine(2000) })
export type Correction = v.InferOutput<typeof correctionSchema>

/** An article that must not be seen any more. The reason is what readers are told. */
export const withdrawnSchema = v.strictObject({
  kind: v.picklist(KILLS, 'is no kind of withdrawal; use kill or legal'),
  at: v.exactOptional(moment),
  reason: v.pipe(textBlock(500), v.nonEmpty('is empty; say in a sentence why it was withdrawn')),
  by: v.exactOptional(textLine(200)),
})
export type Withdrawn = v.InferOutput<typeof withdrawnSchema>

/** What readers are told of an article that was killed. Texts are plain. */
export interface Notice {
  readonly kind: KillKind
  /** Milliseconds since the epoch, and the minutes east of UTC in which that is shown. */
  readonly at: number
  readonly offset: number
  /** BCP 47, of the article. */
  readonly language: string
  readonly reason?: string | undefined
  readonly by?: string | undefined
}

/** An article as far as its end depends on it. */
interface Expiring {
  readonly published: Moment
  readonly expires?: Moment
  readonly publisher: Source
  readonly sources: readonly Source[]
}

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/**
 * When an article has to be gone: its own time, else what the strictest source of its chain allows. That is cut to the
 * full hour before, because a channel in which something expires every few minutes could be kept by no cache.
 */
export function expiryOf({ published, expires, publisher, sources }: Expiring): Moment | undefined {
  if (expires) return expires
  const days = [publisher, ...sources].flatMap(({ keep_days }) => keep_days ?? [])
  if (days.length === 0) return undefined
  const { instant, offset } = published
  const end = instant + Math.min(...days) * DAY_MS
  return { instant: Math.max(Math.floor(end / HOUR_MS) * HOUR_MS, instant + 1), offset }
}
