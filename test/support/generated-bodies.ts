import type { Dice } from './generated-files.ts'

const WORDS = [
  ...[
    'kabar',
    'ekonomi',
    'pertemuan',
    'wilayah',
    'pemerintah',
    'warga',
    'kebijakan',
    'pasar',
    'perdana',
    'menteri',
  ],
  ...[
    'report',
    'minister',
    'market',
    'weather',
    'election',
    'übermorgen',
    'Straße',
    'café',
    'naïve',
    'Œuvre',
  ],
  ...['الأخبار', 'اليوم', '東京', '選挙', '😀', 'AT&T', "l'été", '5 < 6', '7 > 3', '"kutipan"'],
]

// A piece of each kind that Markdown or HTML has, of what is kept and of what is taken out.
const PIECES: ((text: () => string) => string)[] = [
  (text) => `${text()} **${text()}** dan *${text()}* serta ~~${text()}~~ dan \`kode & <b>\`.`,
  (text) => `## ${text()}\n\n### ${text()}`,
  (text) => `- ${text()}\n- ${text()}\n  1. ${text()}\n  2. ${text()}`,
  (text) => `> ${text()}\n>\n> — ${text()}`,
  (text) => `| satu | dua |\n|---|--:|\n| ${text()} | ${text()} |`,
  (text) => `\`\`\`js\nconst a = "<b>" && '${text()}' // ]]>\n\`\`\``,
  (text) => `[${text()}](https://contoh.example/a?b=1&c=2 "Judul") dan <https://contoh.example/ä>.`,
  (text) => `[${text()}](/tags/dunia) [${text()}](generated-5.md#bagian) [${text()}](//cdn.example/x)`,
  (text) => `![${text()}](https://img.example/a.jpg?w=1&h=2 "Keterangan")`,
  (text) => `![${text()}](media/peta.png)`,
  (text) =>
    `<figure><img src="https://img.example/b.png" alt="x" width="10" height="20"><figcaption>${text()}</figcaption></figure>`,
  (text) => `<p onclick="alert(1)" style="color:red" class="x">${text()}<script>alert(1)</script></p>`,
  (text) => `<iframe src="https://video.example/1"></iframe>\n\n${text()}`,
  (text) => `<div dir="rtl" lang="ar">${text()}</div>`,
  (text) => `<a href="javascript:alert(1)">${text()}</a> <a href="mailto:a@b.example">${text()}</a>`,
  (text) => `${text()}  \n${text()}\\\n${text()}`,
  (text) => `---\n\n${text()} &amp; &copy; &#8212; &nbsp; ]]> --> &lt;i&gt;`,
  (text) => `<details><summary>${text()}</summary>${text()}</details>`,
  (text) => `H<sub>2</sub>O x<sup>2</sup> <kbd>Ctrl</kbd> <mark>${text()}</mark> <abbr title="a">b</abbr>`,
  (text) =>
    `<video src="https://video.example/a.mp4" controls></video><audio src="/media/a.mp3"></audio>\n\n${text()}`,
  (text) => `<ul><li>${text()}<li>${text()}</ul><blockquote cite="https://a.example/">${text()}</blockquote>`,
  (text) => `<p>${text()}<b>${text()}<i>${text()}`,
]

/** Some words after each other, such as no language has them. */
export function someWords(dice: Dice, most: number): string {
  return Array.from({ length: 1 + dice.below(most) }, () => dice.pick(WORDS)).join(' ')
}

/** The Markdown of an article: a few paragraphs, and pieces of every kind. */
export function someBody(dice: Dice): string {
  const text = () => someWords(dice, 6)
  const paragraphs = Array.from({ length: 1 + dice.below(3) }, () => `${someWords(dice, 50)}.`)
  const pieces = Array.from({ length: dice.below(5) }, () => dice.pick(PIECES)(text))
  return [...paragraphs, ...pieces, `${someWords(dice, 30)}.`].join('\n\n')
}

/** Text of almost so many bytes of HTML. */
export function largeBody(dice: Dice, bytes: number): string {
  const paragraph = `${'Teks yang panjang & terus berlanjut. '.repeat(110)}${someWords(dice, 9)}`
  return Array.from({ length: Math.floor(bytes / 4900) }, (_, n) => `Bagian ${n}. ${paragraph}`).join('\n\n')
}
