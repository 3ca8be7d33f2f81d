import { beforeAll, describe, expect, it } from 'vitest'
import { FEED_FILES, readFeed } from '../support/read-feed.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'

const CREDIT = 'Laporan Lintar Satria (editor Friska Yolandha), Republika; sumber: Reuters.'

beforeAll(async () => {
  const articles = Array.from({ length: 101 }, (_, n) => {
    const published = new Date(Date.UTC(2022, 8, 1) + n * 3_600_000).toISOString()
    const id = `tag:warta.example,2022-09-01:n${n}`
    return [`n${n}`, articleFile({ id, published, tags: ['Dunia'] })]
  })
  await sync(contentOf(Object.fromEntries(articles)))
})

describe.each(FEED_FILES)('the options of a %s feed', (_, file) => {
  const read = async (query: string) => readFeed(await (await get(`/${file}${query}`)).text())

  it('are thirty entries with their full text where nobody says', async () => {
    const { entries, self } = await read('')
    expect(entries).toHaveLength(30)
    expect(entries[0]?.id).toBe('tag:warta.example,2022-09-01:n100')
    expect(entries.every(({ content }) => content?.startsWith('<p>Isi berita.</p>'))).toBe(true)
    expect(self).toBe(`https://news.example/${file}`)
  })

  it.each([1, 2, 30, 99, 100])('may be %i entries, the newest', async (limit) => {
    const { entries, self } = await read(`?limit=${limit}`)
    expect(entries.map(({ id }) => id)).toEqual(
      Array.from({ length: limit }, (_, n) => `tag:warta.example,2022-09-01:n${100 - n}`),
    )
    expect(self).toBe(`https://news.example/${file}?limit=${limit}`)
  })

  it('may be summaries, in which the credit stands too', async () => {
    const text = await (await get(`/${file}?content=summary`)).text()
    const { entries, self } = readFeed(text)
    expect(entries).toHaveLength(30)
    expect(entries.filter(({ content }) => content !== undefined)).toEqual([])
    expect(text).not.toContain('Isi berita')
    expect(text.split(`Ringkasan. ${CREDIT}`)).toHaveLength(31)
    expect(self).toBe(`https://news.example/${file}?content=summary`)
  })

  it.each([
    ['?limit=5&content=summary', '?limit=5&content=summary'],
    ['?content=summary&limit=5', '?content=summary&limit=5'],
    ['?utm_source=mail&limit=5&utm_medium=x&content=summary&fbclid=1', '?limit=5&content=summary'],
    ['?utm_source=mail', ''],
    ['?Limit=7&LIMIT=x&contents=all', ''],
    ['?', ''],
  ])('are repeated in self, and nothing else is: %s', async (query, own) => {
    const response = await get(`/${file}${query}`)
    expect(response.status).toBe(200)
    expect(readFeed(await response.text()).self).toBe(`https://news.example/${file}${own}`)
    expect(response.headers.get('Link')).toContain(`<https://news.example/${file}${own}>; rel="self"`)
  })

  it('that are not its own change neither bytes nor validators', async () => {
    const [plain, tracked] = [await get(`/${file}`), await get(`/${file}?utm_source=mail`)]
    expect(tracked.headers.get('ETag')).toBe(plain.headers.get('ETag'))
    expect(await tracked.text()).toBe(await plain.text())
  })

  it('that are its own give other validators', async () => {
    const tags = ['', '?limit=5', '?content=summary', '?limit=5&content=summary'].map(async (query) =>
      (await get(`/${file}${query}`)).headers.get('ETag'),
    )
    expect(new Set(await Promise.all(tags)).size).toBe(4)
  })

  it.each([
    ...[
      '0',
      '00',
      '101',
      '1000',
      '-1',
      '+5',
      '1.5',
      '5e1',
      '0x10',
      '05',
      '٥',
      'ten',
      '',
      '%205',
      '5%20',
      '5,6',
    ].map((limit) => [`?limit=${limit}`, 'limit takes a whole number from 1 to 100, once']),
    ['?limit=5&limit=5', 'limit takes a whole number from 1 to 100, once'],
    ['?limit=5&utm_source=x&limit=6', 'limit takes a whole number from 1 to 100, once'],
    ['?content=full', 'content takes the value "summary", once'],
    ['?content=Summary', 'content takes the value "summary", once'],
    ['?content=', 'content takes the value "summary", once'],
    ['?content=summary&content=summary', 'content takes the value "summary", once'],
  ])('are refused with what is allowed: %s', async (query, allowed) => {
    for (const path of [`/${file}`, `/tags/dunia/${file}`, '/feed']) {
      const response = await get(path + query)
      expect(response.status).toBe(400)
      expect(response.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8')
      expect(await response.json()).toEqual({
        type: 'about:blank',
        status: 400,
        title: 'Bad parameter',
        detail: expect.stringContaining(`The parameter ${allowed}.`),
        instance: path,
      })
    }
  })
})

describe('a limit that is not allowed', () => {
  it.each([
    ['1000', '100'],
    ['101', '100'],
    ['0', '1'],
    ['-5', '1'],
    ['12.4', '12'],
    ['05', '5'],
    ['9'.repeat(400), '100'],
  ])('is refused with the nearest one that is: %s', async (limit, nearest) => {
    const { detail } = await (await get(`/rss.xml?limit=${limit}`)).json<{ detail: string }>()
    expect(detail).toBe(
      `The parameter limit takes a whole number from 1 to 100, once. The nearest value is ${nearest}.`,
    )
  })

  it.each(['ten', '', '0x10', '5e1', '5,6'])(
    'is refused without one where it is no number: "%s"',
    async (limit) => {
      const { detail } = await (await get(`/rss.xml?limit=${limit}`)).json<{ detail: string }>()
      expect(detail).toBe('The parameter limit takes a whole number from 1 to 100, once.')
    },
  )
})

describe('a JSON feed of summaries', () => {
  it('has content_text in every item, or NetNewsWire drops them', async () => {
    const feed = await (await get('/feed.json?content=summary')).json<{ items: Record<string, unknown>[] }>()
    expect(feed.items).toHaveLength(30)
    for (const item of feed.items) {
      expect(item.content_text).toBe(`Ringkasan. ${CREDIT}`)
      expect(item).not.toHaveProperty('content_html')
    }
  })
})

describe('the options of a channel', () => {
  it('hold there as well', async () => {
    const { entries, self } = readFeed(
      await (await get('/tags/dunia/atom.xml?limit=3&content=summary')).text(),
    )
    expect(entries).toHaveLength(3)
    expect(entries[0]?.content).toBeUndefined()
    expect(self).toBe('https://news.example/tags/dunia/atom.xml?limit=3&content=summary')
  })
})
