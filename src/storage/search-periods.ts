// FTS5 goes through all articles that have the words of a phrase, or a word and one that must not be there, until it
// finds one that matches: a bound on rowid is looked at only then. A word that has to be there too does bound it, because
// FTS5 skips to the articles that have all words. So every article has a word for each period in which it was published,
// and a search that could be long looks for those of the periods that it goes through.

/** The hours of the periods. Few words of one of them are enough for whatever stretch of time. */
const PERIODS = [64, 512, 4096, 32_768] as const

/** The most words for one stretch of time, where longer periods would do with fewer. */
const FEW = 24

/** Added to hours since 1970-01-01T00:00Z, so that none is below 0. */
const BEFORE_ALL = 2 ** 27

/** The first character of these words. model/search-query lets it into no query. */
const PERIOD_MARK = 0xe001

/** SQL: the words of the periods that an hour since 1970-01-01T00:00Z lies in, for the column `channels` of `search`. */
export function periodWordsSql(hour: string): string {
  const words = PERIODS.map(
    (hours) => `char(${PERIOD_MARK}) || '${hours}x' || ((${hour} + ${BEFORE_ALL}) / ${hours})`,
  )
  return words.join(" || ' ' || ")
}

/** A stretch of time: the words of its periods, one of which each of its articles has. */
export interface Stretch {
  readonly words: readonly string[]
  /** The hour since 1970-01-01T00:00Z with which it begins. */
  readonly begins: number
}

/** The shortest stretch that has both hours, newest and oldest, and few words. */
export function stretchOf(newest: number, oldest: number): Stretch {
  const [shortest] = PERIODS
  const nth = (hour: number, hours: number) => Math.floor((hour + BEFORE_ALL) / hours)
  const fits = (hours: number) => nth(newest, hours) - nth(oldest, hours) < FEW
  const hours = PERIODS.find(fits) ?? PERIODS.at(-1) ?? shortest
  const [first, last] = [nth(oldest, hours), nth(newest, hours)]
  const mark = String.fromCharCode(PERIOD_MARK)
  const words = Array.from({ length: last - first + 1 }, (_, index) => `${mark}${hours}x${last - index}`)
  return { words, begins: first * hours - BEFORE_ALL }
}
