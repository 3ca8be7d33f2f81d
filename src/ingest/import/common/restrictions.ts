import { formatOffset, type Moment, wallClock } from '../../../model/moment.ts'
import { failed, type Result, success } from '../../../model/result.ts'
import type { Defaults, Zone } from './assumptions.ts'
import { datePartsOf } from './date-forms.ts'
import type { ImportedArticle, Refusal } from './importer.ts'
import { codeTail } from './wire-item.ts'
import { readDate } from './written-dates.ts'

/** What keeps an item of a wire from being published now. The reason is a sentence. */
export type Restricted =
  | { readonly kind: 'canceled' | 'withheld'; readonly reason: string }
  /** Without a moment it lasts until further notice. */
  | { readonly kind: 'embargo'; readonly reason: string; readonly until?: Moment }

/** What an item says of its status, and of an embargo: an empty text is one without an end. */
export interface SaidRestriction {
  readonly status: string | undefined
  readonly embargo: string | undefined
}

const EMBARGOED = /^embargo(?:ed)?$/i

/**
 * What keeps an item from being published at `now` (in ms since the epoch; without it every embargo lasts). By the
 * NewsML-G2 Guidelines an item without a status is usable, a canceled one must not be published anywhere, and an
 * embargo without a time lasts until further notice. `defaults` are of the source: its zone is that of a time without
 * one.
 */
export function restrictionOf(
  { status, embargo }: SaidRestriction,
  defaults: Defaults,
  now: number | undefined,
): Restricted | undefined {
  const code = status === undefined ? 'usable' : (codeTail(status) ?? '')
  if (/^cancell?ed$/i.test(code)) {
    return { kind: 'canceled', reason: 'Its status is canceled: it must not be published.' }
  }
  if (embargo !== undefined || EMBARGOED.test(code)) return embargoUntil(embargo ?? '', defaults, now)
  if (/^usable$/i.test(code)) return undefined
  return { kind: 'withheld', reason: `Its status is "${code}": only a usable item may be published.` }
}

function embargoUntil(said: string, defaults: Defaults, now: number | undefined): Restricted | undefined {
  const text = said.trim()
  const until = endOf(text, defaults)
  if (until) {
    const isOver = now !== undefined && until.instant <= now
    return isOver
      ? undefined
      : { kind: 'embargo', reason: `It is embargoed until ${timeText(until)}.`, until }
  }
  const reason = text
    ? `It is embargoed until "${text.slice(0, 50)}", which is no time.`
    : 'It is embargoed until further notice.'
  return { kind: 'embargo', reason }
}

const DAY = 86_400_000

// Where the zone is not known, the time is that of the last place on earth: late is safe, early is not.
const LAST: Zone = { name: 'UTC-12', timezone: 'Etc/GMT+12', isGuess: true }

// An embargo until a day ends when that day ends. A month or a year alone is too vague to publish by.
function endOf(text: string, { timezone }: Defaults): Moment | undefined {
  const parts = datePartsOf(text)
  if (parts?.day[2] === undefined) return undefined
  const zone = timezone ? { name: timezone, timezone, isGuess: false } : LAST
  const moment = readDate(text, zone)?.moment
  return moment && parts.time[0] === undefined ? { ...moment, instant: moment.instant + DAY } : moment
}

function timeText(moment: Moment): string {
  return wallClock(moment).toISOString().slice(0, 19) + formatOffset(moment.offset)
}

/** The refusal of an item that may never be published, or not as far as is known. `id` is what the item calls itself. */
export function refusalOf({ kind, reason }: Restricted, id: string): Refusal {
  return { item: id, reason, ...(kind === 'canceled' && { restriction: { kind, id } }) }
}

/**
 * An article, or while it is withheld or under an embargo the refusal that carries it. `id` is what the item calls itself.
 */
export function unlessHeld(
  article: ImportedArticle,
  restricted: Restricted | undefined,
  id: string,
): Result<ImportedArticle, Refusal> {
  if (!restricted) return success(article)
  if (restricted.kind === 'canceled') return failed(refusalOf(restricted, id))
  const until = restricted.kind === 'embargo' ? restricted.until : undefined
  const restriction = { kind: 'embargo' as const, ...(until && { until }), article }
  return failed({ item: id, reason: restricted.reason, restriction })
}
