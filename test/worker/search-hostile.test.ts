import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { QUERY_LENGTH, readSearch } from '../../src/model/search-query.ts'
import { readFeed } from '../support/read-feed.ts'
import { runs } from '../support/runs.ts'
import { attributesOf, select } from '../support/select.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'

const EVIL = `</script><script>alert(1)</script> "cari" 'x' & <img src=x onerror=alert(1)> kata`

beforeAll(async () => {
  await sync(
    contentOf({ jahat: articleFile({ title: EVIL, summary: EVIL }, `${'isi '.repeat(100)}\n\n\`${EVIL}\``) }),
  )
})

const ask = (path: string, q: string, more: Record<string, string> = {}) =>
  get(`${path}?${new URLSearchParams({ q, ...more })}`)

// What means something to FTS5, to us or to HTML, and any text at all.
const SYNTAX = [
  '"',
  '*',
  '-',
  '^',
  '(',
  ')',
  ':',
  '+',
  '{',
  '}',
  ',',
  '\\',
  "'",
  '<',
  '>',
  '&',
  '%',
  '\0',
  '\n',
  '“',
]
const OPERATORS = [
  'AND',
  'OR',
  'NOT',
  'NEAR',
  'NEAR(a b, 2)',
  'title',
  'channels',
  'rowid',
  'kata',
  'isi',
  'cari',
]
const piece = fc.oneof(
  fc.constantFrom(
    ...SYNTAX,
    ...OPERATORS,
    ' ',
    '\u{1F600}',
    '\uE0001',
    '\uFFFE',
    'ﷺ',
    '\u0301',
    '\u{1E900}',
    'İ',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
)
const typed = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''))

describe('whatever somebody types', () => {
  it('is answered, as a page, as a feed or with what is wrong', async () => {
    await fc.assert(
      fc.asyncProperty(typed, async (q) => {
        const page = await ask('/search', q)
        expect([200, 400]).toContain(page.status)
        const html = await page.text()
        expect(await select(html, 'script:not([src="/page.js"]), img, [onerror]')).toEqual([])
        const feed = await ask('/search/rss.xml', q)
        expect([200, 400]).toContain(feed.status)
        if (feed.status === 200) expect(readFeed(await feed.text()).format).toBe('rss')
      }),
      { numRuns: 300 },
    )
  })

  it('has a canonical form that says the same and is its own', () => {
    fc.assert(
      fc.property(typed, (q) => {
        const read = readSearch(q)
        if (!read.ok) return
        const once = read.value
        expect(readSearch(once.text)).toEqual(read)
        expect(once.text.length).toBeLessThanOrEqual(QUERY_LENGTH)
        for (const word of once.terms.flatMap(({ words }) => words))
          expect(word).toMatch(/^[\p{L}\p{N}\p{M}]+$/u)
      }),
      { numRuns: runs(300) },
    )
  })

  it.each([
    ['10 kB', 'kata '.repeat(2000)],
    ['10 kB without a space', 'k'.repeat(10_000)],
    ['seventeen words', Array.from({ length: 17 }, (_, n) => `k${n}`).join(' ')],
    ['three beginnings', 'satu* duaa* tiga*'],
    ['what becomes longer', '㍿'.repeat(100)],
  ])('is refused where it is too much: %s', async (_, q) => {
    for (const path of ['/search', '/search/feed.json']) {
      const response = await ask(path, q)
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({
        detail: expect.stringMatching(/^The parameter q takes at most/),
      })
    }
  })

  it.each([
    ...['after', 'tag', 'lang', 'author', 'source', 'publisher'].flatMap((name) =>
      ['', '-', '--', '!', '\u0000', '😀', 'a'.repeat(801), '%'].map((value) => [name, value]),
    ),
    ...['0', '.', '0.', '.0', '-.1', '1.-1', 'zzzzzzzzzzz.zzzzzzzzzzz', '00.1', 'A.1', '1.1.1'].map(
      (value) => ['after', value],
    ),
  ])('is refused where it is no %s: %j', async (name, value) => {
    for (const path of ['/search', '/search/atom.xml', '/feed.json', '/']) {
      const response = await ask(path, 'kata', { [name]: value })
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({
        detail: expect.stringContaining(`The parameter ${name} takes`),
      })
    }
  })
})

describe('hostile text of articles', () => {
  it('is text where it is highlighted too', async () => {
    for (const q of ['alert', 'script kata', 'img onerror', '"cari"', '<script>alert(1)</script>']) {
      const html = await (await ask('/search', q)).text()
      expect(await select(html, '.list > li')).toHaveLength(1)
      expect((await select(html, 'mark')).length).toBeGreaterThan(0)
      expect(await select(html, 'script:not([src="/page.js"]), img, [onerror]')).toEqual([])
      const titles = await select(html, '.list > li h2 a')
      expect(titles[0]?.text).toContain('</script><script>alert(1)</script>')
      expect(await attributesOf(html, 'form input[type="search"]', 'value')).toHaveLength(1)
    }
  })
})
