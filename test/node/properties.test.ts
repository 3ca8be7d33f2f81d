import fc from 'fast-check'
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import { describe, expect, it } from 'vitest'
import type { Entry } from '../../src/formats/document.ts'
import type { SyndicationFeed } from '../../src/formats/syndication-feed.ts'
import { anyEntry, feedOf } from '../support/any-entry.ts'
import { atomValues, jsonMembers, rssValues, type Values, valuesOf } from '../support/expected-values.ts'
import { runs } from '../support/runs.ts'
import { asRead, entriesOf, type ReadElement, readXml } from '../support/xml.ts'

const ENTRIES = 10
const A_THOUSAND = { numRuns: runs(100) }
const anyEntries = fc.array(anyEntry, { minLength: ENTRIES, maxLength: ENTRIES })

/** Compares what one entry should hold with what was read of it: the same values, no more and no fewer. */
function expectValues(element: ReadElement | undefined, expected: Values): void {
  const read = element ? valuesOf(element) : {}
  const found = Object.keys(expected).map((key) => [key, read[key] ?? []])
  const wanted = Object.entries(expected).map(([key, texts]) => [key, texts.map(asRead)])
  expect(found).toEqual(wanted)
}

// feedsmith trims every text, of U+0085 as well, and leaves out what is empty.
function trimmed(texts: readonly unknown[] | undefined): string[] {
  return (texts ?? []).map((text) => String(text ?? '').replace(/^[\s\u0085]+|[\s\u0085]+$/g, ''))
}

function filled(texts: readonly string[] | undefined): string[] {
  return trimmed(texts).filter((text) => text !== '')
}

/** The texts of an entry that feedsmith reads from the three formats. */
function readByFeedsmith(feed: SyndicationFeed): string[][] {
  const rss = parseRssFeed(feed.rss2()).items ?? []
  const atom = parseAtomFeed(feed.atom1()).entries ?? []
  const json = parseJsonFeed(feed.json1()).items ?? []
  expect([atom.length, json.length]).toEqual([rss.length, rss.length])
  return rss.map((item, i) => {
    const names = [...filled(item.dc?.creators), ...(item.categories ?? []).map(({ name }) => name)]
    const { title, summary, content, rights, authors } = atom[i] ?? {}
    const { title: name, content_html, content_text, tags } = json[i] ?? {}
    return trimmed([
      ...[item.title, item.description, item.content?.encoded, ...names],
      ...[
        title?.value,
        summary?.value,
        content?.value,
        rights?.value,
        ...(authors ?? []).map((one) => one.name),
      ],
      ...[name, content_html, content_text, ...(tags ?? [])],
    ])
  })
}

function expectedOfFeedsmith(entry: Entry): string[] {
  const rss = rssValues(entry)
  const atom = atomValues(entry)
  const json = jsonMembers(entry)
  const creators = filled(rss['dc:creator'])
  return trimmed([
    ...[
      rss.title?.[0],
      rss.description?.[0],
      rss['content:encoded']?.[0],
      ...creators,
      ...(rss.category ?? []),
    ],
    ...[
      atom.title?.[0],
      atom.summary?.[0],
      atom.content?.[0],
      atom.rights?.[0],
      ...(atom['author/name'] ?? []),
    ],
    ...[json.title, json.content_html, json.content_text, ...((json.tags as string[] | undefined) ?? [])],
  ])
}

describe('a thousand random articles come back the same', () => {
  it('from RSS, read by libxml2', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const items = entriesOf(readXml(feedOf(entries).rss2()), 'item')
        expect(items).toHaveLength(ENTRIES)
        for (const [i, entry] of entries.entries()) expectValues(items[i], rssValues(entry))
      }),
      A_THOUSAND,
    )
  })

  it('from Atom, read by libxml2', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const read = entriesOf(readXml(feedOf(entries).atom1()), 'entry')
        expect(read).toHaveLength(ENTRIES)
        for (const [i, entry] of entries.entries()) {
          expectValues(read[i], atomValues(entry))
          expect(Date.parse(read[i]?.children.find(({ name }) => name === 'updated')?.text ?? '')).toBe(
            +entry.date,
          )
        }
      }),
      A_THOUSAND,
    )
  })

  it('from JSON Feed, read by JSON.parse', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const { items } = JSON.parse(feedOf(entries).json1()) as { items: Record<string, unknown>[] }
        expect(items).toHaveLength(ENTRIES)
        for (const [i, entry] of entries.entries()) {
          const expected = jsonMembers(entry)
          const found = Object.keys(expected).map((name) => [name, items[i]?.[name]] as const)
          expect(Object.fromEntries(found)).toEqual(expected)
        }
      }),
      A_THOUSAND,
    )
  })

  it('from all three, read by feedsmith', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        expect(readByFeedsmith(feedOf(entries))).toEqual(entries.map(expectedOfFeedsmith))
      }),
      A_THOUSAND,
    )
  })
})
