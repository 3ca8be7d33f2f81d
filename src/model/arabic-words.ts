// What Arabic writes as one with a word, before it: the article, alone or behind "with", "as" and "so", the article behind
// "to", and "and". No two of them begin with the same letter, so that their order does not matter. The number is of the
// letters that have to be left.
const PREFIXES: Readonly<Record<string, number>> = { ال: 2, لل: 2, بال: 3, كال: 3, فال: 3, و: 3 }

// What is left of these words without a prefix would be a word of every text: "God" would be "to him", "now" would be
// "that", and "governor" would be "to".
const PARTICLES = new Set(['له', 'ان', 'الي'])

// Letters that are written in one way or the other, and those that Persian keyboards have in their place.
const VARIANTS: Readonly<Record<string, string>> = { ٱ: 'ا', ى: 'ي', ی: 'ي', ة: 'ه', ک: 'ك' }

/**
 * The form of an Arabic word under which it is searched for: without vowel signs, hamza and tatweel, with one letter for
 * its variants, and without the article and the other words that are written as one with it. Empty where it is nothing but
 * signs. A word of another language in Arabic letters gets such a form too.
 */
export function arabicForm(word: string): string {
  const plain = word.normalize('NFD').replace(/[\p{M}\u0640]/gu, '')
  return withoutPrefixes(plain.replace(/[ٱىیةک]/g, (letter) => VARIANTS[letter] ?? letter))
}

/** "And the minister" becomes "minister" in two steps, and "minister", which begins like "and", goes the same way. */
function withoutPrefixes(word: string): string {
  for (const [prefix, letters] of Object.entries(PREFIXES)) {
    if (!word.startsWith(prefix)) continue
    const rest = word.slice(prefix.length)
    return rest.length >= letters && !PARTICLES.has(rest) ? withoutPrefixes(rest) : word
  }
  return word
}
