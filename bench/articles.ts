import type { ListedArticle } from '../src/storage/read/consistent-read.ts'
import { sentences } from './filler.ts'

/** `count` full-text articles of about 3.6 KB each, as storage would list them. */
export function benchArticles(count: number): ListedArticle[] {
  const sentence = sentences(20_220_920)
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
