import type { MediaAsset } from '../../src/ingest/content/article-file.ts'
import { articleFile, NOW } from './example-content.ts'
import { largeBody, someBody, someWords } from './generated-bodies.ts'
import { MemoryContent } from './memory-content.ts'

/** Throws the same numbers each time (mulberry32): what is generated never depends on a library or on SEED. */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  /** A whole number from 0 to less than the limit. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }

  pick<Item>(items: readonly [Item, ...Item[]] | readonly Item[]): Item {
    return items[this.below(items.length)] as Item
  }

  /** Different ones, at most so many. */
  some<Item>(items: readonly Item[], most: number): Item[] {
    return [...new Set(Array.from({ length: this.below(most + 1) }, () => this.pick(items)))]
  }
}

const SOURCES = `sources:
  - { id: republika, name: Republika, home: "https://www.republika.co.id/", language: id, rights: { id: "© {year} Republika", en: "© {year} Republika" } }
  - { id: reuters, name: Reuters, home: "https://www.reuters.com/", credit: { id: Reuters (London), en: Reuters }, rights: { id: bahan dari Reuters } }
  - { id: antara, name: Antara }
  - { id: zeitung, name: "Zeitung & Söhne <AG>", home: "https://zeitung.example/", feed: "https://zeitung.example/feed?a=1&b=2", language: de, logo: "https://zeitung.example/logo.png", timezone: Europe/Berlin }
  - { id: akhbar, name: الأخبار, home: "https://akhbar.example/", language: ar, credit: { ar: وكالة الأخبار } }
  - { id: echo, name: "L'Écho \\"d'été\\"", home: "https://echo.example/", syndication: canonical }
  - { id: hidden, name: Hidden Wire, syndication: noindex }
`

const PUBLISHERS = ['republika', 'republika', 'republika', 'zeitung', 'akhbar', 'echo', 'hidden']
const AGENCIES = ['reuters', 'reuters', 'antara', 'zeitung', 'echo']
const LANGUAGES = ['id', 'id', 'id', 'en', 'en-GB', 'ar', 'de']
const OFFSETS = [420, 420, 0, -300, 330]
const ROLES = ['reporter', 'reporter', 'editor', 'translator', 'photographer', 'digest']
const NAMES = [
  ...[
    'Lintar Satria',
    'Friska Yolandha',
    "Conan O'Brien & Sons",
    'Zoë Müller',
    'محمد علي',
    '李娜',
    'A <b>B</b>',
  ],
]
const TAGS = [
  ...[
    'Dunia',
    'dunia',
    'Ekonomi',
    'Luar Negeri',
    'R&D',
    'C++',
    "L'été",
    '<b>tebal</b>',
    'Ökologie',
    'أخبار',
    '新聞',
  ],
  ...['a/b', '100%', '"kutip"', 'emoji 😀', 'x'.repeat(60)],
]
const PNG: MediaAsset = {
  path: '/media/2025/12/peta.1f2e3d4c.png',
  type: 'image/png',
  width: 640,
  height: 480,
  digest: '1f2e3d4c',
}
const HOUR = 3_600_000

/** How many articles there are, how many of them are new enough for the news, and every which one is larger. */
const COUNT = 300
const NEWS = 40
const LARGER = 97

/** The text of the file of an article by its number: 0 is the newest one. */
export function generatedFile(n: number, over: Record<string, unknown> = {}): string {
  const dice = new Dice(n * 7919 + 1)
  // Every tenth has the time of the one before.
  const rank = n % 10 === 9 ? n - 1 : n
  const ago = rank < NEWS ? (rank + 1) * HOUR : (NEWS + (rank - NEWS) * 15) * HOUR
  const published = NOW - ago + (rank % 7) * 1001
  const fields = {
    // Where there is none, the sync mints one.
    id: n % 4 === 0 ? undefined : `tag:warta.example,2025:generated-${n}`,
    title: `${n} ${someWords(dice, 8)}`,
    language: dice.pick(LANGUAGES),
    published: rfc3339(published, dice.pick(OFFSETS)),
    updated: dice.below(3) ? undefined : rfc3339(published + dice.below(1_500_000), dice.pick(OFFSETS)),
    summary: dice.below(3) ? someWords(dice, 30) : undefined,
    dateline: dice.below(3) ? undefined : dice.pick(['Moskow', 'Jakarta & Bogor', 'القاهرة']),
    authors: authorsOf(dice),
    publisher: dice.pick(PUBLISHERS),
    sources: dice.some(AGENCIES, 3),
    original: dice.below(3) ? undefined : `https://www.republika.co.id/berita/${n}?a=1&b="2"`,
    image: imageOf(dice),
    tags: dice.some(TAGS, 4),
    rights: dice.below(6) ? undefined : `© 2025 ${someWords(dice, 4)}\nSemua hak dilindungi.`,
    related: dice
      .some([1, 2, 3], 3)
      .map((k) => ({ title: someWords(dice, 5), url: `https://a.example/?r=${k}&n=${n}` })),
    ...over,
  }
  return articleFile(fields, n % LARGER === LARGER - 1 ? largeBody(dice, 100_000) : someBody(dice))
}

/** The text of the file of an article with a body that is almost as large as one may be. */
export function largeFile(n: number): string {
  const dice = new Dice(n)
  const published = rfc3339(NOW - n * HOUR, 0)
  const fields = {
    id: `tag:warta.example,2025:large-${n}`,
    title: someWords(dice, 8),
    published,
    tags: ['Besar'],
  }
  return articleFile(fields, largeBody(dice, 940_000))
}

/** Where in the content folder the file of that article is. */
export function generatedPath(n: number): string {
  return `articles/2025/12/${generatedSlug(n)}.md`
}

export function generatedSlug(n: number): string {
  return `generated-${n}`
}

/** The registry alone, and the pictures; the articles are added in the order in which a test wants them. */
export function generatedContent(): MemoryContent {
  return new MemoryContent({ 'sources.yaml': SOURCES }, { 'media/peta.png': PNG })
}

/** The numbers of all articles whose remainder by three is one of these: the old and the new ones are in each. */
export function numbersOf(...remainders: number[]): number[] {
  return Array.from({ length: COUNT }, (_, n) => n).filter((n) => remainders.includes(n % 3))
}

function authorsOf(dice: Dice): Record<string, string>[] {
  return dice.some(NAMES, 4).map((name, index) => ({
    name,
    role: dice.pick(ROLES),
    ...(dice.below(3) === 0 && { url: `https://orang.example/${index}?x=1&y=2` }),
  }))
}

function imageOf(dice: Dice): Record<string, unknown> | undefined {
  const [alt, caption, credit] = [
    someWords(dice, 5),
    someWords(dice, 9),
    'Alexandr Demyanchuk, Sputnik & "Pool"',
  ]
  const url = `https://img.example/${dice.below(99)}.jpg?w=1&h=2`
  return dice.pick([
    undefined,
    { credit },
    { caption, credit },
    { url },
    { url, width: 1200, height: 800, alt, caption, credit },
    { file: 'media/peta.png', alt, caption },
  ])
}

function rfc3339(instant: number, offset: number): string {
  const wall = new Date(instant + offset * 60_000).toISOString().slice(0, -1)
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60]
  const zone = `${offset < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
  return wall + (offset === 0 ? 'Z' : zone)
}
