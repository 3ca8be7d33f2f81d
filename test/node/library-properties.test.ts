import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SyndicationFeed } from '../../src/formats/syndication-feed.ts'
import { type AnyFeed, anyFeed, anyFeedAtAll } from '../support/any-feed.ts'
import { jsonFeedChecker } from '../support/json-feed-schema.ts'
import { entriesOf, type ReadElement, readXml } from '../support/xml.ts'

const isUri = (text: string) =>
  /^[a-z][a-z\d+.-]*:(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[\dA-F]{2})+$/i.test(text) && URL.canParse(text)
const faultsOf = jsonFeedChecker(isUri)

function build({ options, items, categories, contributors, extensions }: AnyFeed): SyndicationFeed {
  const feed = new SyndicationFeed(options)
  for (const item of items) feed.addItem(item)
  for (const category of categories) feed.addCategory(category)
  for (const contributor of contributors) feed.addContributor(contributor)
  for (const extension of extensions) feed.addExtension(extension)
  return feed
}

/** The same, with the data put where a builder keeps it. */
function fill({ options, items, categories, contributors, extensions }: AnyFeed): SyndicationFeed {
  const feed = new SyndicationFeed({ title: 'T' })
  return Object.assign(feed, { options, items, categories, contributors, extensions })
}

const named = (element: ReadElement | undefined, name: string) =>
  element?.children.filter((child) => child.name === name) ?? []
const textOf = (element: ReadElement | undefined, name: string) => named(element, name)[0]?.text ?? ''

/** What RSS 2.0 requires of a channel, and allows once. */
function expectRss(document: string, { items }: AnyFeed): void {
  const root = readXml(document)
  const channel = root.children[0]
  for (const name of ['title', 'link', 'description', 'lastBuildDate'])
    expect(named(channel, name)).toHaveLength(1)
  for (const name of ['language', 'copyright', 'generator', 'docs', 'ttl', 'image']) {
    expect(named(channel, name).length).toBeLessThanOrEqual(1)
  }
  const read = entriesOf(root, 'item')
  expect(read).toHaveLength(items.length)
  for (const item of read) {
    expect(named(item, 'title').length + named(item, 'description').length).toBeGreaterThan(0)
    expect(textOf(item, 'guid')).not.toBe('')
    for (const name of [
      'title',
      'link',
      'description',
      'guid',
      'pubDate',
      'source',
      'enclosure',
      'comments',
    ]) {
      expect(named(item, name).length).toBeLessThanOrEqual(name === 'comments' ? 9 : 1)
    }
    for (const { attributes } of named(item, 'enclosure')) {
      expect(Object.keys(attributes).sort()).toEqual(['length', 'type', 'url'])
      expect(attributes.length).toMatch(/^[1-9]\d*$/)
    }
    for (const link of named(item, 'link')) expect(isUri(link.text)).toBe(true)
  }
}

/** What RFC 4287 requires of a feed and its entries. */
function expectAtom(document: string, { items }: AnyFeed): void {
  const feed = readXml(document)
  const entries = entriesOf(feed, 'entry')
  expect(entries).toHaveLength(items.length)
  for (const element of [feed, ...entries]) {
    for (const name of ['id', 'title', 'updated']) expect(named(element, name)).toHaveLength(1)
    expect(textOf(element, 'id')).toMatch(/^[a-z][a-z\d+.-]*:\S+$/i)
    expect(Date.parse(textOf(element, 'updated'))).not.toBeNaN()
    const people = [...named(element, 'author'), ...named(element, 'contributor')]
    for (const person of people) expect(textOf(person, 'name')).not.toBe('')
    for (const { attributes } of named(element, 'link')) expect(isUri(attributes.href ?? '')).toBe(true)
    for (const { attributes } of named(element, 'category')) expect(attributes.term).toBeTruthy()
  }
  for (const entry of entries) {
    expect(
      named(entry, 'link').some(({ attributes }) => attributes.rel === 'alternate') ||
        named(entry, 'content').length === 1,
    ).toBe(true)
    const isCredited = named(entry, 'author').length > 0 || named(entry, 'source').length > 0
    expect(isCredited || named(feed, 'author').length > 0).toBe(true)
  }
}

function expectValid(feed: SyndicationFeed, input: AnyFeed): void {
  const written = [feed.rss2(), feed.atom1(), feed.json1()] as const
  expectRss(written[0], input)
  expectAtom(written[1], input)
  expect(faultsOf(JSON.parse(written[2]))).toEqual([])
  expect([feed.rss2(), feed.atom1(), feed.json1()]).toEqual(written)
}

/** Freezes a value and all that is in it, so that whoever changes it throws. */
function frozen<Value>(value: Value, seen = new Set<unknown>()): Value {
  if (typeof value !== 'object' || value === null || seen.has(value)) return value
  seen.add(value)
  for (const inner of Object.values(value)) frozen(inner, seen)
  return Object.freeze(value)
}

describe('whatever the types allow', () => {
  it('is written as well-formed RSS and Atom with what they require, and as valid JSON Feed 1.1, twice the same', () => {
    fc.assert(
      fc.property(anyFeed, (input) => expectValid(build(input), input)),
      { numRuns: 150 },
    )
  })

  it('is written the same where it was put into the builder as plain data', () => {
    fc.assert(
      fc.property(anyFeed, (input) => expectValid(fill(input), input)),
      { numRuns: 60 },
    )
  })

  it('is not changed by adding and writing it', () => {
    fc.assert(
      fc.property(anyFeed, (input) => {
        const feed = fill(frozen(input))
        expect(() => [build(input), feed.rss2(), feed.atom1(), feed.json1()]).not.toThrow()
      }),
      { numRuns: 60 },
    )
  })

  it('is refused by the name of its field where a link is none, or else written', () => {
    let refused = 0
    fc.assert(
      fc.property(anyFeedAtAll, (input) => {
        let feed: SyndicationFeed
        try {
          feed = build(input)
        } catch (error) {
          refused++
          expect(error).toBeInstanceOf(TypeError)
          expect(String(error)).toMatch(
            /^TypeError: [\w.]+: ("[\s\S]*" is not an absolute URL|an item needs a link or an id)$/,
          )
          return
        }
        expectValid(feed, input)
      }),
      { numRuns: 150 },
    )
    expect(refused).toBeGreaterThan(15)
    expect(refused).toBeLessThan(135)
  })
})
