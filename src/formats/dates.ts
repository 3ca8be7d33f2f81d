import { formatOffset, type Moment } from '../model/moment.ts'

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * RFC 822, section 5, with the four-digit year of RFC 1123: `Tue, 20 Sep 2022 12:32:00 +0700`. The zone is
 * always a number, because readers misread names such as WIB; without an offset it is UTC, `+0000`.
 */
export function rfc822(date: Date, offset = 0): string {
  const wall = new Date(date.getTime() + offset * 60_000)
  const day = `${DAYS[wall.getUTCDay()]}, ${two(wall.getUTCDate())} ${MONTHS[wall.getUTCMonth()]}`
  return `${day} ${year(wall)} ${time(wall)} ${formatOffset(offset, '')}`
}

/**
 * RFC 3339, section 5.6: `2022-09-20T12:32:00+07:00`, the fraction only where there is one, and `Z` without
 * an offset.
 */
export function rfc3339(date: Date, offset?: number): string {
  const wall = new Date(date.getTime() + (offset ?? 0) * 60_000)
  const day = `${year(wall)}-${two(wall.getUTCMonth() + 1)}-${two(wall.getUTCDate())}`
  const zone = offset === undefined ? 'Z' : formatOffset(offset)
  return `${day}T${time(wall)}${fraction(wall)}${zone}`
}

/** A moment as `rfc3339` writes it, always with the offset that it has. */
export function momentText({ instant, offset }: Moment): string {
  return rfc3339(new Date(instant), offset)
}

// Field by field: Date.toISOString costs several times as much, and a feed has hundreds of dates.
function time(wall: Date): string {
  return `${two(wall.getUTCHours())}:${two(wall.getUTCMinutes())}:${two(wall.getUTCSeconds())}`
}

function fraction(wall: Date): string {
  const ms = wall.getUTCMilliseconds()
  return ms === 0 ? '' : `.${String(ms).padStart(3, '0')}`
}

function year(wall: Date): string {
  return String(wall.getUTCFullYear()).padStart(4, '0')
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n)
}
