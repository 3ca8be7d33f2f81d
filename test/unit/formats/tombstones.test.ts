import { describe, expect, it } from 'vitest'
import { writeAtom } from '../../../src/formats/atom.ts'
import { jsonFeed } from '../../../src/formats/json.ts'
import { writeRss } from '../../../src/formats/rss.ts'
import { SyndicationFeed } from '../../../src/formats/syndication-feed.ts'

function feedOf(): SyndicationFeed {
  const feed = new SyndicationFeed({
    id: 'urn:x:feed',
    title: 'Warta',
    link: 'https://news.example/',
  } as never)
  feed.addItem({
    title: 'Contoh',
    id: 'urn:x:1',
    link: 'https://news.example/1',
    date: new Date(0),
    expires: new Date(1e12),
    corrections: [{ date: new Date(1e11), text: 'Salah \u0003<x>.' }],
  })
  return feed
}

describe('the life of an entry in feeds', () => {
  it('An expiry and corrections are data in all formats that can say them', () => {
    const feed = feedOf()
    expect(writeRss(feed)).toContain('<dcterms:valid>2001-09-09T01:46:40Z</dcterms:valid>')
    expect(writeAtom(feed)).toContain('xmlns:dcterms="http://purl.org/dc/terms/"')
    expect(jsonFeed(feed)).toMatchObject({
      items: [
        {
          _lifecycle: {
            expires: '2001-09-09T01:46:40Z',
            corrections: [{ at: '1973-03-03T09:46:40Z', text: 'Salah <x>.' }],
          },
        },
      ],
    })
  })

  it('The namespace of tombstones stands only where there is one', () => {
    const feed = feedOf()
    expect(writeAtom(feed)).not.toContain('tombstones')
    expect(JSON.stringify(jsonFeed(feed))).not.toContain('removed')
    const removed = [{ id: 'urn:x:2', date: new Date(0), kind: 'deleted' as const }]
    expect(writeAtom({ ...feed, removed })).toContain(
      '<at:deleted-entry ref="urn:x:2" when="1970-01-01T00:00:00.001Z">',
    )
    expect(jsonFeed({ ...feed, removed })._lifecycle).toEqual({
      removed: [
        { id: 'urn:x:2', kind: 'deleted', at: '1970-01-01T00:00:00Z', by: undefined, reason: undefined },
      ],
    })
  })
})
