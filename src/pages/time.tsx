import type { FC } from 'hono/jsx'
import { isIndonesian } from '../model/credit.ts'
import { formatOffset, type Moment, wallClock } from '../model/moment.ts'

// The three zones of Indonesia by their offset in minutes.
const INDONESIAN_ZONES: Readonly<Record<number, string>> = { 420: 'WIB', 480: 'WITA', 540: 'WIT' }

/** A moment as people write it where it happened: `Selasa, 20 September 2022, 12.32 WIB`. */
export function timeText(moment: Moment, language: string, weekday = true): string {
  const indonesian = isIndonesian(language)
  const wall = wallClock(moment)
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(indonesian ? 'id' : 'en-GB', { timeZone: 'UTC', ...options }).format(wall)
  const date = { day: 'numeric', month: 'long', year: 'numeric' } as const
  const day = format(weekday ? { weekday: 'long', ...date } : date)
  const zone = (indonesian && INDONESIAN_ZONES[moment.offset]) || `UTC${formatOffset(moment.offset)}`
  return `${day}, ${format({ hour: '2-digit', minute: '2-digit' })} ${zone}`
}

/** A moment as machines read it (ISO 8601), to the second, at its own offset. */
export function isoTime(moment: Moment): string {
  return wallClock(moment).toISOString().slice(0, 19) + formatOffset(moment.offset)
}

/**
 * A moment as an element for both, in one of our two languages, and a place of its own for "3 hours ago":
 * a page may lie in a cache for long, so that its reader's clock has to say that (page.js).
 */
export const Time: FC<{ moment: Moment; language: string; weekday?: boolean }> = (props) => {
  const { moment, language, weekday = true } = props
  return (
    <span class="when">
      <time datetime={isoTime(moment)}>{timeText(moment, language, weekday)}</time>{' '}
      <span class="ago" data-since={isoTime(moment)} />
    </span>
  )
}
