/** The attributes of an element whose text is in a language of its own. */
export interface LanguageAttributes {
  readonly lang?: string
  readonly dir?: 'ltr' | 'rtl'
}

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

/** The language of the words around a text: its own where we speak it, else English. */
export function interfaceLanguage(language: string): string {
  return /^(?:id|en)\b/.test(language) ? language : 'en'
}

/** Which way a language is written: by its script subtag, else by the script that it mostly has. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  try {
    return RIGHT_TO_LEFT.has(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr'
  } catch {
    return 'ltr'
  }
}

/** What an element with a text of one language says within a page of another; nothing where they are one. */
export function partIn(language: string, around: string): LanguageAttributes {
  return language === around ? {} : { lang: language, dir: directionOf(language) }
}
