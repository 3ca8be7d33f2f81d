import * as v from 'valibot'
import { languageTag } from '../../../model/fields.ts'
import { slugify } from '../../../model/slug.ts'
import type { Source } from '../../../model/source.ts'
import { detectLanguage } from './detected-language.ts'
import type { ImportContext, Mention } from './importer.ts'

// What is assumed where a document does not say it. Whatever is guessed is told, in a sentence.

/** The language (BCP 47) and zone (IANA) of whoever publishes, as far as they are known. */
export type Defaults = Pick<Source, 'language' | 'timezone'>

/** The defaults of the source that a document came from, else of these publishers in the registry, else of the site. */
export function defaultsOf(
  { source, sources = [], site }: ImportContext,
  publishers: readonly (Mention | undefined)[],
): Defaults {
  const registered = publishers.flatMap((one) => (one ? (findSource(one, sources) ?? []) : []))
  const known: readonly Defaults[] = [...(source ? [source] : []), ...registered, ...(site ? [site] : [])]
  const language = known.find((one) => one.language)?.language
  const timezone = known.find((one) => one.timezone)?.timezone
  return { ...(language && { language }), ...(timezone && { timezone }) }
}

/** The source of the registry that a document mentions, by its id or name, its home page or its feed. */
function findSource({ name, home, feed }: Mention, sources: readonly Source[]): Source | undefined {
  const slug = slugify(name)
  return (
    sources.find((one) => one.id === slug || slugify(one.name) === slug) ??
    sources.find((one) => (home && one.home === home) || (feed && one.feed === feed))
  )
}

/** A language, and what was guessed of it. */
export interface Assumed {
  readonly language: string
  readonly guesses: readonly string[]
}

/**
 * What a document says of its language. Where it says nothing that is a tag, the default; without one, as a guess,
 * what its text, plain or HTML, looks like.
 */
export function languageOf(
  said: readonly (string | undefined)[],
  { language }: Defaults,
  text: string,
): Assumed {
  for (const one of [...said, language]) {
    const tag = v.safeParse(languageTag, one?.trim().replaceAll('_', '-'))
    if (tag.success) return { language: tag.output, guesses: [] }
  }
  const detected = detectLanguage(text)
  if (!detected) return { language: 'und', guesses: ['The language was not given, and the text tells none.'] }
  const guess = `The language was not given and was taken to be ${nameOf(detected)}.`
  return { language: detected, guesses: [guess] }
}

function nameOf(language: string): string {
  return new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language
}

/** The zone that a time without one is taken to be in. */
export interface Zone {
  /** As messages call it. */
  readonly name: string
  /** An IANA zone. */
  readonly timezone: string
  readonly isGuess: boolean
}

/** The zone of times that have one of their own. */
export const UTC: Zone = { name: 'UTC', timezone: 'UTC', isGuess: true }

// The zones of the newsrooms of languages that are written in one zone. Others tell none.
const ZONES: Readonly<Record<string, string>> = {
  ...{ cs: 'Europe/Prague', da: 'Europe/Copenhagen', de: 'Europe/Berlin', el: 'Europe/Athens' },
  ...{ fi: 'Europe/Helsinki', he: 'Asia/Jerusalem', hu: 'Europe/Budapest', id: 'Asia/Jakarta' },
  ...{ it: 'Europe/Rome', ja: 'Asia/Tokyo', ko: 'Asia/Seoul', ms: 'Asia/Kuala_Lumpur', nb: 'Europe/Oslo' },
  ...{ nl: 'Europe/Amsterdam', pl: 'Europe/Warsaw', ro: 'Europe/Bucharest', sv: 'Europe/Stockholm' },
  ...{ th: 'Asia/Bangkok', tr: 'Europe/Istanbul', uk: 'Europe/Kyiv', vi: 'Asia/Ho_Chi_Minh' },
}

const NAMES: Readonly<Record<string, string>> = { 'Asia/Jakarta': 'WIB' }

/** The default zone; without one, as a guess, that of the language's newsrooms, or UTC where it tells none. */
export function zoneOf({ timezone }: Defaults, language: string | undefined): Zone {
  if (timezone) return { name: timezone, timezone, isGuess: false }
  const own = ZONES[language?.split('-')[0]?.toLowerCase() ?? '']
  return own ? { name: NAMES[own] ?? own, timezone: own, isGuess: true } : UTC
}
