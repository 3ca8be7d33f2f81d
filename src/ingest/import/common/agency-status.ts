import type { Moment } from '../../../model/moment.ts'
import { formatOffset, wallClock } from '../../../model/moment.ts'
import { assumedZone, readDate } from '../feed/feed-date.ts'
import type { Reading } from './agency-markup.ts'

/** The last part of a code: `stat:usable` and http://cv.iptc.org/newscodes/pubstatusg2/usable are `usable`. */
export function codeTail(code: string | undefined): string | undefined {
  return code?.split(/[:/#]/).at(-1)?.trim() || undefined
}

/**
 * Why an item with this publishing status is no news; `undefined` for a usable one, which by the NewsML-G2
 * Guidelines is also one that says nothing. A canceled item must not be published anywhere.
 */
export function statusRefusal(status: string | undefined): string | undefined {
  const said = status?.trim()
  if (said === undefined || codeTail(said)?.toLowerCase() === 'usable') return undefined
  const code = codeTail(said) ?? ''
  if (/^cancell?ed$/i.test(code)) return `Its pubStatus is canceled: it must not be published.`
  return `Its pubStatus is "${code}": only a usable item may be published.`
}

/**
 * Why an item must wait. An importer has no clock: an embargo that ends after the version was made counts as
 * running; so does one without a time, which by NewsML-G2 lasts until further notice.
 */
export function embargoRefusal(embargo: string | undefined, version: string | undefined): string | undefined {
  if (embargo === undefined) return undefined
  const until = readDate(embargo, assumedZone(undefined))?.moment
  if (!until) {
    const said = embargo.trim().slice(0, 50)
    return said
      ? `It is embargoed until "${said}", which is no time.`
      : 'It is embargoed until further notice.'
  }
  const made = version === undefined ? undefined : readDate(version, assumedZone(undefined))?.moment
  return made && until.instant <= made.instant ? undefined : `It is embargoed until ${timeText(until)}.`
}

/** What an item says of its times. */
export interface SaidTimes {
  readonly firstCreated?: string | undefined
  readonly versionCreated?: string | undefined
  readonly contentCreated?: string | undefined
  readonly language: string
}

/** When an item was published and updated. */
export interface ItemTimes {
  readonly published: Moment
  readonly updated?: Moment
  readonly guesses: readonly string[]
}

/** The first version's time is that of publishing, a later version's that of the update. */
export function itemTimes(said: SaidTimes): Reading<ItemTimes> {
  const zone = assumedZone(said.language)
  const first = readDate(said.firstCreated ?? '', zone)
  const version = readDate(said.versionCreated ?? '', zone)
  const content = readDate(said.contentCreated ?? '', zone)
  const published = first ?? version ?? content
  if (!published) return { ok: false, reason: NO_TIME }
  const later = version && version.moment.instant > published.moment.instant ? version : undefined
  const guesses = [...published.guesses, ...(later?.guesses ?? [])]
  if (published === content) guesses.push('The time was taken from contentCreated.')
  const updated = later && { updated: later.moment }
  return { ok: true, value: { published: published.moment, ...updated, guesses: [...new Set(guesses)] } }
}

const NO_TIME = 'It has no time: firstCreated, versionCreated and contentCreated are missing or not readable.'

function timeText(moment: Moment): string {
  return wallClock(moment).toISOString().slice(0, 19) + formatOffset(moment.offset)
}
