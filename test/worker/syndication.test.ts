import { beforeAll, describe, expect, it } from 'vitest'
import { MemoryContent } from '../support/memory-content.ts'
import { attributesOf } from '../support/select.ts'
import { articleFile, get, SOURCES, sync } from '../support/site.ts'

const REGISTRY = `${SOURCES}  - { id: strict, name: Strict, syndication: noindex }
  - { id: named, name: Named, syndication: canonical }
  - { id: open, name: Open, syndication: index }
`
const ORIGINAL = 'https://www.example.org/asli'

// An article's slug, and the fields that decide.
const ARTICLES: Record<string, Record<string, unknown>> = {
  plain: { original: ORIGINAL },
  open: { publisher: 'open', original: ORIGINAL },
  strict: { publisher: 'strict', original: ORIGINAL },
  'strict-source': { sources: ['reuters', 'strict'] },
  named: { publisher: 'named', original: ORIGINAL },
  'named-source': { sources: ['named'], original: ORIGINAL },
  'named-unknown': { publisher: 'named' },
  'strict-and-named': { publisher: 'named', sources: ['strict'], original: ORIGINAL },
}

async function head(slug: string) {
  const response = await get(`/articles/${slug}`)
  const html = await response.text()
  return {
    canonical: await attributesOf(html, 'head link[rel="canonical"]', 'href'),
    robots: await attributesOf(html, 'head meta[name="robots"]', 'content'),
    header: response.headers.get('X-Robots-Tag'),
  }
}

const own = (slug: string) => `https://news.example/articles/${slug}`

describe('our copy of an article', () => {
  beforeAll(async () => {
    const files = Object.entries(ARTICLES).map(([slug, fields]) => {
      const text = articleFile({ id: `tag:warta.example,2022:${slug}`, ...fields })
      return [`articles/2022/09/${slug}.md`, text]
    })
    const content = new MemoryContent({ 'sources.yaml': REGISTRY, ...Object.fromEntries(files) })
    expect(await sync(content)).toMatchObject({ kind: 'written' })
  })

  it.each(['plain', 'open', 'named-unknown'])('is to be indexed under its own address: %s', async (slug) => {
    expect(await head(slug)).toEqual({ canonical: [own(slug)], robots: [], header: null })
  })

  it.each(['named', 'named-source'])('names its original where that is wanted: %s', async (slug) => {
    expect(await head(slug)).toEqual({ canonical: [ORIGINAL], robots: [], header: null })
  })

  it.each(['strict', 'strict-source', 'strict-and-named'])(
    'is not to be indexed where publisher or a source wants that: %s',
    async (slug) => {
      expect(await head(slug)).toEqual({ canonical: [own(slug)], robots: ['noindex'], header: 'noindex' })
      for (const accept of ['application/ld+json', 'application/feed+json']) {
        const { headers } = await get(`/articles/${slug}`, { Accept: accept })
        expect(headers.get('X-Robots-Tag')).toBe('noindex')
      }
    },
  )

  it('is in the feeds all the same', async () => {
    expect(await (await get('/publishers/strict/rss.xml')).text()).toContain(own('strict'))
  })
})
