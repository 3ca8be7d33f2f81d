import { isOrganisation } from '../common/byline.ts'
import type { CityWords, PageLayout } from './layouts.ts'

/** The beginning of an article's text: which cities, and where the text itself begins. */
export interface Dateline {
  /** Whether the outlet's own name stands in it. */
  readonly outlet: boolean
  /** Empty where none is named. */
  readonly cities: string
  /** The agency that stands in brackets behind the cities. */
  readonly agency?: string
  readonly rest: string
}

const LONGEST = 200
const MOST_WORDS = 12
const SEPARATOR = /-{2,}|[‒–—―−]|[-‐‑](?= )|(?<= )[-‐‑]/
const LEFT_OVER = /^[\s,.:;()/]+|[\s,:;()/]+$/g

/** Reads `OUTLET, CITY -- text` (the outlet before or behind the city), `undefined` where a line has none. */
export function readDateline(text: string, layout: PageLayout): Dateline | undefined {
  const head = text.slice(0, LONGEST)
  const dash = SEPARATOR.exec(head)
  const outlet = outletIn(dash ? head.slice(0, dash.index) : head, layout)
  if (!outlet) return undefined
  if (dash) {
    const place = placeIn(`${head.slice(0, outlet.start)} ${head.slice(outlet.end, dash.index)}`)
    if (areCities(place.cities, layout.cities)) {
      const cities = titleCase(place.cities, layout.cities)
      return { ...place, outlet: true, cities, rest: behind(text, dash.index) }
    }
  }
  const bare = outlet.start === 0 && /^ ?[,:]/.test(head.slice(outlet.end))
  return bare ? { outlet: true, cities: '', rest: text.slice(outlet.end).replace(/^[\s,:]+/, '') } : undefined
}

/** Reads `CITY -- text`, the city in capitals, or `City (AGENCY) - text`; the outlet is not named. */
export function readCityLine(text: string, layout: PageLayout): Dateline | undefined {
  const head = text.slice(0, LONGEST)
  const dash = SEPARATOR.exec(head)
  const place = placeIn(dash ? head.slice(0, dash.index) : '')
  if (!dash || !isShouted(place, layout.cities) || !areCities(place.cities, layout.cities)) return undefined
  const cities = titleCase(place.cities, layout.cities)
  return { ...place, outlet: false, cities, rest: behind(text, dash.index) }
}

type Place = Pick<Dateline, 'cities' | 'agency'>

function placeIn(text: string): Place {
  const [, cities = '', agency = ''] = /^([^()]*)\(([^()]{2,40})\)\s*$/.exec(text) ?? []
  if (isOrganisation(agency.trim())) return { cities: cities.replace(LEFT_OVER, ''), agency: agency.trim() }
  return { cities: text.replace(LEFT_OVER, '') }
}

// What is no dateline has small letters; with an agency behind it, it is one anyway.
function isShouted({ cities, agency }: Place, words: CityWords): boolean {
  if (agency) return cities !== ''
  return (
    /\p{Lu}{3}/u.test(cities) &&
    wordsOf(cities).every((word) => word === word.toUpperCase() || isSmall(word, words))
  )
}

function outletIn(lead: string, layout: PageLayout): { start: number; end: number } | undefined {
  for (const name of layout.outlets) {
    const start = lead.indexOf(name)
    const end = start + name.length
    const inside =
      /[\p{L}\p{N}]$/u.test(lead.slice(0, Math.max(0, start))) || /^[.]?[\p{L}\p{N}]/u.test(lead.slice(end))
    if (start >= 0 && !inside) return { start, end }
  }
  return undefined
}

function behind(text: string, dash: number): string {
  return text.slice(dash).replace(/^[\s‐‑‒–—―−-]+/, '')
}

function wordsOf(cities: string): string[] {
  return cities.split(/[\s,/&‐‑-]+/).filter((word) => word !== '')
}

function areCities(text: string, words: CityWords): boolean {
  const parts = wordsOf(text)
  return parts.length <= MOST_WORDS && parts.every((word) => isCityWord(word) || isSmall(word, words))
}

// `IHRAM.CO.ID` is another outlet, no city.
function isCityWord(word: string): boolean {
  return /^\P{Ll}/u.test(word) && !/\.\p{L}{2}/u.test(word)
}

function isSmall(word: string, words: CityWords): boolean {
  return words.small.includes(word.toLowerCase())
}

function titleCase(cities: string, words: CityWords): string {
  return cities
    .replace(/\s+/g, ' ')
    .replace(/[^\s,/&‐‑-]+/g, (word, at: number) => cityWord(word, at > 0, words))
}

function cityWord(word: string, later: boolean, words: CityWords): string {
  if (words.capitals.includes(word) || /^(?:\p{Lu}\.)+\p{Lu}?$/u.test(word)) return word
  if (later && isSmall(word, words)) return word.toLowerCase()
  if (word !== word.toUpperCase()) return word
  return word
    .toLowerCase()
    .replace(/^(\P{L}*)(\p{L}['’])?(\p{L})/u, (_, before: string, elided = '', first: string) => {
      return before + String(elided).toUpperCase() + first.toUpperCase()
    })
}
