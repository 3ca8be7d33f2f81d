import { describe, expect, it } from 'vitest'
import { ALL, channelPath, channelsOf } from '../../../src/model/channel.ts'
import { DIGEST, EDITOR, plainArticle, REPORTER, REPUBLIKA, REUTERS } from '../../support/article.ts'

function pathsOf(over: Parameters<typeof plainArticle>[0]): string[] {
  return channelsOf(plainArticle(over)).map(channelPath)
}

describe('channelsOf', () => {
  it('an article is in the channels of everything, publisher, sources, authors of every role, tags and language', () => {
    expect(pathsOf({ authors: [REPORTER, EDITOR, DIGEST], tags: ['Luar Negeri'] })).toEqual([
      '',
      '/publishers/republika',
      '/sources/reuters',
      '/authors/lintar-satria',
      '/authors/friska-yolandha',
      '/authors/warta',
      '/tags/luar-negeri',
      '/languages/id',
    ])
  })

  it('an article is in a channel once, under the name that came first', () => {
    const channels = channelsOf(
      plainArticle({ authors: [REPORTER, { ...REPORTER, role: 'photographer' }], tags: ['SCO', 'sco!'] }),
    )
    expect(channels.filter(({ kind }) => kind === 'authors')).toHaveLength(1)
    expect(channels.filter(({ kind }) => kind === 'tags')).toEqual([
      { kind: 'tags', slug: 'sco', title: 'SCO', language: 'id' },
    ])
  })

  it('a publisher and a source of the same name have channels of their own', () => {
    expect(pathsOf({ sources: [REPUBLIKA] })).toEqual(
      expect.arrayContaining(['/publishers/republika', '/sources/republika']),
    )
  })

  it('an article in a regional language is in the channel of the primary one too', () => {
    const languages = channelsOf(plainArticle({ language: 'en-GB' })).filter(
      ({ kind }) => kind === 'languages',
    )
    expect(languages).toEqual([
      { kind: 'languages', slug: 'en-gb', title: 'en-GB', language: 'en-GB' },
      { kind: 'languages', slug: 'en', title: 'en', language: 'en' },
    ])
  })

  it('a name of which no slug can be made has no channel', () => {
    expect(
      pathsOf({ authors: [{ name: '???', role: 'reporter' }], tags: ['😀'], sources: [REUTERS] }),
    ).toEqual(['', '/publishers/republika', '/sources/reuters', '/languages/id'])
  })
})

describe('channelPath', () => {
  it('the path of the channel of everything is empty', () => {
    expect(channelPath(ALL)).toBe('')
  })

  it('the path of a channel is ASCII for every slug', () => {
    expect(channelPath({ kind: 'tags', slug: '習近平' })).toBe('/tags/%E7%BF%92%E8%BF%91%E5%B9%B3')
  })
})
