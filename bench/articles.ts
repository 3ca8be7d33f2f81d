import type { ListedArticle } from '../src/storage/reading.ts'

// Made-up filler, from a seed: never news, and the same on every machine.
const WORDS =
  'dan yang untuk dengan pada dari dalam akan tidak lebih kota warga pasar harga cuaca jalan sekolah buku laut gunung'.split(
    ' ',
  )

/** `count` full-text articles of about 3.6 KB each, as storage would list them. */
export function benchArticles(count: number): ListedArticle[] {
  const random = generator(20_220_920)
  const sentence = (words: number) =>
    Array.from({ length: words }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ')
  return Array.from({ length: count }, (_, n) => {
    const paragraphs = Array.from({ length: 9 }, () => `<p>${sentence(60)} &amp; “${sentence(6)}”.</p>`)
    const instant = Date.UTC(2022, 8, 20) + n * 60_000
    return {
      id: `tag:bench.example,2022-09-20:artikel-${n}`,
      slug: `artikel-${n}`,
      title: `${sentence(7)} & ${n}`,
      language: 'id',
      published: { instant, offset: 420 },
      updated: { instant: instant + 30_000, offset: 420 },
      summary: `${sentence(20)}.`,
      dateline: 'Jakarta',
      authors: [
        { name: 'Reporter Contoh', role: 'reporter' },
        { name: 'Editor Contoh', role: 'editor' },
      ],
      publisher: { id: 'penerbit', name: 'Penerbit', home: 'https://penerbit.example/' },
      sources: [{ id: 'agensi', name: 'Agensi', home: 'https://agensi.example/' }],
      image: {
        url: `https://penerbit.example/foto/${n}.jpg`,
        type: 'image/jpeg',
        width: 1200,
        height: 800,
        caption: `${sentence(12)}.`,
        credit: 'Fotografer Contoh/Agensi',
      },
      tags: ['pasar', 'cuaca', 'sekolah'],
      related: [],
      body: paragraphs.join('\n'),
    }
  })
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
