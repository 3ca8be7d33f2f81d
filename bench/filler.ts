// Made-up text, from a seed: never news, and the same on every machine.
const WORDS =
  'dan yang untuk dengan pada dari dalam akan tidak lebih kota warga pasar harga cuaca jalan sekolah buku laut gunung'.split(
    ' ',
  )

/** Writes sentences of filler: `sentence(7)` gives seven words. The same seed gives the same ones. */
export function sentences(seed: number): (words: number) => string {
  const random = generator(seed)
  return (words) => Array.from({ length: words }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ')
}

/** A stretch of filler of so many characters: letters and spaces. */
export function filler(length: number): string {
  return sentences(20_220_920)(length).slice(0, length)
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
