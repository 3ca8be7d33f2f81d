import { formatOffset, type Moment, parseMoment } from '../../../model/moment.ts'
import type { Zone } from './assumptions.ts'
import { type DateParts, datePartsOf } from './date-forms.ts'

/** A time as a document writes it, and what had to be assumed to read it. */
export interface ReadDate {
  readonly moment: Moment
  readonly guesses: readonly string[]
}

// In hours. The names of RFC 822, of Indonesia and of the zones that newsrooms are in.
const ZONES: Readonly<Record<string, number>> = {
  ...{ Z: 0, UT: 0, UTC: 0, GMT: 0, WET: 0, WEST: 1, BST: 1, CET: 1, CEST: 2, EET: 2, EEST: 3, MSK: 3 },
  ...{ WIB: 7, WITA: 8, WIT: 9, ICT: 7, SGT: 8, MYT: 8, PHT: 8, HKT: 8, JST: 9, KST: 9, IST: 5.5 },
  ...{ AWST: 8, ACST: 9.5, AEST: 10, AEDT: 11, NZST: 12, NZDT: 13 },
  ...{ AST: -4, ADT: -3, EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7 },
  ...{ AKST: -9, AKDT: -8, HST: -10 },
}

// Names that mean another offset in summer than in winter.
const REGIONS: Readonly<Record<string, string>> = {
  ET: 'America/New_York',
  CT: 'America/Chicago',
  MT: 'America/Denver',
  PT: 'America/Los_Angeles',
}

const LONGEST = 100

// Systems write the first day of their calendar where they know none.
const FIRST_YEAR = 1000

/**
 * Reads a date of RFC 822 (zone as number or name, year of two digits), RFC 3339, W3C-DTF (also a mere year,
 * month or day), ISO 8601 without hyphens, asctime, or of digits (`20/09/2022 12:32 WIB`), with hours up to 24 or twice
 * 12. `undefined` for everything else, for days that do not exist, and for the year 1 and 1970-01-01, which stand for
 * an unknown date.
 */
export function readDate(text: string, assumed: Zone): ReadDate | undefined {
  const short = text.slice(0, LONGEST).replace(/\s+/g, ' ').trim()
  const parts = datePartsOf(short)
  if (!parts) return undefined
  const zone = parts.zone.replace(/\s*\(.*\)$/, '')
  const offset = zone === '' ? offsetIn(assumed.timezone, parts) : offsetOf(zone, parts)
  const moment = offset === undefined ? undefined : momentOf(parts, offset)
  return moment && !isUnset(parts, moment) ? { moment, guesses: guessesOf(parts, zone, assumed) } : undefined
}

function isUnset({ day }: DateParts, { instant }: Moment): boolean {
  const [year, month = '1', date = '1'] = day.map(Number)
  return Number(year) < FIRST_YEAR || instant === 0 || (year === 1970 && month === 1 && date === 1)
}

function offsetOf(zone: string, parts: DateParts): number | undefined {
  const named = ZONES[zone.toUpperCase()]
  if (named !== undefined) return named * 60
  const region = REGIONS[zone.toUpperCase()]
  return region ? offsetIn(region, parts) : numericOffset(zone)
}

function numericOffset(zone: string): number | undefined {
  const found = /^(?:GMT|UTC)?\s*([+-])(\d\d?):?(\d\d)?$/i.exec(zone)
  if (!found) return undefined
  const [, sign, hours, minutes = '0'] = found
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) || 0
}

/** The offset that an IANA zone has, in minutes, when its clocks show this time. */
function offsetIn(timezone: string, parts: DateParts): number | undefined {
  const shown = momentOf(parts, 0)?.instant
  if (shown === undefined) return undefined
  const format = new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'longOffset' })
  const offsetAt = (instant: number) => {
    const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? ''
    return numericOffset(name) ?? 0
  }
  return offsetAt(shown - offsetAt(shown) * 60_000)
}

function momentOf({ day, time }: DateParts, offset: number): Moment | undefined {
  const [year = '', month = '1', date = '1'] = day
  const [hour = '0', minute = '0', second = '0', fraction] = time
  // Our clock has no leap seconds.
  const seconds = second === '60' ? '59' : second
  const clock = [hour, minute, seconds].map(two).join(':')
  const parts = fraction ? `.${fraction.slice(0, 9)}` : ''
  if (Math.abs(offset) > 14 * 60) return undefined
  return parseMoment(`${year}-${two(month)}-${two(date)}T${clock}${parts}${formatOffset(offset)}`)
}

function two(digits: string): string {
  return digits.padStart(2, '0')
}

function guessesOf({ day, time, first }: DateParts, zone: string, { name, isGuess }: Zone): string[] {
  const guesses: string[] = []
  if (day[1] === undefined) guesses.push('The day was not given and was taken to be 1 January.')
  else if (day[2] === undefined)
    guesses.push('The day of the month was not given and was taken to be the first.')
  if (first) guesses.push(`The ${first} was taken to stand first in the date.`)
  if (time[0] === undefined) guesses.push('The time of day was not given and was taken to be midnight.')
  if (zone === '' && isGuess) guesses.push(`The time zone was not given and was taken to be ${name}.`)
  return guesses
}
