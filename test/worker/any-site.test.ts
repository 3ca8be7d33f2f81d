import { beforeAll, describe, expect, it } from 'vitest'
import { ENGLISH } from '../../src/words/en.ts'
import { INDONESIAN } from '../../src/words/id.ts'
import { getFrom } from '../support/deployment.ts'
import { MemoryContent } from '../support/memory-content.ts'
import { articleFile, BROWSER_ACCEPT, sync, trySync } from '../support/site.ts'
import { column, emptyTables } from '../support/tables.ts'
import { textsOf } from '../support/texts-of-words.ts'

// What is said around articles, when nobody has anything to do with the demonstration: walks every kind of address.

const SOURCES = `sources:
  - { id: ledger, name: Ledger, home: https://ledger.example/, language: en, rights: { en: "© {year} Ledger" } }
  - { id: wire, name: Wire, home: https://wire.example/ }
`
const HOST = { SITE_URL: 'https://ledger.example', TAG_AUTHORITY: 'ledger.example' }
const KINDS = ['', '/tags/county', '/sources/wire', '/publishers/ledger', '/authors/wanjiru', '/languages/en']
const FILES = ['rss.xml', 'atom.xml', 'feed.json']
const SINGLE = [
  ...[
    '/opml.xml',
    '/feeds.json',
    '/.well-known/feeds',
    '/sitemap.xml',
    '/sitemap-news.xml',
    '/sitemap-1.xml',
  ],
  ...[
    '/sitemap-channels-1.xml',
    '/robots.txt',
    '/site.webmanifest',
    '/attribution',
    '/search',
    '/search?q=bridge',
  ],
  ...[
    '/search?q=nothing+at+all',
    '/search/rss.xml?q=bridge',
    '/search/atom.xml?q=brid*',
    '/?tag=-none',
    '/feed',
  ],
  ...['/rss.xml?tag=county', '/tags/county?language=en', '/rss.xml?limit=0', '/nowhere', '/articles/nowhere'],
  ...['/tags/nowhere/rss.xml', '/archives/9/rss.xml', '/search?q=', '/healthz', '/articles/gone'],
]

/** Every address that a walk begins at. It goes on at those that documents of the site name. */
const STARTS = [
  ...SINGLE,
  ...KINDS.flatMap((channel) => [
    channel || '/',
    ...FILES.map((file) => `${channel}/${file}`),
    ...FILES.map((file) => `${channel}/archives/1/${file}`),
  ]),
]

/** So many answers at most: there are hundreds of pages that only differ in what they list. */
const MOST = 150

/** Asks for every address, as a program and as a person, and for all that these answers lead to. */
async function walk(): Promise<Map<string, string>> {
  const documents = new Map<string, string>()
  const waiting = [...STARTS]
  for (let path = waiting.shift(); path !== undefined && documents.size < MOST; path = waiting.shift()) {
    const accepted = [
      '*/*',
      BROWSER_ACCEPT,
      ...(path.startsWith('/articles/') ? ['application/ld+json'] : []),
    ]
    for (const accept of accepted) {
      const name = `${path} for ${accept}`
      if (documents.has(name)) continue
      const person = { 'Sec-Fetch-Dest': 'document', 'Sec-Fetch-Mode': 'navigate' }
      const headers = { Accept: accept, ...(accept === BROWSER_ACCEPT && person), 'Accept-Language': 'id' }
      const response = await getFrom(HOST, `https://ledger.example${path}`, headers)
      const text = await response.text()
      documents.set(name, `${[...response.headers].join('\n')}\n${text}`)
      waiting.push(...ownPaths(`${response.headers.get('Location') ?? ''} ${text}`))
    }
  }
  return documents
}

