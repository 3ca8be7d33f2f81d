/**
 * A point in time that keeps the offset it was written with, so that 12:32 WIB stays 12:32 +07:00.
 * `instant` is milliseconds since 1970-01-01T00:00:00Z, `offset` minutes east of UTC.
 */
export interface Moment {
  readonly instant: number
  readonly offset: number
}

const RFC_3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:([Zz])|([+-])(\d\d):([0-5]\d))$/

/**
 * Reads an RFC 3339 date-time with its offset, such as 2022-09-20T12:32:00+07:00. Fractions beyond the
 * millisecond are cut. `undefined` for anything else, for example without an offset, on 31 February or at hour 24, and for
 * what is before the year 0 or after 9999 in UTC, because such a time could not be written in UTC.
 */
export function parseMoment(text: string): Moment | undefined {
  const found = RFC_3339.exec(text)
  if (!found) return undefined
  const [, year, month, day, hour, minute, second, fraction = '', utc, sign, offsetHour, offsetMinute] = found
  const offset = utc ? 0 : (sign === '-' ? -1 : 1) * (Number(offsetHour) * 60 + Number(offsetMinute))
  if (Math.abs(offset) > 14 * 60) return undefined
  const wall = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}`
  const local = Date.parse(`${wall}Z`)
  if (Number.isNaN(local) || new Date(local).toISOString() !== `${wall}Z`) return undefined
  const instant = local - offset * 60_000
  return instant < FIRST || instant > LAST ? undefined : { instant, offset }
}

const FIRST = Date.parse('0000-01-01T00:00:00Z')
const LAST = Date.parse('9999-12-31T23:59:59.999Z')

/** What a clock on the wall shows at a moment, at its own offset: a Date whose UTC fields are to be read. */
export function wallClock(moment: Moment): Date {
  return new Date(moment.instant + moment.offset * 60_000)
}

/** An offset in minutes east of UTC as `+07:00`, or as `+0700` with an empty separator. UTC is `+00:00`. */
export function formatOffset(offset: number, separator = ':'): string {
  const minutes = Math.abs(offset)
  const two = (n: number) => (n < 10 ? `0${n}` : `${n}`)
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${separator}${two(minutes % 60)}`
}
