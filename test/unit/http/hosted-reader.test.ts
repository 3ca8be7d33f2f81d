import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readHostedReader } from '../../../src/http/hosted-reader.ts'
import { runs } from '../../support/runs.ts'

const read = (agent: string) => readHostedReader(new Headers({ 'User-Agent': agent }))

describe('the subscribers that a reader on the web speaks for', () => {
  it.each([
    [
      'Feedly/1.0 (+http://www.feedly.com/fetcher.html; 16 subscribers; like FeedFetcher-Google)',
      'Feedly',
      16,
    ],
    ['FeedlyBot/1.0 (http://feedly.com; 1 subscriber)', 'FeedlyBot', 1],
    ['Mozilla/5.0 (compatible; inoreader.com; 12 subscribers)', 'inoreader.com', 12],
    ['Inoreader/1.0 (+http://www.inoreader.com/feed-fetcher; 3 subscribers; )', 'Inoreader', 3],
    [
      'NewsBlur Feed Fetcher - 5 subscribers - http://www.newsblur.com/site/1234/warta (Mozilla/5.0 (Macintosh; Intel Mac OS X 10_7_1) AppleWebKit/534.48.3)',
      'NewsBlur Feed Fetcher',
      5,
    ],
    ['Feedbin feed-id:1373711 - 27 subscribers', 'Feedbin', 27],
    ['Mozilla/5.0 (compatible; theoldreader.com; 2 subscribers; feed-id=51b2a3c4)', 'theoldreader.com', 2],
    ['Mozilla/5.0 (compatible; BazQux/2.4; +https://bazqux.com/fetcher; 9 subscribers)', 'BazQux', 9],
    [
      'Feed Wrangler/1.0 (1 subscriber; feed-id=39; http://feedwrangler.net; Allow like Gecko)',
      'Feed Wrangler',
      1,
    ],
    ['G2Reader-bot/1.0 (+http://www.g2reader.com/; 4 subscribers)', 'G2Reader-bot', 4],
  ])('are read from "%s"', (agent, name, subscribers) => {
    expect(read(agent)).toEqual({ agent: name, subscribers })
  })

  it.each([
    ['a reader on a machine of its own', 'FreshRSS/1.27.0 (Linux; https://freshrss.org)'],
    ['a browser', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36'],
    ['a word without a number', 'Reader (many subscribers)'],
    ['a number that nobody has', 'Reader/1.0 (99999999999 subscribers)'],
    ['a number below none', '12 subscribers'],
    ['a name that is nothing but an address', '192.0.2.7 12 subscribers'],
  ])('are none where there is %s', (_, agent) => {
    expect(read(agent)).toBeUndefined()
  })

  it.each([
    ['the address of a machine', 'Reader at 192.0.2.7 (3 subscribers)'],
    ['the address of a person', 'Reader budi@contoh.example (3 subscribers)'],
    ['the id of a person', 'Reader user 81234567890 (3 subscribers)'],
    ['the id of a feed', 'Reader feed-id:aaabbb (3 subscribers)'],
  ])('leave nothing of %s in the name', (_, agent) => {
    const name = read(agent)?.agent ?? ''
    expect(name).toMatch(/^Reader(?: at| user)?$/)
  })

  it('come with a name of 60 ASCII characters at most, whatever a client sends', () => {
    const text = fc
      .string({ unit: 'binary-ascii', maxLength: 500 })
      .map((one) => one.replace(/[^\x20-\x7E]/g, ' '))
    fc.assert(
      fc.property(text, fc.nat({ max: 999_999_999 }), text, (before, count, after) => {
        const said = read(`${before} ${count} subscribers${after}`)
        if (said) expect(said.agent).toMatch(/^[\x20-\x7E]{1,60}$/)
        for (const word of said?.agent.split(' ') ?? []) expect(word).not.toMatch(/\d.*\d|[@:]/)
      }),
      { numRuns: runs(200) },
    )
  })
})
