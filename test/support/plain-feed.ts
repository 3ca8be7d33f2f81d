import type { Feed, FeedOptions, Item } from 'feed'

/** Every option that `feed` 6 knows. */
export const EVERY_OPTION: FeedOptions = {
  id: 'tag:news.example,2022:feed',
  title: 'Berita & <kabar>',
  link: 'https://news.example/?a=1&b=2',
  description: 'Kabar "hari" ini',
  language: 'id',
  ttl: 5,
  updated: new Date('2022-09-20T05:58:11Z'),
  generator: 'Uji',
  docs: 'https://news.example/docs',
  feed: 'https://news.example/feed',
  feedLinks: { json: 'https://news.example/feed.json' },
  hub: 'https://hub.example/',
  stylesheet: 'https://news.example/style.xsl?a=1',
  image: 'https://news.example/logo.png',
  favicon: 'https://news.example/favicon.png',
  copyright: '© 2022',
  podcast: true,
  category: 'News',
  author: {
    name: 'Redaksi',
    email: 'redaksi@news.example',
    link: 'https://news.example/redaksi',
    avatar: 'https://news.example/redaksi.png',
  },
}

function item(fields: Partial<Item> & { title: string }): Item {
  return { link: 'https://news.example/a?b=1&c=2', date: new Date('2022-09-20T05:58:11Z'), ...fields }
}

/** Items that between them have every field that `feed` 6 knows, and every form of it. */
export const EVERY_ITEM: readonly Item[] = [
  item({
    title: 'Semua <b> & "teks"',
    id: 'tag:news.example,2022:1',
    published: new Date('2022-09-20T05:32:00Z'),
    description: '<i>ringkas</i> & ]]>',
    content: '<p>isi</p> & ]]>',
    category: [
      {
        name: 'Luar Negeri',
        term: 'luar',
        scheme: 'https://news.example/tags',
        domain: 'https://news.example/d',
      },
    ],
    author: [
      {
        name: 'Lintar',
        email: 'l@news.example',
        link: 'https://news.example/l',
        avatar: 'https://news.example/l.png',
      },
      { name: 'Kamran' },
    ],
    contributor: [{ name: 'Friska', email: 'f@news.example', link: 'https://news.example/f' }],
    copyright: '© 2022 Republika',
    extensions: [
      { name: '_note', objects: { about: 'https://news.example/about', _attributes: { lang: 'id' } } },
      { name: 'dc:subject', objects: { _text: 'berita' } },
    ],
  }),
  item({
    title: 'Ringkasan saja',
    guid: 'tag:news.example,2022:2',
    id: 'tag:news.example,2022:2',
    description: 'd',
  }),
  item({ title: 'Tanpa id', id: 'https://news.example/3', image: 'https://news.example/i.png' }),
  item({
    title: 'Hanya tautan',
    image: { url: 'https://news.example/i.jpg', type: 'image/jpeg', length: 12 },
  }),
  item({
    title: 'Siniar',
    id: 'tag:news.example,2022:5',
    audio: {
      url: 'https://news.example/a.mp3',
      type: 'audio/mpeg',
      length: 34,
      duration: 3661,
      title: 'Episode',
    },
  }),
  item({ title: 'Suara', id: 'tag:news.example,2022:6', audio: 'https://news.example/a.ogg' }),
  item({
    title: 'Film',
    id: 'tag:news.example,2022:7',
    video: { url: 'https://news.example/v.mp4', length: 56 },
  }),
  item({ title: 'Klip', id: 'tag:news.example,2022:8', video: 'https://news.example/v.webm' }),
  item({
    title: 'Lampiran',
    id: 'tag:news.example,2022:9',
    enclosure: { url: 'https://news.example/p.png', type: 'image/png', length: 78, title: 'Gambar' },
  }),
]

/** Gives a builder, `feed`'s own or one that extends it, all there is to give beside its options. */
export function fillWhole(feed: Feed): Feed {
  for (const one of EVERY_ITEM) feed.addItem(structuredClone(one))
  feed.addCategory('Berita & kabar')
  feed.addCategory('Dunia')
  feed.addContributor({ name: 'Friska', email: 'f@news.example', link: 'https://news.example/f' })
  feed.addExtension({ name: '_feed_note', objects: { about: 'https://news.example/about' } })
  feed.addExtension({ name: 'itunes:explicit', objects: { _text: 'false' } })
  return feed
}

/** As little as a feed can have: every default shows. */
export const NO_OPTION: FeedOptions = { title: 'Berita', link: 'https://news.example' }

/** Items whose fields are at odds with each other, or leave something to be guessed. */
export const ODD_ITEMS: readonly Item[] = [
  item({ title: 'Dua identitas', guid: 'tag:news.example,2022:guid', id: 'tag:news.example,2022:id' }),
  item({ title: 'Pengenal berupa URL', id: 'https://news.example' }),
  item({
    title: 'Jenis tidak disebut',
    id: 'tag:news.example,2022:3',
    enclosure: { url: 'https://news.example/a.mp3', length: 12, duration: 34 },
  }),
  item({
    title: 'Semua media',
    id: 'tag:news.example,2022:4',
    category: [{ term: 'luar' }],
    image: { url: 'https://news.example/i.png', length: 1 },
    audio: { url: 'https://news.example/a.ogg', length: 2 },
    video: { url: 'https://news.example/v.mp4', length: 3 },
  }),
]
