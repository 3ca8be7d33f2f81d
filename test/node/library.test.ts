import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { InstalledLibrary, oldestNode } from '../support/installed-library.ts'
import { readFeed } from '../support/read-feed.ts'
import { entriesOf, readXml } from '../support/xml.ts'

const run = promisify(execFile)
const ROOT = resolve(import.meta.dirname, '../..')

/** Text that breaks documents, as a program in JavaScript writes it down. */
const HOSTILE = String.raw`a\u0003b\uFFFFc\uD800d\uDC00e ]]> <b>f</b> & "g" 😀\r\n`

/** The same as whoever reads a document should get it. */
const READ = 'abcde ]]> <b>f</b> & "g" 😀\r\n'

/** A program as people have written it for \`feed\`, which prints each document twice. */
const PROGRAM = `
import { Feed } from 'feed'

const hostile = "${HOSTILE.replaceAll('"', '\\"')}"
const feed = new Feed({
  title: 'News ' + hostile,
  description: hostile,
  id: 'https://news.example/',
  link: 'https://news.example/',
  language: 'en',
  image: 'https://news.example/logo.png',
  favicon: 'https://news.example/favicon.ico',
  copyright: hostile,
  feedLinks: { json: 'https://news.example/feed.json', atom: 'https://news.example/atom.xml' },
  author: { name: 'Desk', email: 'desk@news.example', link: 'https://news.example/desk' },
  podcast: true,
  category: 'News',
})
feed.addCategory('Technology')
feed.addContributor({ name: 'Ayu', email: 'ayu@news.example', link: 'https://news.example/ayu' })
feed.addExtension({ name: 'itunes:explicit', objects: { _text: 'false' } })
for (const number of [1, 2]) {
  feed.addItem({
    title: number + ' ' + hostile,
    id: 'https://news.example/' + number,
    link: 'https://news.example/' + number,
    description: hostile,
    content: '<p>' + hostile + '</p>',
    author: [{ name: 'Budi', email: 'budi@news.example', link: 'https://news.example/budi' }, { name: 'Citra' }],
    contributor: [{ name: 'Dewi' }],
    category: [{ name: hostile }],
    date: new Date(Date.UTC(2026, 0, number)),
    published: new Date(Date.UTC(2025, 0, number)),
    audio: { url: 'https://news.example/' + number + '.mp3', type: 'audio/mpeg', length: 5, duration: 3661 },
  })
}
const write = () => ({ rss: feed.rss2(), atom: feed.atom1(), json: feed.json1() })
`

interface Documents {
  readonly rss: string
  readonly atom: string
  readonly json: string
}

const PRINTS = `${PROGRAM}\nconsole.log(JSON.stringify([write(), write()]))\n`
const ANSWERS = `${PROGRAM}\nexport default { fetch: () => Response.json([write(), write()]) }\n`

const withOurImport = (program: string) => program.replace("from 'feed'", "from 'warta/feed'")

/** What a program of TypeScript may do with the types. Each line that it may not is marked. */
const TYPED = `
import { Feed as Original, type FeedOptions, type Item } from 'feed'
import { Feed, SyndicationFeed, type Entry, type Party, type SyndicationOptions } from 'warta/feed'
import type { Author, Category, Enclosure, Extension, FormatLinks, History, Photo, Reference } from 'warta/feed'

const options: FeedOptions = { title: 'T', feedLinks: { rss: 'https://a.example/rss.xml' } }
const feed: Original = new SyndicationFeed(options)
const alias: SyndicationFeed = new Feed(options)
const item: Item = { title: 'T', link: 'https://a.example/', date: new Date(0) }
feed.addItem(item)
alias.addItem({ ...item, byline: 'A (R)', publisher: { name: 'P' }, sources: [{ name: 'R', url: 'https://r.example/' }] })
const first: Entry | undefined = alias.items[0]
const party: Party | undefined = first?.publisher
const links: FormatLinks = { rss: '', atom: '', json: '' }
const history: History = { complete: true, current: links }
const more: SyndicationOptions = { ...options, history, nextLinks: links, language: 'en' }
export const used: [Author, Category, Enclosure, Extension, Photo, Reference] =
  [{}, {}, { url: '' }, { name: '', objects: {} }, {}, { title: '', url: '' }]
export const text: string = alias.rss2() + alias.atom1() + alias.json1() + String(party) + String(more)
// @ts-expect-error a date is a Date
alias.addItem({ title: 'T', link: 'https://a.example/', date: '2026-01-01' })
// @ts-expect-error a title is required
new Feed({})
`

let library: InstalledLibrary

beforeAll(async () => {
  library = await InstalledLibrary.make()
  library.write('program.js', withOurImport(PRINTS))
}, 180_000)

afterAll(() => library?.[Symbol.dispose]())

