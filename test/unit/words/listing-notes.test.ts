import { describe, expect, it } from 'vitest'
import { ALL } from '../../../src/model/channel.ts'
import { composeListing } from '../../../src/site/listings/to-feed.ts'
import { LANGUAGES } from '../../../src/words/index.ts'
import { listingNotes } from '../../../src/words/titles.ts'
import { EVERYTHING, SETTING } from '../../support/article.ts'

describe('what a list says of itself', () => {
  it.each([...LANGUAGES.values()])(
    'A list that shows everything says nothing; another one says why',
    (words) => {
      const { cut, broad } = words.search
      expect(listingNotes({ isCut: false }, words)).toEqual([])
      expect(listingNotes({ isCut: true }, words)).toEqual([cut])
      expect(listingNotes({ isCut: true, isBroad: true }, words)).toEqual([broad, cut])
    },
  )

  it.each(['id', 'en'])('A feed that was cut says so in its description: %s', (language) => {
    const query = { channel: ALL, filters: [{ kind: 'languages', slug: language, excluded: false }] } as const
    const channel = {
      ...EVERYTHING,
      key: 1,
      entries: 0,
      arrivals: 0,
      withdrawn: 0,
      archived: 0,
      notices: 0,
      site: 0,
    }
    const listing = { channel, articles: [], isCut: true }
    const { description } = composeListing(query, listing, [], { ...SETTING, modified: 1 }).options
    expect(description).toContain(LANGUAGES.get(language)?.search.cut)
  })
})
