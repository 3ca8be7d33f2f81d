import { formatOffset, type Moment, wallClock } from '../../../model/moment.ts'
import { failed, type Result, success } from '../../../model/result.ts'
import { oneLine } from '../../../model/text.ts'
import { UTC, type Zone } from './assumptions.ts'
import { readDate } from './written-dates.ts'

// What NewsML-G2 and ninjs say alike of an item: whether it may be published, when it was, and its rights.

/** The last part of a code: `stat:usable` and http://cv.iptc.org/newscodes/pubstatusg2/usable are `usable`. */
export function codeTail(code: string | undefined): string | undefined {
  return code?.split(/[:/#]/).at(-1)?.trim() || undefined
}

/**
 * Why an item with this publishing status may not be published; `undefined` for a usable one. By the NewsML-G2
 * Guidelines an item without a status is usable, and a canceled item must not be published anywhere.
 */
export function statusRefusal(status: string | undefined): string | undefined {
  const said = status?.trim()
  if (said === undefined || codeTail(said)?.toLowerCase() === 'usable') return undefined
  const code = codeTail(said) ?? ''
  if (/^cancell?ed$/i.test(code)) return `Its pubStatus is canceled: it must not be published.`
  return `Its pubStatus is "${code}": only a usable item may be published.`
}

/**
 * Why an item must wait. An importer has no clock: an embargo that ends after this version was made counts as
 * running. So does an embargo without a time, which in NewsML-G2 lasts until further notice.
 */
export function embargoRefusal(embargo: string | undefined, version: string | undefined): string | undefined {
  if (embargo === undefined) return undefined
  const until = readDate(embargo, UTC)?.moment
  if (!until) {
    const said = embargo.trim().slice(0, 50)
    return said
      ? `It is embargoed until "${said}", which is no time.`
      : 'It is embargoed until further notice.'
  }
  const made = version === undefined ? undefined : readDate(version, UTC)?.moment
  return made && until.instant <= made.instant ? undefined : `It is embargoed until ${timeText(until)}.`
}

function timeText(moment: Moment): string {
  return wallClock(moment).toISOString().slice(0, 19) + formatOffset(moment.offset)
}

/** What an item says of its times. */
export interface SaidTimes {
  readonly firstCreated?: string | undefined
  readonly versionCreated?: string | undefined
  readonly contentCreated?: string | undefined
}

/** When an item was published and updated. */
export interface ItemTimes {
  readonly published: Moment
  readonly updated?: Moment
  readonly guesses: readonly string[]
}

const NO_TIME = 'It has no time: firstCreated, versionCreated and contentCreated are missing or not readable.'

/**
 * An item is published with its first version and updated with a later one. `zone` is that of times without one.
 * The failure is a sentence.
 */
export function itemTimes(said: SaidTimes, zone: Zone): Result<ItemTimes, string> {
  const first = readDate(said.firstCreated ?? '', zone)
  const version = readDate(said.versionCreated ?? '', zone)
  const content = readDate(said.contentCreated ?? '', zone)
  const published = first ?? version ?? content
  if (!published) return failed(NO_TIME)
  const later = version && version.moment.instant > published.moment.instant ? version : undefined
  const guesses = [...published.guesses, ...(later?.guesses ?? [])]
  if (published === content) guesses.push('The time was taken from contentCreated.')
  const updated = later && { updated: later.moment }
  return success({ published: published.moment, ...updated, guesses: [...new Set(guesses)] })
}

/** What an item says of its rights. */
export interface SaidRights {
  readonly holder?: string | undefined
  readonly notices: readonly string[]
  readonly terms: readonly string[]
}

/**
 * All that items say of their rights, one statement a line, whole: an agency forbids to remove or shorten its
 * notice. A holder whom no notice names gets a notice.
 */
export function rightsText(...said: readonly SaidRights[]): string | undefined {
  const lines = said.flatMap(({ holder, notices, terms }) => {
    const whole = notices.map(oneLine).filter((notice) => notice !== '')
    const named = holder === undefined || whole.some((notice) => notice.includes(holder))
    return [...(named ? [] : [`© ${oneLine(holder)}`]), ...whole, ...terms.map(oneLine)]
  })
  return [...new Set(lines.filter((line) => line !== ''))].join('\n') || undefined
}
