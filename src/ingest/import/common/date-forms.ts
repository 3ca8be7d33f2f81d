/** The parts of a written date, as digits. What is not said is `undefined`. */
export interface DateParts {
  /** Year, month from 1, day. */
  readonly day: readonly (string | undefined)[]
  /** Hour from 0 to 23, minute, second, fraction of a second. */
  readonly time: readonly (string | undefined)[]
  /** As it is written; empty where there is none. */
  readonly zone: string
  /** Which of day and month stands first, where both orders give a day and one was chosen. */
  readonly first?: 'day' | 'month'
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
const BEFORE_TIME = String.raw`,?(?:\s+(?:(?:at|pukul|jam)\s+)?${TIME})?\s*(.*)$`
const WEEKDAY = String.raw`^(?:\p{L}+\.?,?\s+)?`

const RFC_822 = new RegExp(
  String.raw`${WEEKDAY}(\d{1,2})[\s-]+(\p{L}{3,9})\.?[\s-]+(\d{4}|\d\d)${BEFORE_TIME}`,
  'u',
)
const MONTH_FIRST = new RegExp(
  String.raw`${WEEKDAY}(\p{L}{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})${BEFORE_TIME}`,
  'u',
)
const NUMERIC = new RegExp(String.raw`${WEEKDAY}(\d{1,2})([/.-])(\d{1,2})\2(\d{4})${BEFORE_TIME}`, 'u')
const ASCTIME = new RegExp(
  String.raw`^\p{L}{3}\s+(\p{L}{3})\s+(\d{1,2})\s+${TIME}\s+(?:(\p{L}+)\s+)?(\d{4})$`,
  'u',
)
const W3C_DTF = new RegExp(String.raw`^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[Tt\s]\s*${TIME}\s*(.*))?)?)?$`)
// ISO 8601 without its hyphens and colons, as NITF and NewsML 1.2 write it.
const BASIC = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(?:[.,](\d+))?\s*(.*))?$/i

/** Takes a written date apart. `undefined` for a text in none of the forms. */
export function datePartsOf(text: string): DateParts | undefined {
  return w3cDtf(text) ?? basic(text) ?? rfc822(text) ?? monthFirst(text) ?? numeric(text) ?? asctime(text)
}

type Groups = readonly (string | undefined)[]

function w3cDtf(text: string): DateParts | undefined {
  const found = W3C_DTF.exec(text)
  return found ? clocked(found.slice(1, 4), found.slice(4, 9)) : undefined
}

function basic(text: string): DateParts | undefined {
  const found = BASIC.exec(text)
  return found ? clocked(found.slice(1, 4), found.slice(4, 9)) : undefined
}

function rfc822(text: string): DateParts | undefined {
  const found = RFC_822.exec(text)
  if (!found) return undefined
  const [, day, month, year = '', ...clock] = found
  return clocked([fullYear(year), monthNumber(month), day], clock)
}

function monthFirst(text: string): DateParts | undefined {
  const found = MONTH_FIRST.exec(text)
  if (!found) return undefined
  const [, month, day, year, ...clock] = found
  return clocked([year, monthNumber(month), day], clock)
}

// Only Americans write the month first, with hours up to twelve and their zones.
function numeric(text: string): DateParts | undefined {
  const found = NUMERIC.exec(text)
  if (!found) return undefined
  const [, one = '', , other = '', year, ...clock] = found
  const isAmerican = /^(?:[ap]\.? ?m\b|[ecmp][sd]?t$)/i.test(clock[4] ?? '') && Number(one) <= 12
  const isMonthFirst = Number(other) > 12 || isAmerican
  const [day, month] = isMonthFirst ? [other, one] : [one, other]
  const parts = clocked([year, month, day], clock)
  const isChosen = Number(one) <= 12 && Number(other) <= 12 && Number(one) !== Number(other)
  return parts && isChosen ? { ...parts, first: isMonthFirst ? 'month' : 'day' } : parts
}

function asctime(text: string): DateParts | undefined {
  const found = ASCTIME.exec(text)
  if (!found) return undefined
  const [, month, day, hour, minute, second, fraction, zone = '', year] = found
  return { day: [year, monthNumber(month), day], time: [hour, minute, second, fraction], zone }
}

/** The parts of a date whose clock is hour, minute, second, fraction and what stands behind: perhaps `PM`, then a zone. */
function clocked(day: Groups, [hour, minute, second, fraction, behind = '']: Groups): DateParts | undefined {
  const half = /^([ap])\.? ?m\b\.?\s*/i.exec(behind)
  const zone = behind.slice(half?.[0].length ?? 0).trim()
  if (!half || hour === undefined) return { day, time: [hour, minute, second, fraction], zone }
  const said = Number(hour)
  if (said < 1 || said > 12) return undefined
  const ofDay = (said % 12) + (half[1]?.toLowerCase() === 'p' ? 12 : 0)
  return { day, time: [String(ofDay), minute, second, fraction], zone }
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
