import { type Direction, directionOf } from '../model/language-tag.ts'
import { spokenLanguage } from '../words/index.ts'

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
