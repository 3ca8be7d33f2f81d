import { describe, expect, it } from 'vitest'
import { CHANNEL_KINDS } from '../../../src/model/channel.ts'
import { channelLanguage, channelText } from '../../../src/words/channel-title.ts'

describe('the words of a channel', () => {
  it('are the name of the site for everything', () => {
    const text = channelText({ kind: 'all', slug: '', title: '' }, 'Warta')
    expect(text.title).toBe('Warta')
    expect(text.description).toMatch(
      /^Berita dari Warta, .*reporter, editor, penerbit, sumber, dan fotografer\.$/,
    )
  })

  it.each([
    ['sources', 'Reuters', undefined, 'Warta: Berita bersumber dari Reuters'],
    ['publishers', 'Republika', undefined, 'Warta: Berita terbitan Republika'],
    ['authors', 'Lintar Satria', undefined, 'Warta: Berita karya Lintar Satria'],
    ['tags', 'energi', 'id', 'Warta: Berita bertanda energi'],
    ['tags', 'energy', 'en', 'Warta: News tagged energy'],
    ['languages', 'id', 'id', 'Warta: Berita berbahasa Indonesia'],
    ['languages', 'en', 'en', 'Warta: News in English'],
  ] as const)('of %s %s (%s) are %j', (kind, title, language, expected) => {
    const channel = { kind, slug: 'x', title, ...(language && { language }) }
    expect(channelText(channel, 'Warta').title).toBe(expected)
  })

  it.each(CHANNEL_KINDS)('of %s differ between the two languages', (kind) => {
    const channel = { kind, slug: 'x', title: 'en' }
    const indonesian = channelText({ ...channel, language: 'id' }, 'Warta')
    const english = channelText({ ...channel, language: 'en' }, 'Warta')
    expect(english.title).not.toBe(indonesian.title)
    expect(english.description).toMatch(/source and photographer\.$/)
  })

  it('are Indonesian where the channel has no language of its own', () => {
    expect(channelLanguage({ kind: 'all', slug: '', title: '' })).toBe('id')
    expect(channelLanguage({ kind: 'tags', slug: 'x', title: 'x', language: 'en' })).toBe('en')
  })
})
