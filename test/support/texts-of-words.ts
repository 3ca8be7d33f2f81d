/** All texts of a language. Functions are called with this name, and with a number of two; those of a day with a date. */
export function textsOf(words: unknown, name: string): string[] {
  if (typeof words === 'string') return [words]
  if (typeof words !== 'function') return Object.values(words ?? {}).flatMap((one) => textsOf(one, name))
  try {
    return [String(words(name, name)), String(words(name, 2))]
  } catch {
    return [String(words(new Date(0)))]
  }
}
