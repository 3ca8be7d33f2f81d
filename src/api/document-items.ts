import { momentText } from '../formats/dates.ts'
import { hexDigest } from '../ingest/aliases.ts'
import type { ImportedArticle, Refusal } from '../ingest/import/common/importer.ts'
import type { Members } from '../ingest/import/common/json-members.ts'
import type { Mentions } from '../ingest/import/common/mentions.ts'
import { isMinted } from '../ingest/mint.ts'
import { toArrival } from '../ingest/poll/arrival.ts'
import { originOfDesk } from '../model/access-token.ts'
import { type Article, SITE_MARK } from '../model/article.ts'
import { FURTHER_NOTICE, isKill, NEVER } from '../model/lifecycle.ts'
import { type Moment, parseMoment } from '../model/moment.ts'
import { failed, type Result, success } from '../model/result.ts'
import type { Source } from '../model/source.ts'
import type { KnownNames } from '../storage/commit/known-articles.ts'
import type { StoredReceipt } from '../storage/commit/receipts.ts'
import { PROBLEMS } from '../words/problem-types.ts'
import type { Candidate, Writer } from './place-articles.ts'

/** An item that can be stored, if there is a place for it. */
export interface Item {
  readonly imported: ImportedArticle
  readonly article: Omit<Article, 'id'>
  /** When it may be published; `null` on further notice, `undefined` at once. */
  readonly embargo: Moment | null | undefined
  /** How its story is recognised, whoever brought it. */
  readonly names: readonly string[]
  /** What the desk calls it: see nameOf. */
  readonly name: string
}

/**
 * The name under which the receipt of an item is kept that has no other one: its id, else a digest of what it calls itself,
 * or of something else. It has a colon, as no key of a client has.
 */
export async function nameOf(
  { id, guid }: Pick<ImportedArticle, 'id' | 'guid'>,
  otherwise = '',
): Promise<string> {
  return id ?? `item:${await hexDigest(guid ?? otherwise, 16)}`
}

/** Reads an item as an article of the writer. Fails where it is none, or one that the writer may not publish. */
export async function itemOf(
  imported: ImportedArticle,
  embargo: Item['embargo'],
  { mentions, url }: { readonly mentions: Mentions; readonly url: string | undefined },
  { token }: Writer,
): Promise<Result<Item, Refusal>> {
  const { title } = imported
  const refuse = (reason: string) => failed({ item: imported.id ?? title, reason })
  const publisher: Source | undefined = mentions.resolve(imported.publisher)
  if (!publisher) return refuse('Its publisher has a name without letters and digits.')
  if (token.publishers && !token.publishers.includes(publisher.id)) {
    return refuse(
      `Its publisher is ${publisher.id}; this token may publish as ${token.publishers.join(', ')}.`,
    )
  }
  const base = imported.base ?? imported.original ?? url
  const feed = { source: publisher, url: '', title: '', mentions }
  const arrival = await toArrival(imported, feed, (url) => URL.parse(url, base)?.href)
  if (!arrival.ok) return arrival
  const { article, shared } = arrival.value
  const name = await nameOf(imported, `${momentText(imported.published)} ${title}`)
  return success({ imported, article, embargo, names: shared, name })
}

/**
 * The id of the article of the desk that an item is; `undefined` where nobody has it. `own` are the desk's held articles by
 * their names, which nobody else knows. Fails where the item must not come in.
 */
export function recognise(
  { imported, names }: Item,
  known: KnownNames,
  own: ReadonlyMap<string, string>,
  { token, authority }: Writer,
): Result<string | undefined, string> {
  for (const name of names) {
    const story = known.stories.get(name)
    const id = own.get(name) ?? story?.id
    if (id === undefined || isAnother(imported, id, authority)) continue
    if (own.has(name)) return success(id)
    if (isKill(story?.withdrawn)) return failed(PROBLEMS.withdrawn[2])
    const origin = story?.article?.origin
    // What was deleted or has expired may come back. Polled copies give way.
    if (origin === undefined || origin === originOfDesk(token.desk)) return success(id)
    if (!origin.startsWith('poll:')) return failed('It is here already, and belongs to somebody else.')
  }
  return success(imported.id)
}