function expectRead({ rss, atom, json }: Documents): void {
  for (const document of [rss, atom, json]) {
    const { title, home, entries } = readFeed(document)
    expect([title, home]).toEqual([`News ${READ.trim()}`, 'https://news.example/'])
    expect(entries.map(({ id, link }) => [id, link])).toEqual(
      [1, 2].map((n) => [`https://news.example/${n}`, `https://news.example/${n}`]),
    )
    expect(entries.map(({ content }) => content)).toEqual([`<p>${READ}</p>`, `<p>${READ}</p>`])
  }
  // libxml2 takes less than other parsers do.
  expect(entriesOf(readXml(rss), 'item')).toHaveLength(2)
  expect(entriesOf(readXml(atom), 'entry')).toHaveLength(2)
  expect(JSON.parse(json).version).toBe('https://jsonfeed.org/version/1.1')
}

describe('the packed library', () => {
  it('names `feed` alone as a dependency, and brings a module, its types, its README and the licence', () => {
    const folder = join(library.folder, 'node_modules/warta')
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    expect(manifest.dependencies).toEqual({ feed: '^6.0.0' })
    expect(manifest).not.toHaveProperty('devDependencies')
    expect(manifest).not.toHaveProperty('scripts')
    expect(readdirSync(folder).sort()).toEqual([
      'LICENSE',
      'README.md',
      'feed.d.ts',
      'feed.js',
      'package.json',
    ])
    expect(readdirSync(join(library.folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(
      ['feed', 'sax', 'warta', 'xml-js'],
    )
  })

  it('imports `feed` alone, and nothing of Node', () => {
    const code = readFileSync(join(library.folder, 'node_modules/warta/feed.js'), 'utf8')
    expect(code.match(/^import .*$|\bimport\(|\brequire\(/gm)).toEqual(['import { Feed } from "feed";'])
    expect(code).not.toMatch(/node:|process\.|Buffer/)
  })

  it('has types that name no file of ours', () => {
    const types = readFileSync(join(library.folder, 'node_modules/warta/feed.d.ts'), 'utf8')
    expect(types.match(/from '.*'|import\(.*\)/g)).toEqual(["from 'feed'", "from 'feed'"])
    expect(types).not.toMatch(/\bXml\b|FeedDocument|HISTORY_NAMESPACE|@internal/)
  })

  it('is not what `npm pack` makes of the checkout, which says what makes it', async () => {
    const packing = run('npm', ['pack', '--dry-run'], { cwd: ROOT })
    await expect(packing).rejects.toThrow(/npm run build:library, then npm pack \.\/dist\/library/)
  })
})

describe('a program that was written for `feed`', () => {
  it('runs on the oldest Node with only its import changed, and what it writes comes back', async () => {
    const printed = await library.run('program.js', await oldestNode())
    const [first, second] = JSON.parse(printed) as [Documents, Documents]
    expect(second).toEqual(first)
    expectRead(first)
  })

  it('wrote RSS and Atom before that no parser takes', async () => {
    library.write('before.js', PRINTS)
    const [{ rss, atom }] = JSON.parse(await library.run('before.js')) as [Documents, Documents]
    expect(() => readXml(rss)).toThrow()
    expect(() => readXml(atom)).toThrow()
  })

  it('is as short as the example of the README, which runs', async () => {
    const readme = readFileSync(join(library.folder, 'node_modules/warta/README.md'), 'utf8')
    const example = /```js\n(.*?)```/s.exec(readme)?.[1] ?? ''
    expect(example.trim().split('\n')).toHaveLength(15)
    library.write('readme.js', example)
    const printed = await library.run('readme.js')
    for (const name of ['Lintar Satria', 'Friska Yolandha', 'Republika', 'Reuters']) {
      // RSS, Atom and JSON Feed each say it once or more.
      expect(printed.split(name).length).toBeGreaterThan(3)
    }
  })

  it('runs in a Worker without any module of Node, and writes the same', async () => {
    const entryPoint = library.write('worker.js', withOurImport(ANSWERS))
    const { outputFiles } = await build({
      entryPoints: [entryPoint],
      bundle: true,
      write: false,
      format: 'esm',
      conditions: ['workerd', 'worker', 'browser'],
      // An optional part of what \`feed\` brings. It does without where there is none.
      external: ['stream', 'string_decoder'],
    })
    const options = {
      modules: true,
      script: outputFiles[0]?.text,
      compatibilityDate: '2026-10-15',
      cf: false,
    }
    const miniflare = new Miniflare(convertV4MiniflareOptions(options as never))
    try {
      const response = await miniflare.dispatchFetch('http://localhost/')
      const printed = JSON.parse(await library.run('program.js'))
      expect(await response.json()).toEqual(printed)
    } finally {
      await miniflare.dispose()
    }
  })

  it('is checked against types that take what those of `feed` take, and more', async () => {
    library.write('typed.ts', TYPED)
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      module: 'nodenext',
    }
    library.write('tsconfig.json', JSON.stringify({ compilerOptions: { ...compilerOptions, types: [] } }))
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
    const checked = run(process.execPath, [tsc, '-p', library.folder]).catch(({ stdout }) => ({ stdout }))
    expect((await checked).stdout).toBe('')
  })
})
