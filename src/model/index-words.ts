import { arabicForm } from './arabic-words.ts'

// Scripts that are written without spaces between words, and Hangul, where particles stand at the end of a word.
const EAST_ASIAN = ['Han', 'Hiragana', 'Katakana', 'Hangul', 'Bopomofo', 'Yi']
const SOUTHEAST_ASIAN = ['Thai', 'Lao', 'Khmer', 'Myanmar', 'Tai_Le', 'New_Tai_Lue', 'Tai_Tham', 'Tai_Viet']
const INDONESIAN = ['Javanese', 'Balinese']
const SPACELESS = [...EAST_ASIAN, ...SOUTHEAST_ASIAN, ...INDONESIAN]
  .map((script) => `\\p{scx=${script}}`)
  .join('')

const LETTER = `[[\\p{L}\\p{N}]&&[${SPACELESS}]]`

// A letter with its signs. No word of Thai or Lao ends behind a vowel that is written before its consonant, or before one
// that is written behind it. Half-width Japanese has voicing signs of its own.
const UNIT = `[\\u0E40-\\u0E44\\u0EC0-\\u0EC4]?${LETTER}[\\p{M}&&[${SPACELESS}]]*[\\u0E30\\u0E32\\u0E33\\u0E45\\u0EB0\\u0EB2\\u0EB3\\uFF9E\\uFF9F]*`
const ARABIC = '[[\\p{L}\\p{M}]&&\\p{scx=Arab}]'
const OTHER = `[[\\p{L}\\p{N}]--${LETTER}--${ARABIC}][[\\p{L}\\p{N}\\p{M}]--${LETTER}--${ARABIC}]*`
const WORDS = new RegExp(`(${UNIT})|(${ARABIC}+)|${OTHER}`, 'gv')

/** A word of a text as the search index has it, and where it stands there, in UTF-16 code units. */
export interface IndexWord {
  readonly start: number
  readonly end: number
  /** The words themselves: several only where one character stands for several words. */
  readonly words: readonly string[]
  /** `unit` for a letter of a script without spaces, with its signs. */
  readonly kind: 'unit' | 'arabic' | 'other'
}

/**
 * The words of a text under which the search index has it, one after the other: of what is written without spaces each
 * letter with its signs, of Arabic words the form without article, of all others the word in lower case. What stands
 * together in a text stands together here, so that any part of `新政府` is found as a phrase. A query is read in
 * the same way.
 */
export function indexWords(text: string): string[] {
  const words: string[] = []
  for (const [word, unit, arabic] of normalise(text).matchAll(WORDS)) {
    const form = formOf(word, unit, arabic)
    if (form) words.push(form)
  }
  return words
}

/** The same words with the places of the text as it is written. */
export function placedWords(text: string): IndexWord[] {
  return Array.from(text.matchAll(WORDS), ({ 0: word, 1: unit, 2: arabic, index }) => ({
    start: index,
    end: index + word.length,
    // Those of the usual scripts are the same but for case, which whoever compares them folds.
    words: unit || arabic ? indexWords(word) : [word],
    kind: unit ? 'unit' : arabic ? 'arabic' : 'other',
  }))
}

/** Whether a text ends with a letter of a script without spaces, behind which nothing begins or ends. */
export function endsInUnit(text: string): boolean {
  return placedWords(text).at(-1)?.kind === 'unit'
}

/**
 * Whether a text may have words that are not the same in the index as in the text. Never false where one is; true also for
 * some scripts that are written with spaces.
 */
export function needsIndexWords(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    // Arabic to Balinese and its neighbours, and East Asia with all its compatibility forms.
    if (code < 0x600 || (code > 0x1cff && code < 0x2e80)) continue
    // Of the pairs: kana and the supplementary ideographs. Emoji are others.
    const isHigh = code >= 0xd800 && code < 0xdc00
    if (!isHigh || code === 0xd82b || code === 0xd82c || (code >= 0xd840 && code <= 0xd8bf)) return true
    at++
  }
  return false
}

function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC')
}

function formOf(word: string, unit: string | undefined, arabic: string | undefined): string {
  if (unit) return withSigns(unit)
  return arabic ? arabicForm(arabic) : word
}

/** FTS5 ends a word at a sign. It takes private-use characters for letters, so each sign is written as one of plane 15. */
function withSigns(unit: string): string {
  if (unit.length === 1) return unit
  return unit.replace(/\p{M}/gu, (sign) =>
    String.fromCodePoint(0xf0000 + ((sign.codePointAt(0) ?? 0) & 0xffff)),
  )
}
