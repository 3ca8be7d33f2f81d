import { beforeAll, describe, expect, it } from 'vitest'
import { FEED_FILES, readFeed } from '../support/read-feed.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'

const NAMED = 'https://cdn.example/a.jpg'
const FIRST = 'https://cdn.example/b.jpg'

beforeAll(async () => {
  const image = { url: NAMED, credit: 'Antara' }
  const id = (name: string) => `tag:warta.example,2022-09-20:${name}`
  const named = articleFile({ id: id('named'), image }, 'Isi.\n\n![x](https://cdn.example/a-300x200.jpg)')
  const first = articleFile({ id: id('first') }, `![y](${FIRST})\n\nIsi.`)
  await sync(contentOf({ named, first }))
})

describe('the lead image of an article', () => {
  it.each(FEED_FILES)('stands once in %s, also where the body has it at another size', async (_, file) => {
    const text = await (await get(`/${file}`)).text()
    const entries = readFeed(text).entries.map(({ content }) => content ?? '')
    const withNamed = entries.find((content) => content.includes('a-300x200.jpg'))
    expect(withNamed?.match(/<img /g)).toHaveLength(1)
    expect(withNamed).toContain('<figcaption><small>Foto: Antara</small></figcaption>')
    const withFirst = entries.find((content) => content.includes(FIRST))
    expect(withFirst?.match(/<img /g)).toHaveLength(1)
    // As the picture of the entry, beside its content.
    expect(text).toMatch(new RegExp(`(?:url="|"image": ?")${FIRST}"`))
    expect(text).toMatch(new RegExp(`(?:url="|"image": ?")${NAMED}"`))
  })

  it('stands once on its page, and is the picture of links to it', async () => {
    const page = await (await get('/articles/first')).text()
    expect(page.match(new RegExp(`<img [^>]*${FIRST}`, 'g'))).toHaveLength(1)
    expect(page).toContain(`<meta property="og:image" content="${FIRST}"`)
    const other = await (await get('/articles/named')).text()
    expect(other.match(/<img [^>]*cdn\.example/g)).toHaveLength(1)
    expect(other).toContain(`<meta property="og:image" content="${NAMED}"`)
    expect(other).toContain('Foto: Antara')
  })

  it('is the picture of the first article of a list', async () => {
    const page = await (await get('/', { Accept: 'text/html' })).text()
    expect(page).toMatch(/<img [^>]*cdn\.example\/[ab]\.jpg/)
  })
})
