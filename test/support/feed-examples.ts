import type { Feed, FeedOptions, Item } from 'feed'

/** One use of `feed` as its README shows or describes it. */
export interface FeedExample {
  readonly options: FeedOptions
  readonly items: readonly Item[]
  /** What is called on the builder beside `addItem`. */
  readonly call?: (feed: Feed) => void
}

const SITE: FeedOptions = {
  title: 'Kabar',
  description: 'Umpan pribadi saya',
  id: 'https://kabar.example/',
  link: 'https://kabar.example/',
  language: 'en',
  updated: new Date('2026-07-14T00:00:00Z'),
  generator: 'program',
  docs: 'https://kabar.example/docs',
}

function item(number: number, fields: Partial<Item> = {}): Item {
  const link = `https://kabar.example/berita/${number}`
  const date = new Date(Date.UTC(2026, 5, number))
  return { title: `Berita ${number}`, id: link, link, date, description: `Ringkasan ${number}`, ...fields }
}

const person = (name: string) => ({
  name,
  email: `${name.toLowerCase()}@kabar.example`,
  link: `https://kabar.example/${name.toLowerCase()}`,
})

/** The one whole example of the README, and one for each group of the options that it lists. */
export const FEED_EXAMPLES: Readonly<Record<string, FeedExample>> = {
  'a site with posts, their authors and contributors': {
    options: {
      ...SITE,
      image: 'https://kabar.example/gambar.png',
      favicon: 'https://kabar.example/favicon.ico',
      copyright: 'Hak cipta 2026, Ayu',
      feedLinks: { json: 'https://kabar.example/json', atom: 'https://kabar.example/atom' },
      author: person('Ayu'),
    },
    items: [1, 2, 3].map((number) =>
      item(number, {
        content: `<p>Isi ke-${number} & <b>lagi</b></p>`,
        author: [person('Budi'), person('Citra')],
        contributor: [person('Dewi'), person('Eka')],
        image: `https://kabar.example/${number}.png`,
      }),
    ),
    call: (feed) => {
      feed.addCategory('Teknologi')
      feed.addContributor(person('Fajar'))
    },
  },
  'a site and its post without any option': {
    options: { title: 'Kabar', link: 'https://kabar.example/' },
    items: [{ title: 'Berita', link: 'https://kabar.example/1', date: new Date('2026-06-01T00:00:00Z') }],
  },
  'the addresses of a feed, its hub, its life and its style sheet': {
    options: {
      ...SITE,
      generator: false,
      feed: 'https://kabar.example/umpan',
      feedLinks: { rss: 'https://kabar.example/rss', json: 'https://kabar.example/json' },
      hub: 'https://hub.example/',
      ttl: 60,
      stylesheet: 'https://kabar.example/umpan.xsl',
    },
    items: [item(1)],
  },
  'a podcast': {
    options: {
      ...SITE,
      podcast: true,
      category: 'News',
      image: 'https://kabar.example/sampul.png',
      author: person('Ayu'),
    },
    items: [
      item(1, {
        audio: { url: 'https://kabar.example/1.mp3', type: 'audio/mpeg', length: 1234, duration: 3725 },
      }),
      item(2, {
        audio: { url: 'https://kabar.example/2.mp3', type: 'audio/mpeg', length: 567, duration: 59 },
      }),
    ],
  },
  'the media of an item in every form': {
    options: SITE,
    items: [
      item(1, { image: 'https://kabar.example/a.png?w=1&h=2' }),
      item(2, { image: { url: 'https://kabar.example/a.png', type: 'image/png', length: 12 } }),
      item(3, { audio: 'https://kabar.example/a.mp3' }),
      item(4, { video: { url: 'https://kabar.example/a.mp4', length: 34, title: 'Film' } }),
      item(5, { enclosure: { url: 'https://kabar.example/a.pdf', type: 'application/pdf', length: 56 } }),
    ],
  },
  'the identities, dates, categories and rights of an item': {
    options: SITE,
    items: [
      item(1, { guid: 'urn:uuid:60a76c80-d399-11d9-b93c-0003939e0af6' }),
      item(2, {
        published: new Date('2026-01-02T03:04:05Z'),
        copyright: 'CC BY 4.0',
        category: [
          {
            name: 'Sains',
            term: 'sains',
            domain: 'https://kabar.example/tag',
            scheme: 'https://kabar.example/tag',
          },
        ],
      }),
    ],
  },
  'extensions of the feed and of an item': {
    options: SITE,
    items: [
      item(1, {
        extensions: [
          { name: 'dc:subject', objects: { _text: 'sains & teknik' } },
          { name: '_kabar', objects: { about: 'https://kabar.example/ekstensi', views: 7 } },
        ],
        // With it \`feed\` declares dc.
        content: '<p>Isi</p>',
      }),
    ],
    call: (feed) =>
      feed.addExtension({ name: '_kabar', objects: { about: 'https://kabar.example/ekstensi' } }),
  },
}

/** Uses a builder as an example does. */
export function useBuilder(Builder: typeof Feed, { options, items, call }: FeedExample): Feed {
  const feed = new Builder(structuredClone(options))
  for (const one of items) feed.addItem(structuredClone(one))
  call?.(feed)
  return feed
}
