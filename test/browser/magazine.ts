import { article } from '../support/commands.ts'
import { png } from '../support/png.ts'

/** The paths of one page of each kind. */
export const PAGES = {
  front: '/',
  channel: '/tags/dunia',
  filtered: '/?tag=dunia&lang=-ar',
  search: '/search?q=dunia',
  'best first': '/search?q=panjang&sort=best',
  'nothing found': '/search?q=tidakada+samasekali&tag=dunia',
  'search form': '/search',
  channels: '/channels',
  tags: '/tags',
  older: '/tags/dunia?before=zzzzzzzz.1',
  article: '/articles/gambar',
  arabic: '/articles/arab',
  feed: '/tags/dunia/rss.xml',
  'feed in JSON': '/feed.json',
  attribution: '/attribution',
  problem: '/articles/tidak-ada',
} as const

const LONG = 'Kalimat yang panjang, supaya ringkasan ini harus dipotong di daftar. '

const PEOPLE = `authors:
  - { name: Lintar Satria, role: reporter }
  - { name: Friska Yolandha, role: editor }
  - { name: Warta, role: digest }
`

const PICTURE = `${PEOPLE}dateline: Moskow
summary: Satu kalimat tentang gambar.
tags: [Dunia, Diplomasi]
original: https://www.republika.co.id/berita/contoh
image:
  file: media/gambar.png
  alt: Dua orang berjabat tangan
  caption: Dua orang berjabat tangan di Samarkand.
  credit: Alexandr Demyanchuk, Sputnik
related:
  - { title: Berita lain, url: "https://www.republika.co.id/berita/lain" }
rights: Semua hak dilindungi.
`

const BODY = `Paragraf pertama dengan [tautan](https://www.republika.co.id/x) dan **tebal**.

## Judul bagian

- satu
- dua

> Kutipan.

| a | b |
|---|---|
| ${'kolom '.repeat(20)} | ${'kolom '.repeat(20)} |

\`\`\`
${'kode '.repeat(60)}
\`\`\`

Kata${'panjang'.repeat(40)} berakhir.
`

/** Articles of every shape, and more of them than fit on a page. */
export function magazine(): Record<string, string | Uint8Array> {
  const files = Array.from({ length: 24 }, (_, n) => {
    const fields = `${PEOPLE}tags: [Dunia, Topik ${n}]\nsummary: ${JSON.stringify(LONG.repeat(20))}\n`
    return [
      `articles/2022/09/n${n}.md`,
      article(`Judul yang cukup panjang untuk dua baris, nomor ${n}`, fields),
    ]
  })
  return {
    ...Object.fromEntries(files),
    'site.yaml': 'name: Warta\nlanguages: [id, en]\ntimezone: Asia/Jakarta\n',
    'articles/2022/09/gambar.md': at('2022-09-22', article('Rusia dan China Sepakat', PICTURE, BODY)),
    'articles/2022/09/media/gambar.png': png(1200, 800),
    'articles/2022/09/arab.md': at(
      '2022-09-21',
      article('قمة سمرقند', `${PEOPLE}tags: [قمة]\nsummary: لقاء بين الرئيسين.\n`, 'نص المقال.'),
    ).replace('language: id', 'language: ar'),
  }
}

function at(day: string, text: string): string {
  return text.replace('2022-09-20T', `${day}T`)
}
