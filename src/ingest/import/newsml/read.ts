import type { Defaults } from '../common/assumptions.ts'
import type { ImportContext, Refusal } from '../common/importer.ts'
import {
  attributeOf,
  childOf,
  childrenOf,
  descendantsOf,
  lineOf,
  localName,
  type Markup,
} from '../common/markup.ts'
import { type Restricted, refusalOf, restrictionOf } from '../common/restrictions.ts'
import { codeTail } from '../common/wire-item.ts'
import { codeOf, type NewsItem, newsItem } from './concepts.ts'

/** The items of a document that may be used, and those that may not. */
export interface Message {
  readonly texts: readonly NewsItem[]
  readonly pictures: readonly NewsItem[]
  /** The guids in each package that holds only one text: the pictures in it are that text's. */
  readonly packages: readonly ReadonlySet<string>[]
  readonly refused: readonly Refusal[]
}

const KINDS: Readonly<Record<string, string>> = {
  packageItem: 'It is a package: the items that it refers to are news, the package itself is none.',
  conceptItem: 'It is a concept item, no news.',
  knowledgeItem: 'It is a knowledge item, no news.',
  planningItem: 'It is a planning item, no news.',
  catalogItem: 'It is a catalog, no news.',
}

const ITEM_LIMIT = 2000

/** The names that the root of a NewsML-G2 document may have. */
export const ROOTS: readonly string[] = ['newsItem', 'newsMessage', ...Object.keys(KINDS)]

/**
 * Sorts the items of a document: texts, pictures, and, each with its reason, what is neither or must not be published.
 * A text that waits for the end of an embargo is a text. A picture that waits is not taken.
 */
export function sortItems(root: Markup, context: ImportContext): Message {
  const isMessage = localName(root) === 'newsMessage'
  const all = isMessage ? childrenOf(root, 'itemSet').flatMap((set) => childrenOf(set)) : [root]
  const texts: NewsItem[] = []
  const pictures: NewsItem[] = []
  const refused: Refusal[] = []
  if (all.length === 0) refused.push({ item: '', reason: 'The message has no item in its itemSet.' })
  const last = lastVersions(all)
  for (const one of all.slice(0, ITEM_LIMIT)) {
    const item = newsItem(one, isMessage ? root : undefined)
    const refusal = refusedFor(item, supersededBy(one, last), context)
    if (refusal) refused.push(refusal)
    else (isPicture(item) ? pictures : texts).push(item)
  }
  if (all.length > ITEM_LIMIT)
    refused.push({ item: '', reason: `Items after the ${ITEM_LIMIT}th are not read.` })
  const guids = new Set(texts.map(nameOf))
  const groups = all.filter((one) => localName(one) === 'packageItem').map(membersOf)
  const packages = groups.filter((members) => [...members].filter((guid) => guids.has(guid)).length === 1)
  return { texts, pictures, packages, refused }
}

/** What an item calls itself: its guid, else its headline. */
export function nameOf({ item, content }: NewsItem): string {
  return attributeOf(item, 'guid') ?? lineOf(childOf(content, 'headline')) ?? ''
}

/** The pictures that belong to a text: linked from it, in one package with it, or all where it is alone. */
export function picturesFor(text: NewsItem, { texts, pictures, packages }: Message): NewsItem[] {
  if (texts.length === 1) return [...pictures]
  const guid = attributeOf(text.item, 'guid')
  const links = childrenOf(text.meta, 'link').map((link) => attributeOf(link, 'residref'))
  const marked = descendantsOf(childOf(text.item, 'contentSet')).flatMap(({ attribs }) =>
    Object.values(attribs),
  )
  const groups = packages.filter((members) => guid !== undefined && members.has(guid))
  const linked = new Set([...links, ...marked, ...groups.flatMap((members) => [...members])])
  return pictures.filter((picture) => linked.has(attributeOf(picture.item, 'guid')))
}

function membersOf(item: Markup): Set<string> {
  return new Set(descendantsOf(item, 'itemRef').flatMap((ref) => attributeOf(ref, 'residref') ?? []))
}

// An older version of an item restricts nothing: the newest counts.
function refusedFor(
  item: NewsItem,
  superseded: string | undefined,
  { source, site, now }: ImportContext,
): Refusal | undefined {
  const name = nameOf(item)
  if (superseded !== undefined) return { item: name, reason: superseded }
  const restricted = restrictedBy(item, { ...site, ...source }, now)
  if (restricted && (isPicture(item) || restricted.kind === 'canceled')) return refusalOf(restricted, name)
  const reason = kindRefusal(item)
  return reason === undefined ? undefined : { item: name, reason }
}

/** What keeps an item from being published at `now`; `undefined` for one that may be. */
export function restrictedBy(
  { meta }: NewsItem,
  defaults: Defaults,
  now: number | undefined,
): Restricted | undefined {
  const embargo = childOf(meta, 'embargoed')
  const said = { status: codeOf(childOf(meta, 'pubStatus')), embargo: embargo && (lineOf(embargo) ?? '') }
  return restrictionOf(said, defaults, now)
}

function kindRefusal({ item, meta }: NewsItem): string | undefined {
  const name = localName(item)
  if (name !== 'newsItem') return KINDS[name] ?? `It is an element ${name}, no news item.`
  const kind = kindOf(meta)
  if (['text', 'picture', 'graphic', 'graphics'].includes(kind)) return undefined
  const hasText = childrenOf(childOf(item, 'contentSet'), 'inlineXML', 'inlineData').length > 0
  if (kind === '' || kind === 'composite') {
    return hasText
      ? undefined
      : 'It has neither an itemClass of text or picture nor a text in its contentSet.'
  }
  return `Its itemClass is ${kind}: only texts become articles, with pictures.`
}

function isPicture({ meta }: NewsItem): boolean {
  return /^(?:picture|graphics?)$/.test(kindOf(meta))
}

function kindOf(meta: Markup | undefined): string {
  return codeTail(codeOf(childOf(meta, 'itemClass')))?.toLowerCase() ?? ''
}

function versionOf(item: Markup): number {
  return Number(attributeOf(item, 'version') ?? 1) || 1
}

function lastVersions(items: readonly Markup[]): Map<string, Markup> {
  const last = new Map<string, Markup>()
  for (const item of items) {
    const guid = attributeOf(item, 'guid')
    const before = guid === undefined ? undefined : last.get(guid)
    if (guid !== undefined && (!before || versionOf(item) > versionOf(before))) last.set(guid, item)
  }
  return last
}

// NewsML-G2: items with the same guid are versions of one item. The highest number is the newest.
function supersededBy(item: Markup, last: ReadonlyMap<string, Markup>): string | undefined {
  const newest = last.get(attributeOf(item, 'guid') ?? '')
  if (!newest || newest === item) return undefined
  return `Version ${versionOf(newest)} of it is in the same document and stands for it.`
}