function ownPaths(text: string): string[] {
  const whole = [...text.matchAll(/https:\/\/ledger\.example(\/[^\s"'<>\\)]*)/g)].map(([, path = '']) => path)
  const own = [...text.matchAll(/ (?:href|src)="(\/[^"#]*)"/g)].map(([, path = '']) => path)
  const paths = [...whole, ...own].map((path) => path.replaceAll('&amp;', '&'))
  return paths.filter((path) => !/^\/(?:media|site)\/|\.(?:css|js|png|svg|ico)$|\/other-\d/.test(path))
}

/** The words of a language as a set, in lower case. */
function wordsIn(words: unknown): Set<string> {
  return new Set(
    textsOf(words, ' ')
      .join(' ')
      .toLowerCase()
      .match(/\p{L}{4,}/gu),
  )
}

/** Words that pages have in English too, as names of classes. */
const IN_BOTH = wordsIn([ENGLISH, 'format data'])

const ONLY_INDONESIAN = [...wordsIn(INDONESIAN)].filter((word) => !IN_BOTH.has(word))

function foreignIn(text: string): string[] {
  const said = new Set(text.toLowerCase().match(/\p{L}{4,}/gu))
  const software = text.replaceAll('<generator>Warta</generator>', '')
  return [
    ...ONLY_INDONESIAN.filter((word) => said.has(word)),
    ...(software.match(/warta|republika|reuters|news\.example|asia\/jakarta|\bid-ID\b/gi) ?? []),
  ]
}

const bridge = {
  id: undefined,
  title: 'Bridge opens',
  language: 'en',
  summary: 'It is open.',
  authors: [{ name: 'Wanjiru', role: 'reporter' }],
  publisher: 'ledger',
  sources: ['wire'],
  tags: ['County'],
  image: {
    url: 'https://ledger.example/media/b.jpg',
    credit: 'Otieno',
    caption: 'The bridge',
    width: 9,
    height: 9,
  },
}
const others = Array.from({ length: 25 }, (_, n) => [
  `articles/2026/07/other-${n}.md`,
  articleFile(
    { ...bridge, title: `Other ${n}`, published: `2026-07-02T09:00:${10 + n}+03:00`, image: undefined },
    'Text.',
  ),
])
const contentOf = (site: string) =>
  new MemoryContent({
    'site.yaml': site,
    'sources.yaml': SOURCES,
    'articles/2026/07/bridge.md': articleFile(
      { ...bridge, published: '2026-07-01T09:00:00+03:00' },
      'The bridge is open.',
    ),
    ...Object.fromEntries(others),
  })

const AFTER = Date.UTC(2026, 6, 3)

/** Stores a site, and takes an article out of it, so that there is one that is gone. */
async function store(site: string): Promise<void> {
  await emptyTables()
  const content = contentOf(site)
  content.files.set(
    'articles/2026/07/gone.md',
    articleFile({ ...bridge, published: '2026-07-01T08:00:00+03:00' }, 'Gone.'),
  )
  for (const now of [AFTER, AFTER + 60_000]) {
    await trySync(content, now, { authority: 'ledger.example', removeMany: true })
    content.files.delete('articles/2026/07/gone.md')
  }
}

describe.each([
  ['an English site', 'name: Ledger\nlanguages: [en-KE, en]\ntimezone: Africa/Nairobi\n', 'en-KE'],
  [
    'a site in a language that Warta has no words for',
    'name: Gazeti\nlanguages: [sw]\ndescription: Habari za kaunti.\naccent: "#006633"\nfont: sans\ncontact: { email: barua@ledger.example }\n',
    'sw',
  ],
])('%s', (_, site, language) => {
  let documents: ReadonlyMap<string, string>

  beforeAll(async () => {
    await store(site)
    documents = await walk()
  }, 120_000)

  it('has not one word, host, id or name of the demonstration in any document', () => {
    expect(documents.size).toBeGreaterThan(120)
    const found = [...documents].flatMap(([path, text]) => foreignIn(text).map((word) => `${path}: ${word}`))
    expect(found).toEqual([])
  })

  it('says its own language in its feeds, its list of feeds, its manifest and OPML', () => {
    const said = (path: string) => documents.get(`${path} for */*`) ?? ''
    expect(said('/rss.xml')).toContain(`<language>${language}</language>`)
    expect(said('/atom.xml')).toContain(`xml:lang="${language}"`)
    expect(said('/feed.json')).toContain(`"language":"${language}"`)
    expect(said('/site.webmanifest')).toContain(`"lang":"${language}"`)
    expect(said('/opml.xml')).toMatch(
      new RegExp(`xmlUrl="https://ledger.example/rss.xml"[^>]* language="${language}"`),
    )
    expect(said('/tags/county/rss.xml')).toContain('<language>en</language>')
  })

  it('has ids of its own authority alone', async () => {
    const ids = await column<string>('SELECT DISTINCT substr(id, 1, 19) FROM articles')
    expect(ids).toEqual(['tag:ledger.example,'])
    expect(documents.get('/atom.xml for */*')).toContain('<id>tag:ledger.example,2022:feed</id>')
  })
})

describe('the ids of the demonstration', () => {
  it('are a fault on a site that is somebody’s, with the line and how to mend it, and the demonstration’s articles make way', async () => {
    await emptyTables()
    const demo = new MemoryContent({
      'sources.yaml': SOURCES,
      'articles/2022/09/a.md': articleFile({
        publisher: 'ledger',
        sources: [],
        id: 'tag:warta.example,2022-09-20:a',
      }),
    })
    await sync(demo, AFTER)
    const outcome = await trySync(demo, AFTER + 1000, { authority: 'ledger.example' })
    if (outcome.ok || outcome.failure.kind !== 'faults') throw new Error('No fault was found')
    expect(outcome.failure.faults).toMatchObject([
      {
        file: 'content/articles/2022/09/a.md',
        field: 'id',
        message: expect.stringContaining('ledger.example minted'),
      },
    ])
    const moved = await trySync(contentOf('name: Ledger\n'), AFTER + 2000, { authority: 'ledger.example' })
    expect(moved).toMatchObject({ ok: true, value: { added: 26, removed: 1 } })
  })
})

describe('what the owner of a site says of it', () => {
  it('stands in every format: contact, licence, logo, and as many items as the site wants', async () => {
    await store(
      'name: Ledger\nitems: 5\ncontact: { name: The editors, email: desk@ledger.example, url: /contact }\nlicence: { name: CC BY 4.0, url: https://creativecommons.org/licenses/by/4.0/ }\n',
    )
    const textOf = async (path: string) => (await getFrom(HOST, `https://ledger.example${path}`)).text()
    const [rss, atom, json] = [
      await textOf('/rss.xml'),
      await textOf('/atom.xml'),
      JSON.parse(await textOf('/feed.json')),
    ]
    expect(rss).toContain('<copyright>CC BY 4.0</copyright>')
    expect(rss).toContain('<managingEditor>desk@ledger.example (The editors)</managingEditor>')
    expect(rss).toContain('<webMaster>desk@ledger.example (The editors)</webMaster>')
    expect(rss).toContain('<atom:link rel="license" href="https://creativecommons.org/licenses/by/4.0/"/>')
    expect(atom).toContain('<rights>CC BY 4.0</rights>')
    expect(atom).toMatch(
      /<author><name>The editors<\/name><uri>https:\/\/ledger\.example\/contact<\/uri><email>desk@ledger\.example<\/email><\/author>/,
    )
    expect(json).toMatchObject({
      icon: 'https://ledger.example/icon-512.png',
      favicon: 'https://ledger.example/icon-192.png',
      authors: [{ name: 'The editors', url: 'https://ledger.example/contact' }],
      _attribution: { rights: 'CC BY 4.0', license: 'https://creativecommons.org/licenses/by/4.0/' },
    })
    expect([rss.match(/<item>/g)?.length, json.items.length]).toEqual([5, 5])
    for (const path of ['/tags/county/rss.xml', '/rss.xml?tag=county', '/search/rss.xml?q=bridge+OR+other']) {
      expect((await textOf(path)).match(/<item>/g)?.length ?? 0, path).toBeLessThanOrEqual(5)
    }
    expect((await textOf('/rss.xml?tag=county')).match(/<item>/g)).toHaveLength(5)
    expect((await textOf('/rss.xml?limit=7')).match(/<item>/g)).toHaveLength(7)
  })
})
