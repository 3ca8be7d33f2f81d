import * as v from 'valibot'
import { uri } from '../../../model/fields.ts'
import type { Moment } from '../../../model/moment.ts'
import { failed, type Result, success } from '../../../model/result.ts'
import { oneLine } from '../../../model/text.ts'
import type { Zone } from './assumptions.ts'
import type { ImportedArticle } from './importer.ts'
import { readDate } from './written-dates.ts'

// What the formats of wires say alike of an item: when and where it was written, and its rights.

/** The last part of a code: `stat:usable` and http://cv.iptc.org/newscodes/pubstatusg2/usable are `usable`. */
export function codeTail(code: string | undefined): string | undefined {
  return code?.split(/[:/#]/).at(-1)?.trim() || undefined
}

/** A dateline without the dash between it and the text, which belongs to neither. `undefined` where nothing is left. */
export function datelineOf(text: string | undefined): string | undefined {
  return text?.replace(/[\s–—-]{1,20}$/u, '') || undefined
}

/** What an item calls itself, as its id where that is a URI. */
export function nameAs(name: string | undefined): Pick<ImportedArticle, 'id' | 'guid'> {
  if (name === undefined) return {}
  return v.is(uri, name) ? { id: name } : { guid: name }
}

/** Which version of itself an item says that it is; nothing where that is no whole number. */
export function versionAs(version: string | undefined): Pick<ImportedArticle, 'version'> {
  const number = Number(version || Number.NaN)
  return Number.isSafeInteger(number) ? { version: number } : {}
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
