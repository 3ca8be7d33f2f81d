import { describe, expect, it } from 'vitest'
import { CHANNEL_KINDS, type Channel } from '../../../src/model/channel.ts'
import type { ListingQuery } from '../../../src/model/listing.ts'
import {
  channelHeading,
  channelLanguage,
  channelName,
  channelText,
  listingText,
} from '../../../src/words/titles.ts'

const SITE = { name: 'Warta', languages: ['id', 'en'] } as const
const EVERYTHING: Channel = { kind: 'all', slug: '', title: '', revision: 1, modified: 1 }

describe('channelText', () => {
  it('the channel of everything has the name of the site, and says in its description what an article has', () => {
    const { title, description } = channelText(EVERYTHING, SITE)
    expect(title).toBe('Warta')
    expect(description).toMatch(/^Berita dari Warta, .*reporter, editor, penerbit, sumber, dan fotografer\.$/)
  })

  it.each([
    ['sources', 'Reuters', undefined, 'Warta: Berita bersumber dari Reuters'],
    ['publishers', 'Republika', undefined, 'Warta: Berita terbitan Republika'],
    ['authors', 'Lintar Satria', undefined, 'Warta: Berita karya Lintar Satria'],
    ['tags', 'energi', 'id', 'Warta: Berita bertanda energi'],
    ['tags', 'energy', 'en', 'Warta: News tagged energy'],
    ['languages', 'id', 'id', 'Warta: Berita berbahasa Indonesia'],
    ['languages', 'en', 'en', 'Warta: News in English'],
    ['languages', 'en-x-foo', 'en', 'Warta: News in en-x-foo'],
  ] as const)(
    'the channel of %s, %s, in the language %s has the title "%s"',
    (kind, title, language, expected) => {
      const channel = { kind, slug: 'x', title, ...(language && { language }) }
      expect(channelText(channel, SITE).title).toBe(expected)
    },
  )

  it.each(CHANNEL_KINDS)('a channel of %s has another title and description in each language', (kind) => {
    const channel = { kind, slug: 'x', title: 'en' }
    const indonesian = channelText({ ...channel, language: 'id' }, SITE)
    const english = channelText({ ...channel, language: 'en' }, SITE)
    expect(english.title).not.toBe(indonesian.title)
    expect(english.description).toMatch(/source and photographer\.$/)
  })
})

describe('channelLanguage', () => {
  it('a channel without a language of its own speaks the language of the site', () => {
    expect(channelLanguage(EVERYTHING, SITE)).toBe('id')
    expect(channelLanguage({ kind: 'tags', slug: 'x', title: 'x', language: 'en' }, SITE)).toBe('en')
  })
})

describe('channelHeading', () => {
  it('a heading is the title without the name of the site, and empty for everything', () => {
    expect(channelHeading({ kind: 'tags', slug: 'x', title: 'energi' }, SITE)).toBe('Berita bertanda energi')
    expect(channelHeading(EVERYTHING, SITE)).toBe('')
  })
})

describe('channelName', () => {
  it('the name of a channel is its own, that of a language is in that language', () => {
    expect(channelName(EVERYTHING, SITE)).toBe('Warta')
    expect(channelName({ kind: 'sources', slug: 'reuters', title: 'Reuters' }, SITE)).toBe('Reuters')
    expect(channelName({ kind: 'languages', slug: 'de', title: 'de' }, SITE)).toBe('Deutsch')
  })
})

describe('listingText', () => {
  const titleOf = (query: Partial<ListingQuery>) =>
    listingText({ channel: EVERYTHING, filters: [], ...query }, EVERYTHING, SITE).title
  const tag = { kind: 'tags', slug: 'dunia', excluded: false } as const
  const english = { kind: 'languages', slug: 'en', excluded: false } as const

  it('a filtered list has its filters behind the title of its channel', () => {
    expect(titleOf({ filters: [tag, { kind: 'authors', slug: 'warta', excluded: true }] })).toBe(
      'Warta (tanda dunia, tanpa penulis warta)',
    )
  })

  it('a search has what is looked for in its title', () => {
    expect(titleOf({ search: { text: '"luar negeri"', terms: [] } })).toBe('Warta: Pencarian: "luar negeri"')
  })

  it('a list that is filtered by one language speaks it, and one by two speaks that of its channel', () => {
    expect(titleOf({ filters: [english, tag] })).toBe('Warta (language en, tag dunia)')
    expect(titleOf({ filters: [english, { ...english, slug: 'id' }] })).toBe('Warta (bahasa en, bahasa id)')
    expect(titleOf({ filters: [{ ...english, excluded: true }] })).toBe('Warta (tanpa bahasa en)')
  })
})
