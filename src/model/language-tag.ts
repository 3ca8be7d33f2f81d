// Scripts that are written from right to left (Unicode, Script and Bidi_Class).
const RIGHT_TO_LEFT = new Set([
  'Adlm',
  'Arab',
  'Hebr',
  'Mand',
  'Nkoo',
  'Rohg',
  'Samr',
  'Syrc',
  'Thaa',
  'Yezi',
])

export type Direction = 'ltr' | 'rtl'

/** A BCP 47 tag in its canonical form, such as `en-GB`. `undefined` where the text is not well-formed as one. */
export function canonicalLanguage(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch {
    return undefined
  }
}

/** The language itself, without script, region and the rest: `en` of `en-GB`. */
export function primaryLanguage(tag: string): string {
  const end = tag.indexOf('-')
  return end === -1 ? tag : tag.slice(0, end)
}

/** Which way a language is written: by its script subtag, else by the script that it is mostly written in. */
export function directionOf(language: string): Direction {
  try {
    return RIGHT_TO_LEFT.has(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr'
  } catch {
    return 'ltr'
  }
}
