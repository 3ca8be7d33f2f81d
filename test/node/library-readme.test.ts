import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Feed } from 'feed'
import { parseFeed } from 'feedsmith'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildLibrary } from '../../src/cli/library.ts'
import type { SyndicationFeed } from '../../src/formats/syndication-feed.ts'
import { FEED_EXAMPLES, useBuilder } from '../support/feed-examples.ts'

let library: { readonly Feed: typeof Feed; readonly SyndicationFeed: typeof SyndicationFeed }

beforeAll(async () => {
  const folder = resolve('dist/library')
  await buildLibrary(folder)
  library = await import(/* @vite-ignore */ pathToFileURL(`${folder}/feed.js`).href)
}, 120_000)

const MEDIA = 'an enclosure of RSS has its length and its own type. Without a length it is media:content'

/** What a reader gets of a document of `feed` and gets elsewhere or differently of ours, by path. */
const DIFFERENCES: Readonly<Record<string, readonly (readonly [path: RegExp, reason: string])[]>> = {
  rss: [
    [/^items\.\d+\.authors\./, 'an author of RSS has to be an e-mail address: the names are in dc:creator'],
    [/^items\.\d+\.enclosures\./, MEDIA],
    [/^generator$/, 'the default names the library'],
    [/^docs$/, 'the default is the specification, and no copy of it'],
    [/^lastBuildDate$/, 'the default is the newest item, and no clock'],
  ],
  atom: [
    [/^entries\.\d+\.title\.type$/, 'a title is plain text'],
    [/^entries\.\d+\.links\.\d+\.type$/, 'a media type is registered, and not guessed from the name alone'],
    [/^generator\.text$/, 'the default names the library'],
    [/^updated$/, 'the default is the newest item, and no clock'],
  ],
  json: [],
}

/** All that a parser reads, by path. */
function readingOf(document: string): Map<string, string> {
  const values = new Map<string, string>()
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) walk(inner, path ? `${path}.${name}` : name)
    } else values.set(path, normal(value))
  }
  walk(parseFeed(document).feed, '')
  return values
}

// The same moment is the same, however it is written.
function normal(value: unknown): string {
  const text = String(value)
  const isDate = /^\d{4}-\d\d-\d\dT|^\w{3}, \d\d \w{3} \d{4} /.test(text)
  return isDate ? new Date(text).toISOString() : text
}

describe.each(Object.entries(FEED_EXAMPLES))('%s', (_, example) => {
  it.each([
    ['rss', 'rss2'],
    ['atom', 'atom1'],
    ['json', 'json1'],
  ] as const)(
    'gives a reader of %s all that `feed` gives, but for what is known to be wrong',
    (format, write) => {
      const theirs = readingOf(useBuilder(Feed, example)[write]())
      const ours = readingOf(useBuilder(library.Feed, example)[write]())
      const different = [...theirs].filter(([path, value]) => ours.get(path) !== value)
      const unknown = different.filter(([path]) => !DIFFERENCES[format]?.some(([known]) => known.test(path)))
      expect(theirs.size).toBeGreaterThan(different.length)
      expect(unknown).toEqual([])
    },
  )

  it('gives a reader of RSS every name and every file that `feed` gives', () => {
    const theirs = useBuilder(Feed, example).rss2()
    const ours = [...readingOf(useBuilder(library.Feed, example).rss2())]
    const creators = ours.filter(([path]) => /\.dc\.creators\./.test(path)).map(([, names]) => names)
    const files = ours.filter(([path]) => /(enclosures|contents)\.\d+\.url$/.test(path)).map(([, url]) => url)
    for (const [path, value] of readingOf(theirs)) {
      const name = /\.authors\.\d+\.name$/.test(path) ? value : undefined
      if (name) expect(creators.join(', ')).toContain(name)
      if (/enclosures\.\d+\.url$/.test(path)) expect(files).toContain(value)
    }
  })
})

it('every known difference is seen in one of the examples', () => {
  const seen = new Set<string>()
  const writers = { rss: 'rss2', atom: 'atom1', json: 'json1' } as const
  for (const example of Object.values(FEED_EXAMPLES)) {
    for (const [format, known] of Object.entries(DIFFERENCES)) {
      const write = writers[format as keyof typeof writers]
      const ours = readingOf(useBuilder(library.Feed, example)[write]())
      for (const [path, value] of readingOf(useBuilder(Feed, example)[write]())) {
        const found = ours.get(path) === value ? undefined : known.find(([one]) => one.test(path))
        if (found) seen.add(`${format} ${found[0]}`)
      }
    }
  }
  const all = Object.entries(DIFFERENCES).flatMap(([format, known]) =>
    known.map(([path]) => `${format} ${path}`),
  )
  expect([...seen].sort()).toEqual(all.sort())
})
