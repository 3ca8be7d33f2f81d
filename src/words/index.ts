import { type Direction, directionOf, primaryLanguage } from '../model/language-tag.ts'
import { ENGLISH } from './en.ts'
import { INDONESIAN } from './id.ts'
import type { DateWords, Words } from './vocabulary.ts'

/** The languages that Warta speaks, by their tags. A new language is one file and one place in this list. */
export const LANGUAGES: ReadonlyMap<string, Words> = new Map(
  [INDONESIAN, ENGLISH].map((words) => [words.language, words]),
)

/** Its words stand around texts in languages that Warta does not speak. */
const FALLBACK = ENGLISH

/** The words around texts in a language (BCP 47): those of that very tag, else of its primary language, else English. */
export function wordsOf(language: string): Words {
  return LANGUAGES.get(language) ?? LANGUAGES.get(primaryLanguage(language)) ?? FALLBACK
}

/**
 * The language that a page around texts in a language says it is in: the same, with its region, where Warta speaks
 * it, else that of the words which stand in.
 */
export function spokenLanguage(language: string): string {
  const { language: spoken } = wordsOf(language)
  return primaryLanguage(spoken) === primaryLanguage(language) ? language : spoken
}

/**
 * How dates are written beside texts in a language, and the language that they are then in: as Warta writes them where
 * it speaks the language, else as Intl does. Where neither knows it, they are in the words that stand in.
 */
export function datesIn(language: string): { readonly language: string; readonly dates: DateWords } {
  const spoken = spokenLanguage(language)
  if (spoken === language || !isKnownToIntl(language))
    return { language: spoken, dates: wordsOf(language).dates }
  return { language, dates: { locale: language, zones: {} } }
}

function isKnownToIntl(language: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(language).length > 0
  } catch {
    return false
  }
}

/** The attributes of an element whose text is in a language of its own. */
export interface LanguageMarks {
  readonly lang?: string
  readonly dir?: Direction
}

/** How an element marks its text's language within a page of another one. No marks where the two are the same. */
export function partIn(language: string, around: string): LanguageMarks {
  return language === around ? {} : { lang: language, dir: directionOf(language) }
}

/** How an element with words of ours marks their language within a text that it belongs to. */
export function wordsIn(language: string): LanguageMarks {
  return partIn(spokenLanguage(language), language)
}
