import { beforeAll, describe, expect, it } from 'vitest'
import { countingDatabase } from '../support/counting-database.ts'
import { getFrom } from '../support/deployment.ts'
import { attributesOf } from '../support/select.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'

const PAGE = 20

/** Two rows for each article and one more, for the channel twice, for what lies on either side, and for the site. */
const MOST = 2 * (PAGE + 1) + 5

/** Articles `first` to `last`, an hour apart; every fifth has the time of the one before it. */
function articlesFrom(first: number, last: number): Record<string, string> {
  const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  const files = numbers.map((n) => {
    const published = new Date(Date.UTC(2022, 8, 1) + (n % 5 === 0 ? n - 1 : n) * 3_600_000).toISOString()
    const fields = { id: `tag:warta.example,2022:n${n}`, title: `Judul ${n}`, published, tags: ['Dunia'] }
    return [`n${n}`, articleFile(fields)]
  })
  return Object.fromEntries(files)
}

const page = async (path: string) => (await get(path)).text()
const listed = (html: string) => attributesOf(html, '.list > li h2 a', 'href')
const linkTo = async (html: string, rel: string) =>
  (await attributesOf(html, `nav a[rel="${rel}"]`, 'href'))[0]

/** The pages that lead from one to the next. */
async function walk(path: string, rel: 'next' | 'prev'): Promise<{ path: string; html: string }[]> {
  const pages: { path: string; html: string }[] = []
  for (let next: string | undefined = path; next && pages.length < 20; ) {
    const html = await page(next)
    pages.push({ path: next, html })
    next = await linkTo(html, rel)
  }
  return pages
}

const slugs = async (pages: readonly { html: string }[]) =>
  (await Promise.all(pages.map(({ html }) => listed(html)))).flat()

describe.each(['/', '/tags/dunia'])('the pages of %s', (path) => {
  beforeAll(async () => {
    await sync(contentOf(articlesFrom(1, 50)))
  })

  it('list every article once, and lead forth and back', async () => {
    const forth = await walk(path, 'next')
    expect(forth).toHaveLength(3)
    const all = await slugs(forth)
    expect(all).toHaveLength(50)
    expect(new Set(all).size).toBe(50)
    expect(all.slice(0, 2).sort()).toEqual(['/articles/n49', '/articles/n50'])
    const back = await walk(String(forth.at(-1)?.path), 'prev')
    expect((await slugs([...back].reverse())).sort()).toEqual([...all].sort())
    expect(await linkTo(String(back.at(-1)?.html), 'prev')).toBeUndefined()
    expect(await listed(String(back.at(-1)?.html))).toEqual(await listed(String(forth[0]?.html)))
  })

  it('say their neighbours in their heads, and their own address', async () => {
    const [first, second] = await walk(path, 'next')
    const head = (html = '', rel = '') => attributesOf(html, `head link[rel="${rel}"]`, 'href')
    const absolute = (to?: string) => `https://news.example${to}`
    expect(await head(first?.html, 'canonical')).toEqual([absolute(path)])
    expect(await head(first?.html, 'next')).toEqual([absolute(second?.path)])
    expect(await head(first?.html, 'prev')).toEqual([])
    expect(await head(second?.html, 'canonical')).toEqual([absolute(second?.path)])
    expect(await head(second?.html, 'prev')).toHaveLength(1)
  })

  it('have entity tags of their own', async () => {
    const paths = (await walk(path, 'next')).map((one) => one.path)
    const tags = await Promise.all(paths.map(async (one) => String((await get(one)).headers.get('ETag'))))
    expect(new Set(tags).size).toBe(paths.length)
    const again = await get(String(paths[1]), { 'If-None-Match': String(tags[1]) })
    expect(again.status).toBe(304)
    expect((await get(String(paths[1]), { 'If-None-Match': String(tags[0]) })).status).toBe(200)
  })

  it.each([
    '?before=',
    '?before=x',
    '?before=1.2.3',
    '?before=l8a4k2g0.01',
    '?before=L8A4.1',
    '?before=zzzzzzzzzzz.1',
    '?before=-.1',
    `?before=${'1'.repeat(100_000)}.1`,
    "?after=1.1'--",
    '?before=1.1&before=1.1',
    '?before=1.1&after=1.1',
  ])('are a problem where the cursor is not one of ours: %.40s', async (query) => {
    const { db, tally } = countingDatabase()
    const response = await getFrom({ DB: db }, path + query)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ title: 'Bad parameter' })
    expect(tally.statements).toEqual([])
  })

  it('are empty before the first article of all, and lead back', async () => {
    const html = await page(`${path}?before=-1.1`)
    expect(await listed(html)).toEqual([])
    expect(html).toContain('Belum ada artikel di sini.')
  })
})

describe('a page that somebody stays on while articles arrive', () => {
  it('has the same articles, and so has the next one', async () => {
    await sync(contentOf(articlesFrom(1, 50)))
    const before = await walk('/tags/dunia', 'next')
    await sync(contentOf(articlesFrom(1, 95)))
    for (const { path, html } of before.slice(1))
      expect(await listed(await page(path))).toEqual(await listed(html))
    const newest = await walk(String(before[1]?.path), 'prev')
    expect(new Set(await slugs(newest)).size).toBe(95 - 10)
  })
})

describe('the rows that a page reads', () => {
  it('are as many on the last page as on the first, with few articles as with many', async () => {
    const counts: number[] = []
    for (const stored of [61, 300]) {
      await sync(contentOf(articlesFrom(1, stored)))
      const pages = await walk('/', 'next')
      for (const { path } of [pages[0], pages[1], pages.at(-2)].filter((one) => one !== undefined)) {
        const { db, tally } = countingDatabase()
        await (await getFrom({ DB: db }, path)).text()
        counts.push(tally.rowsRead)
      }
    }
    expect(Math.max(...counts)).toBeLessThanOrEqual(MOST)
  })

  it('are no more where all were published at one time', async () => {
    const files = Array.from({ length: 130 }, (_, n) => [
      `n${n}`,
      articleFile({ id: `tag:warta.example,2022:n${n}` }),
    ])
    await sync(contentOf(Object.fromEntries(files)))
    const pages = await walk('/', 'next')
    expect(new Set(await slugs(pages)).size).toBe(130)
    for (const { path } of pages) {
      const { db, tally } = countingDatabase()
      await (await getFrom({ DB: db }, path)).text()
      expect(tally.rowsRead).toBeLessThanOrEqual(MOST)
    }
    await sync(contentOf(articlesFrom(1, 50)))
  })

  it('are at most twice as many on a page after a position', async () => {
    const [, second] = await walk('/', 'next')
    const { db, tally } = countingDatabase()
    await (await getFrom({ DB: db }, String(await linkTo(String(second?.html), 'prev')))).text()
    expect(tally.rowsRead).toBeLessThanOrEqual(2 * MOST)
  })
})
