import { isIndonesian } from '../model/credit.ts'

/** What pages say in one of our two languages. */
export interface Words {
  readonly skip: string
  readonly ways: string
  readonly search: string
  readonly more: string
  readonly latest: string
  readonly nothing: string
  readonly topics: string
  readonly pages: string
  readonly newer: string
  readonly older: string
  readonly archive: string
  readonly credits: string
  readonly reporter: string
  readonly editor: string
  readonly translator: string
  readonly photographer: string
  readonly digest: string
  readonly publisher: string
  readonly source: string
  readonly photo: string
  readonly published: string
  readonly updated: string
  readonly origin: string
  readonly original: (publisher: string) => string
  readonly related: string
  readonly tags: string
  readonly subscribe: string
  readonly whatIsAFeed: string
  readonly addresses: string
  readonly address: (format: string) => string
  readonly copy: string
  readonly copied: string
  readonly openIn: string
  readonly app: string
  readonly allChannels: string
  readonly feedOf: (format: string) => string
  readonly readAsPage: string
  readonly raw: (format: string) => string
  readonly inThisFeed: string
  readonly otherFormats: string
}

const INDONESIAN: Words = {
  skip: 'Langsung ke isi',
  ways: 'Menu',
  search: 'Cari',
  more: 'Selanjutnya',
  latest: 'Berita terbaru',
  nothing: 'Belum ada artikel di sini.',
  topics: 'Topik',
  pages: 'Halaman',
  newer: 'Lebih baru',
  older: 'Lebih lama',
  archive: 'berita terdahulu',
  credits: 'Kredit',
  reporter: 'Reporter',
  editor: 'Editor',
  translator: 'Penerjemah',
  photographer: 'Fotografer',
  digest: 'Disarikan oleh',
  publisher: 'Penerbit',
  source: 'Sumber',
  photo: 'Foto',
  published: 'Terbit',
  updated: 'Diperbarui',
  origin: 'Asal berita',
  original: (publisher) => `Laporan aslinya di ${publisher}`,
  related: 'Terkait',
  tags: 'Tanda',
  subscribe: 'Berlangganan',
  whatIsAFeed:
    'Umpan (feed) adalah alamat yang dibaca aplikasi pembaca berita: setiap artikel baru datang sendiri, tanpa surel, akun, atau algoritma.',
  addresses: 'Alamat umpan',
  address: (format) => `alamat ${format}`,
  copy: 'Salin',
  copied: 'Tersalin',
  openIn: 'Buka dengan',
  app: 'Aplikasi di perangkat ini',
  allChannels: 'Semua kanal (OPML)',
  feedOf: (format) => `Umpan ${format}`,
  readAsPage: 'Baca sebagai halaman',
  raw: (format) => `Lihat ${format} mentah`,
  inThisFeed: 'Isi umpan ini',
  otherFormats: 'Format lain',
}

const ENGLISH: Words = {
  skip: 'Skip to content',
  ways: 'Menu',
  search: 'Search',
  more: 'More',
  latest: 'Latest news',
  nothing: 'There are no articles here yet.',
  topics: 'Topics',
  pages: 'Pages',
  newer: 'Newer',
  older: 'Older',
  archive: 'earlier news',
  credits: 'Credits',
  reporter: 'Reporter',
  editor: 'Editor',
  translator: 'Translator',
  photographer: 'Photographer',
  digest: 'Digested by',
  publisher: 'Publisher',
  source: 'Source',
  photo: 'Photo',
  published: 'Published',
  updated: 'Updated',
  origin: 'Where it comes from',
  original: (publisher) => `The original report at ${publisher}`,
  related: 'Related',
  tags: 'Tags',
  subscribe: 'Subscribe',
  whatIsAFeed:
    'A feed is an address that news reader apps read: every new article comes to you by itself, without e-mail, account or algorithm.',
  addresses: 'Feed addresses',
  address: (format) => `${format} address`,
  copy: 'Copy',
  copied: 'Copied',
  openIn: 'Open with',
  app: 'An app on this device',
  allChannels: 'All channels (OPML)',
  feedOf: (format) => `${format} feed`,
  readAsPage: 'Read it as a page',
  raw: (format) => `See the raw ${format}`,
  inThisFeed: 'In this feed',
  otherFormats: 'Other formats',
}

/** The words of the interface around texts of this language. */
export function wordsOf(language: string): Words {
  return isIndonesian(language) ? INDONESIAN : ENGLISH
}
