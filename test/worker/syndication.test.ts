import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MemoryContent } from '../support/memory-content.ts'
import { attributesOf } from '../support/select.ts'
import { articleFile, get, SOURCES, sync } from '../support/site.ts'
import { emptyTables } from '../support/tables.ts'
import { newsOf, syncPolled, Upstream } from '../support/upstream.ts'
import { wordPressFeed } from '../support/wordpress-feed.ts'

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

describe('a site in front of a WordPress', () => {
  const HOME = 'https://ledger.example'
  const POST = `${HOME}/2022/09/20/bridge-opens/`
  const GUID = `${HOME}/?p=41`
  const SLUG = '/articles/bridge-opens'
  const bridge = {
    number: 41,
    slug: 'bridge-opens',
    title: 'Bridge opens',
    content: '<p>The bridge is open.</p>',
  }
  const registry = (more: string) =>
    `${SOURCES}  - { id: ledger, name: Ledger, home: ${HOME}/, feed: "${HOME}/feed/", poll: true${more} }\n`
  const site = 'name: County\nlanguages: [en]\n'
  const textOf = async (path: string, headers = {}) => (await get(path, headers)).text()

  async function poll(more: string, posts = [bridge]) {
    const upstream = new Upstream()
    await syncPolled({}, registry(more), site)
    upstream.serve(`${HOME}/feed/`, wordPressFeed(HOME, posts))
    return newsOf(await upstream.poll('ledger'))
  }

  beforeEach(emptyTables)

  it('readers are led to its own pages, from every format, and its guids stay', async () => {
    expect(await poll(', links: original')).toMatchObject({ kind: 'written', added: 1 })
    const rss = await textOf('/rss.xml')
    expect(rss).toContain(`<link>${POST}</link>`)
    expect(rss).toContain(`<guid isPermaLink="false">${GUID}</guid>`)
    const atom = await textOf('/atom.xml')
    expect(atom).toContain(`<link rel="alternate" type="text/html" href="${POST}"/>`)
    expect(atom).toContain(`<id>${GUID.replace('&', '&amp;')}</id>`)
    const { items } = JSON.parse(await textOf('/feed.json'))
    expect(items).toMatchObject([{ id: GUID, url: POST }])
    expect(await textOf('/sitemap.xml')).not.toContain(SLUG)
  })

  it('our own page of an article names its original as the one to list, and asks not to be listed', async () => {
    await poll(', links: original')
    const slug = SLUG.split('/').at(-1) ?? ''
    expect(await head(slug)).toEqual({ canonical: [POST], robots: ['noindex'], header: 'noindex' })
  })

  it('where it says noindex too, our page names no other one to list, and readers are led to its pages all the same', async () => {
    await poll(', links: original, syndication: noindex')
    expect(await head('bridge-opens')).toEqual({
      canonical: [own('bridge-opens')],
      robots: ['noindex'],
      header: 'noindex',
    })
    expect(await textOf('/rss.xml')).toContain(`<link>${POST}</link>`)
  })

  it('the guid of an article stays when its site begins and ends to be linked', async () => {
    await poll('')
    expect(await textOf('/rss.xml')).toContain(`<link>https://news.example${SLUG}</link>`)
    for (const more of [', links: original', '']) {
      const before = (await get('/rss.xml')).headers.get('ETag')
      await poll(more)
      const rss = await textOf('/rss.xml')
      expect(rss).toContain(`<guid isPermaLink="false">${GUID}</guid>`)
      expect(rss).toContain(more ? `<link>${POST}</link>` : `<link>https://news.example${SLUG}</link>`)
      expect(rss.match(/<item>/g)).toHaveLength(1)
      expect((await get('/rss.xml')).headers.get('ETag')).not.toBe(before)
    }
  })
})
