import type { FC } from 'hono/jsx'
import { formatOffset, type Moment, wallClock } from '../model/moment.ts'
import { datesIn, partIn } from '../words/index.ts'
import type { DateWords } from '../words/vocabulary.ts'

/** A moment as people write it, by the wall clock of its own offset: `Tuesday, 20 September 2022, 12:32 UTC+7`. */
export function timeText(moment: Moment, dates: DateWords, weekday = true): string {
  return Object.values(timeParts(moment, dates, weekday)).join(' ')
}

function timeParts(moment: Moment, { locale, zones }: DateWords, weekday: boolean) {
  const wall = wallClock(moment)
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(wall)
  const date = { day: 'numeric', month: 'long', year: 'numeric' } as const
  const day = format(weekday ? { weekday: 'long', ...date } : date)
  return {
    clock: `${day}, ${format({ hour: '2-digit', minute: '2-digit' })}`,
    zone: zones[moment.offset] ?? zoneText(moment.offset),
  }
}

/** A zone without a name of its own: `UTC`, `UTC+7`, `UTC−3:30`. */
function zoneText(offset: number): string {
  if (offset === 0) return 'UTC'
  const minutes = Math.abs(offset)
  const rest = minutes % 60
  const hours = `${Math.floor(minutes / 60)}${rest > 0 ? `:${String(rest).padStart(2, '0')}` : ''}`
  return `UTC${offset < 0 ? '−' : '+'}${hours}`
}

/** A moment as machines read it (ISO 8601), to the second, at its own offset. */
export function isoTime(moment: Moment): string {
  return wallClock(moment).toISOString().slice(0, 19) + formatOffset(moment.offset)
}

interface TimeProps {
  moment: Moment
  /** The language of the text that it stands in. */
  around: string
  weekday?: boolean
}

/**
 * A moment for people and machines, and an empty element for "3 hours ago". The script fills that in by the reader's
 * own clock, because a page may lie in a cache for long.
 */
export const Time: FC<TimeProps> = ({ moment, around, weekday = true }) => {
  const { language, dates } = datesIn(around)
  const { clock, zone } = timeParts(moment, dates, weekday)
  return (
    <span class="when" {...partIn(language, around)}>
      <time datetime={isoTime(moment)}>
        {clock} <bdi>{zone}</bdi>
      </time>{' '}
      <span class="ago" data-since={isoTime(moment)} />
    </span>
  )
}
