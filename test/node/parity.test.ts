import { Feed } from 'feed'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { SyndicationFeed } from '../../src/formats/syndication-feed.ts'
import { EVERY_OPTION, fillWhole, NO_OPTION, ODD_ITEMS } from '../support/plain-feed.ts'
import { type ReadElement, readXml } from '../support/xml.ts'

const CREATOR =
  '<author> has to hold an e-mail address and is shown with it: one dc:creator with the names instead'
const LENGTH = 'length="0" is not the length of the file: media:content instead'
const ENCLOSURE = 'an enclosure has url, length and type, and no other attribute'
const TITLE = 'a title is plain text: type="html" makes of & and < what readers show as markup'
const TYPE =
  'the type is guessed from the end of the URL, and no such media type is registered: the right one'
const CLOCK = 'the time of writing is not that of a change: the newest item instead'
const ITSELF = 'names the library that wrote it: our own default instead'
const MODULE = 'RSS allows elements of a module, which has a namespace, and no others: left out'
const CUSTOM =
  'a member of an extension has a name with an underscore, and none in it has (JSON Feed 1.1, Extensions): left out'
const VERSION = 'JSON Feed 1.0: 1.1 instead'

/** What the original writes of the whole feed and we leave out: its path (`[*]`: in every entry) and the reason. */
const DEFECTS: Record<string, Record<string, string>> = {
  rss2: {
    '/rss/channel/item/author': CREATOR,
    '/rss/channel/item/author[2]': CREATOR,
    '/rss/channel/item[3]/enclosure': LENGTH,
    '/rss/channel/item[6]/enclosure': LENGTH,
    '/rss/channel/item[8]/enclosure': LENGTH,
    '/rss/channel/item[5]/enclosure@title': ENCLOSURE,
    '/rss/channel/item[9]/enclosure@title': ENCLOSURE,
    '/rss/channel/_feed_note/about': MODULE,
    '/rss/channel/item/_note/about': MODULE,
    '/rss/channel/item/_note@lang': MODULE,
    '/rss/channel/itunes:category': 'Apple reads the category from the attribute text, not from the content',
  },
  atom1: {
    '/feed/entry[*]/title@type': TITLE,
    '/feed/entry[4]/link[2]@type': TYPE,
    '/feed/entry[5]/link[2]@type': TYPE,
  },
  json1: {
    '/version': VERSION,
    '/itunes:explicit/_text': CUSTOM,
    '/items/0/dc:subject/_text': CUSTOM,
    '/items/0/_note/_attributes/lang': CUSTOM,
  },
}

/** The same of items that are at odds with themselves, in a feed without options. */
const ODD_DEFECTS: typeof DEFECTS = {
  rss2: {
    '/rss/channel/lastBuildDate': CLOCK,
    '/rss/channel/description': 'an empty description says nothing: the title instead',
    '/rss/channel/docs': 'a page of the W3C that repeats the specification: the specification instead',
    '/rss/channel/generator': ITSELF,
    '/rss/channel/item[3]/enclosure@type': TYPE,
    '/rss/channel/item[3]/enclosure@duration': ENCLOSURE,
    '/rss/channel/item[4]/category':
      'the word undefined for a category that has only a term: the term instead',
  },
  atom1: {
    '/feed/id': 'an empty id is no identity: the link instead',
    '/feed/updated': CLOCK,
    '/feed/generator': ITSELF,
    '/feed/entry[*]/title@type': TITLE,
    '/feed/entry[3]/link[2]@type': TYPE,
    '/feed/entry[4]/link[2]@href': 'the picture before the film: the other way round',
    '/feed/entry[4]/link[2]@type': 'the picture before the film: the other way round',
    '/feed/entry[4]/link[2]@length': 'the picture before the film: the other way round',
    '/feed/entry[4]/link[4]@href': 'the film after the picture: the other way round',
    '/feed/entry[4]/link[4]@type': 'the film after the picture: the other way round',
    '/feed/entry[4]/link[4]@length': 'the film after the picture: the other way round',
  },
  json1: {
    '/version': VERSION,
    '/home_page_url': 'a link that is not normalised differs from the link of the other formats',
  },
}