// Two ids that were not minted here are two stories.
function isAnother({ id }: ImportedArticle, stored: string, authority: string): boolean {
  return id !== undefined && id !== stored && !isMinted(stored, authority)
}

export type ItemCandidate = Candidate & { readonly imported: ImportedArticle }

/** What clients sent of an article, as far as its next version has to do with it. It was checked when it was stored. */
interface EarlierVersion {
  readonly published?: string
  readonly embargo?: string
  readonly expires?: string
  readonly corrections?: readonly { readonly at: string; readonly text: string }[]
}

/** An item as something to be placed. `receipt` is that of the article which it is a version of. */
export function candidateOf(
  { imported, article, embargo, name }: Item,
  { authority, now }: Writer,
  receipt: StoredReceipt | undefined,
): ItemCandidate {
  const isOwn = imported.id !== undefined && !isMinted(imported.id, authority)
  const id = receipt?.id ?? (isOwn ? imported.id : undefined)
  const before: EarlierVersion = JSON.parse(receipt?.data ?? '{}')
  const until = embargo === undefined ? endedEmbargo(before, now) : embargo
  const item = { ...article, ...addedIn(before), ...timesOf(imported, article, before) }
  const published = later(item.published, until)
  const updated = [published, ...(item.corrections ?? []).map(({ at }) => at)].reduce(later, item.updated)
  const hold = until === null ? NEVER : published.instant
  return {
    name: receipt?.name ?? name,
    draft: { ...(id !== undefined && { id }), ...item, published, updated },
    namesSlug: false,
    sent: sentOf(item, until),
    hold: hold > now ? hold : undefined,
    receipt,
    version: imported.version,
    imported,
  }
}

/** What a client has added to an article: no item says when its licence ends, or what was wrong in it. */
function addedIn({ expires, corrections }: EarlierVersion): Pick<Article, 'expires' | 'corrections'> {
  const end = momentOf(expires)
  const said = corrections?.flatMap(({ at, text }) => {
    const time = momentOf(at)
    return time ? [{ at: time, text }] : []
  })
  return { ...(end && { expires: end }), ...(said && { corrections: said }) }
}

// Of some items only the time of the version is known. Then they were published with the first one that came. So was what
// was corrected before the time that its next version says: readers had it by then.
function timesOf({ updated }: ImportedArticle, { published }: Item['article'], before: EarlierVersion) {
  const first = momentOf(before.published)
  if (!first || first.instant >= published.instant) return {}
  const wasCorrected = before.corrections?.some(
    ({ at }) => (momentOf(at) ?? published).instant < published.instant,
  )
  if (!updated) return { published: first, updated: published }
  return wasCorrected ? { published: first } : {}
}

// An item may be sent again after the end of its embargo. Then it was published at that time.
function endedEmbargo({ embargo }: EarlierVersion, now: number): Moment | undefined {
  const end = momentOf(embargo)
  return end && end.instant <= now ? end : undefined
}

function momentOf(text: string | undefined): Moment | undefined {
  return text === undefined ? undefined : parseMoment(text)
}

function later(one: Moment, other: Moment | null | undefined): Moment {
  return other && other.instant > one.instant ? other : one
}

/** An article as a client would send it. */
function sentOf(
  {
    slug,
    publisher,
    sources,
    image,
    published,
    updated,
    expires,
    corrections = [],
    body,
    ...fields
  }: Omit<Article, 'id'>,
  embargo: Item['embargo'],
) {
  const { inBody, type, ...picture } = image ?? {}
  const sent = {
    ...fields,
    published: momentText(published),
    ...(updated.instant !== published.instant && { updated: momentText(updated) }),
    ...(embargo !== undefined && { embargo: embargo ? momentText(embargo) : FURTHER_NOTICE }),
    ...(expires && { expires: momentText(expires) }),
    corrections: corrections.map(({ at, text }) => ({ at: momentText(at), text })),
    publisher: publisher.id,
    sources: sources.map(({ id }) => id),
    ...(image && { image: picture }),
    body: body.replaceAll(SITE_MARK, ''),
  }
  const isEmpty = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(sent).filter(([, value]) => !isEmpty(value))) as Members
}
