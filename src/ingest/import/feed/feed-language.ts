import * as v from 'valibot'
import { languageTag } from '../../../model/fields.ts'

const INDONESIAN = new Set(
  'yang dan di dengan untuk dari ini itu pada adalah ke tidak akan dalam oleh'.split(' '),
)
const ENGLISH = new Set('the and of to in is for that with on was by from are has'.split(' '))
const LOOKED_AT = 5000

/** What a document says of its language, or, where it says nothing that is a tag, what its words look like. */
export function languageOf(
  said: readonly (string | undefined)[],
  text: string,
): { readonly language: string; readonly guesses: readonly string[] } {
  for (const one of said) {
    const tag = v.safeParse(languageTag, one?.trim().replaceAll('_', '-'))
    if (tag.success) return { language: tag.output, guesses: [] }
  }
  const language = looksEnglish(text) ? 'en' : 'id'
  const name = language === 'en' ? 'English' : 'Indonesian'
  return { language, guesses: [`The language was not given and was taken to be ${name}.`] }
}

function looksEnglish(text: string): boolean {
  const words =
    text
      .slice(0, LOOKED_AT)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  const count = (of: ReadonlySet<string>) => words.filter((word) => of.has(word)).length
  return count(ENGLISH) > count(INDONESIAN)
}