const DATES = /\/(pubDate|lastBuildDate|updated|published|date_published|date_modified)$/

interface Fact {
  readonly path: string
  readonly value: string
}

function fact(path: string, value: unknown): Fact {
  const text = String(value)
  return { path, value: DATES.test(path) ? new Date(text).toISOString() : text }
}

function factsOfXml({ name, attributes, text, children }: ReadElement, above = ''): Fact[] {
  const path = `${above}/${name}`
  const seen = new Map<string, number>()
  const numbered = children.map((child) => {
    const n = (seen.get(child.name) ?? 0) + 1
    seen.set(child.name, n)
    return n === 1 ? child : { ...child, name: `${child.name}[${n}]` }
  })
  return [
    ...(children.length > 0 ? [] : [fact(path, text)]),
    ...Object.entries(attributes).map(([attribute, value]) => fact(`${path}@${attribute}`, value)),
    ...numbered.flatMap((child) => factsOfXml(child, path)),
  ]
}

function factsOfJson(value: unknown, path = ''): Fact[] {
  if (typeof value !== 'object' || value === null) return [fact(path, value)]
  return Object.entries(value).flatMap(([name, inner]) => factsOfJson(inner, `${path}/${name}`))
}

function factsOf(document: string): Fact[] {
  return document.startsWith('<') ? factsOfXml(readXml(document)) : factsOfJson(JSON.parse(document))
}

/** The key of the defect that a path is an instance of: itself, its element, or either in every entry. */
function defectOf(path: string, defects: Record<string, string>): string | undefined {
  const anywhere = path.replace(/^\/feed\/entry(\[\d+\])?/, '/feed/entry[*]')
  const element = (whole: string) => whole.replace(/@.*/, '')
  return [path, anywhere, element(path)].find((key) => key in defects)
}

function build(Builder: typeof Feed, how: 'whole' | 'odd'): Feed {
  if (how === 'whole') return fillWhole(new Builder(structuredClone(EVERY_OPTION)))
  const feed = new Builder(structuredClone(NO_OPTION))
  for (const item of ODD_ITEMS) feed.addItem(structuredClone(item))
  return feed
}

describe.each([
  ['whole', DEFECTS],
  ['odd', ODD_DEFECTS],
] as const)('of a %s feed', (how, defectsOf) => {
  // The original asks the clock.
  beforeAll(() => void vi.useFakeTimers({ now: Date.UTC(2030, 0, 1) }))
  afterAll(() => void vi.useRealTimers())

  it.each(['rss2', 'atom1', 'json1'] as const)('%s has all that `feed` writes but its defects', (write) => {
    const defects = defectsOf[write] ?? {}
    const ours = new Set(
      factsOf(build(SyndicationFeed, how)[write]()).map(({ path, value }) => `${path} = ${value}`),
    )
    const theirs = factsOf(build(Feed, how)[write]())
    const leftOut = theirs.filter(({ path, value }) => !ours.has(`${path} = ${value}`))
    expect(theirs.length).toBeGreaterThan(2 * leftOut.length)
    expect(leftOut.filter(({ path }) => !defectOf(path, defects))).toEqual([])
    expect(new Set(leftOut.map(({ path }) => defectOf(path, defects)))).toEqual(new Set(Object.keys(defects)))
  })
})

it.each(['rss2', 'atom1'] as const)('%s names the style sheet that `feed` names', (write) => {
  const styleSheet = /<\?xml-stylesheet .*?\?>/
  const theirs = styleSheet.exec(build(Feed, 'whole')[write]())?.[0]
  expect(theirs).toContain('style.xsl')
  expect(styleSheet.exec(build(SyndicationFeed, 'whole')[write]())?.[0]).toBe(theirs)
})
