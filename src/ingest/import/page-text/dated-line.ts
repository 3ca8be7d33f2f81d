import { formatOffset, type Moment, parseMoment, wallClock } from '../../../model/moment.ts'
import type { DateWords } from './layouts.ts'
import { behindLabel, dateLabels } from './lines.ts'

/** What a date line says: a moment, or why it gives none. */
export interface DateLine {
  readonly text: string
  readonly updated: boolean
  readonly moment?: Moment
  /** Why there is no moment: the end of a sentence about the line. */
  readonly fault?: string
  readonly guesses: readonly string[]
}

const LONGEST = 120

const DATE =
  /^(?:(\p{L}[\p{L}'’]*) ?,? )?(\d{1,2})[ /.-]{1,3}(\p{L}+|\d{1,2})[ /.-]{1,3}(\d{4})(?: ?[,|–—-]? ?(?:(\p{L}+) )?(\d{1,2})[:.](\d\d)(?:[:.](\d\d))? ?\(?(\p{L}+)?\)?)?$/u

/** Reads a line that is a date and nothing else, `undefined` where it is none. */
export function readDateLine(text: string, words: DateWords): DateLine | undefined {
  if (text.length > LONGEST) return undefined
  const found = DATE.exec(behindLabel(text, dateLabels(words)) ?? text)
  if (!found) return undefined
  const [, weekday, day = '', monthName = '', year = '', hourWord, hour, minute, second = '00', zone] = found
  const month = monthOf(monthName, words)
  const weekdayAt = weekday === undefined ? -1 : indexOfWord(weekday, words.weekdays)
  if (month === undefined || (weekday !== undefined && weekdayAt < 0)) return undefined
  if (hourWord !== undefined && !words.hourWords.includes(hourWord.toLowerCase())) return undefined
  const line = { text, updated: behindLabel(text, words.updatedLabels) !== undefined }
  if (hour === undefined) return { ...line, fault: 'has no hour', guesses: [] }
  const offset = words.zones[(zone ?? words.assumedZone).toUpperCase()]
  if (offset === undefined) return { ...line, fault: `has an unknown time zone, ${zone}`, guesses: [] }
  const two = (digits: string) => digits.padStart(2, '0')
  const date = `${year}-${two(String(month))}-${two(day)}`
  const moment = parseMoment(`${date}T${two(hour)}:${minute}:${second}${formatOffset(offset)}`)
  if (!moment) return { ...line, fault: 'is no date or hour that there is', guesses: [] }
  return { ...line, moment, guesses: guessesOf(moment, zone, weekdayAt, words) }
}

function guessesOf(moment: Moment, zone: string | undefined, weekday: number, words: DateWords): string[] {
  const guesses: string[] = []
  if (zone === undefined) guesses.push(`The time zone was taken to be ${words.assumedZone}.`)
  const real = wallClock(moment).getUTCDay()
  if (weekday >= 0 && weekday !== real) {
    const [said, was] = [words.weekdays[weekday]?.[0], words.weekdays[real]?.[0]]
    guesses.push(`The date line says ${said}, but that day was ${was}; the date was taken to be right.`)
  }
  return guesses
}

function monthOf(name: string, words: DateWords): number | undefined {
  if (/^\d/.test(name)) return Number(name)
  const at = indexOfWord(name, words.months)
  return at < 0 ? undefined : at + 1
}

function indexOfWord(word: string, table: readonly (readonly string[])[]): number {
  return table.findIndex((names) => names.includes(word.toLowerCase()))
}
