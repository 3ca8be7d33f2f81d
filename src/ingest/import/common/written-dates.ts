import { formatOffset, type Moment, parseMoment } from '../../../model/moment.ts'
import type { Zone } from './assumptions.ts'

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

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const INDONESIAN_MONTHS: Readonly<Record<string, string>> = {
  mei: 'may',
  agu: 'aug',
  agt: 'aug',
  okt: 'oct',
  des: 'dec',
}

const TIME = String.raw`(\d{1,2})[:.](\d\d)(?:[:.](\d\d)(?:[.,](\d+))?)?`
const RFC_822 = new RegExp(
  String.raw`^(?:\p{L}+\.?,?\s+)?(\d{1,2})[\s-]+(\p{L}{3,9})\.?[\s-]+(\d{4}|\d\d),?(?:\s+${TIME})?\s*(.*)$`,
  'u',
)
const ASCTIME = new RegExp(
  String.raw`^\p{L}{3}\s+(\p{L}{3})\s+(\d{1,2})\s+${TIME}\s+(?:(\p{L}+)\s+)?(\d{4})$`,
  'u',
)
const W3C_DTF = new RegExp(String.raw`^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[Tt\s]\s*${TIME}\s*(.*))?)?)?$`)
const LONGEST = 100

interface Parts {
  readonly day: readonly (string | undefined)[]
  readonly time: readonly (string | undefined)[]
  readonly zone: string
}

/**
 * Reads a date of RFC 822 (zone as number or name, year of two digits), RFC 3339, W3C-DTF (also a mere year,
 * month or day) or asctime. `undefined` for everything else and for days that do not exist.
 */
export function readDate(text: string, assumed: Zone): ReadDate | undefined {
  const short = text.slice(0, LONGEST).replace(/\s+/g, ' ').trim()
  const parts = w3cDtf(short) ?? rfc822(short) ?? asctime(short)
  if (!parts) return undefined
  const zone = parts.zone.replace(/\s*\(.*\)$/, '')
  const offset = zone === '' ? offsetIn(assumed, parts) : offsetOf(zone)
  const moment = offset === undefined ? undefined : momentOf(parts, offset)
  return moment && { moment, guesses: guessesOf(parts, zone, assumed) }
}

function w3cDtf(text: string): Parts | undefined {
  const found = W3C_DTF.exec(text)
  return found ? { day: found.slice(1, 4), time: found.slice(4, 8), zone: found[8] ?? '' } : undefined
}

function rfc822(text: string): Parts | undefined {
  const found = RFC_822.exec(text)
  if (!found) return undefined
  const [, day, month, year = '', ...rest] = found
  return { day: [fullYear(year), monthNumber(month), day], time: rest.slice(0, 4), zone: rest[4] ?? '' }
}

function asctime(text: string): Parts | undefined {
  const found = ASCTIME.exec(text)
  if (!found) return undefined
  const [, month, day, hour, minute, second, fraction, zone, year] = found
  return { day: [year, monthNumber(month), day], time: [hour, minute, second, fraction], zone: zone ?? '' }
}

// RFC 2822, 4.3: 00 to 49 are of this century.
function fullYear(year: string): string {
  if (year.length === 4) return year
  return Number(year) < 50 ? `20${year}` : `19${year}`
}

function monthNumber(name = ''): string {
  const short = name.slice(0, 3).toLowerCase()
  return String(MONTHS.indexOf(INDONESIAN_MONTHS[short] ?? short) + 1)
}

function offsetOf(zone: string): number | undefined {
  const named = ZONES[zone.toUpperCase()]
  if (named !== undefined) return named * 60
  const found = /^(?:GMT|UTC)?\s*([+-])(\d\d?):?(\d\d)?$/i.exec(zone)
  if (!found) return undefined
  const [, sign, hours, minutes = '0'] = found
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) || 0
}

/** The offset that a zone has, in minutes, when its clocks show this time. */
function offsetIn({ timezone }: Zone, parts: Parts): number | undefined {
  const shown = momentOf(parts, 0)?.instant
  if (shown === undefined) return undefined
  const format = new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'longOffset' })
  const offsetAt = (instant: number) => {
    const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? ''
    return offsetOf(name) ?? 0
  }
  return offsetAt(shown - offsetAt(shown) * 60_000)
}

function momentOf({ day, time }: Parts, offset: number): Moment | undefined {
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

function guessesOf({ day, time }: Parts, zone: string, { name, isGuess }: Zone): string[] {
  const guesses: string[] = []
  if (day[1] === undefined) guesses.push('The day was not given and was taken to be 1 January.')
  else if (day[2] === undefined)
    guesses.push('The day of the month was not given and was taken to be the first.')
  if (time[0] === undefined) guesses.push('The time of day was not given and was taken to be midnight.')
  if (zone === '' && isGuess) guesses.push(`The time zone was not given and was taken to be ${name}.`)
  return guesses
}
