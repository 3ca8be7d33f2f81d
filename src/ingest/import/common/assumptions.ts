import * as v from 'valibot'
import { languageTag } from '../../../model/fields.ts'

// What is assumed where a document does not say it. Whatever is assumed is told, in a sentence.

/** The zone that a time without one is taken to be in. */
export interface AssumedZone {
  readonly name: string
  /** Minutes east of UTC. */
  readonly offset: number
}

const WIB: AssumedZone = { name: 'WIB', offset: 420 }
const UTC: AssumedZone = { name: 'UTC', offset: 0 }

/** Texts in Indonesian are taken to be written at WIB, the zone of Jakarta's newsrooms; others at UTC. */
export function assumedZone(language: string | undefined): AssumedZone {
  return /^id\b/i.test(language ?? '') ? WIB : UTC
}

const INDONESIAN = new Set(
  'yang dan di dengan untuk dari ini itu pada adalah ke tidak akan dalam oleh'.split(' '),
)
const ENGLISH = new Set('the and of to in is for that with on was by from are has'.split(' '))
const LOOKED_AT = 20_000

/**
 * What a document says of its language. Where it says nothing that is a tag, what the words of its text, plain
 * or HTML, look like.
 */
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
  const plain = text.slice(0, LOOKED_AT).replace(/<[^>]*>/g, ' ')
  const words = plain.toLowerCase().match(/\p{L}+/gu) ?? []
  const count = (of: ReadonlySet<string>) => words.filter((word) => of.has(word)).length
  return count(ENGLISH) > count(INDONESIAN)
}
