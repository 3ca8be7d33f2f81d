import { type Direction, directionOf } from '../model/language-tag.ts'

/** The attributes of an element whose text is in a language of its own. */
export interface LanguageMarks {
  readonly lang?: string
  readonly dir?: Direction
}

/** How an element marks its text's language within a page of another one. No marks where the two are the same. */
export function partIn(language: string, around: string): LanguageMarks {
  return language === around ? {} : { lang: language, dir: directionOf(language) }
}
