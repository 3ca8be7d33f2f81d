import { momentText } from '../formats/dates.ts'
import type { ImportedArticle, Refusal } from '../ingest/import/common/importer.ts'
import { isMembers, type Members } from '../ingest/import/common/json-members.ts'
import type { Mentions } from '../ingest/import/common/mentions.ts'
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
  readonly names: readonly string[]
}

/** Reads an item as an article of the writer. Fails where it is none, or one that the writer may not publish. */
export async function itemOf(
  imported: ImportedArticle,
  embargo: Item['embargo'],
  mentions: Mentions,
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
  const base = imported.base ?? imported.original
  const feed = { source: publisher, url: '', title: '', mentions }
  const arrival = await toArrival(imported, feed, (url) => URL.parse(url, base)?.href)
  return arrival.ok
    ? success({ imported, article: arrival.value.article, embargo, names: arrival.value.shared })
    : arrival
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
  return id !== undefined && id !== stored && !stored.startsWith(`tag:${authority},`)
}

export type ItemCandidate = Candidate & { readonly imported: ImportedArticle }

/** An item as something to be placed. `receipt` is that of the article which it is a version of. */
export function candidateOf(
  { imported, article, embargo }: Item,
  { authority, now }: Writer,
  receipt: StoredReceipt | undefined,
): ItemCandidate {
  const isOwn = imported.id !== undefined && !imported.id.startsWith(`tag:${authority},`)
  const id = receipt?.id ?? (isOwn ? imported.id : undefined)
  const until = embargo === undefined ? endedEmbargo(receipt, now) : embargo
  const published = until && until.instant > article.published.instant ? until : article.published
  const updated = article.updated.instant < published.instant ? published : article.updated
  const hold = until === null ? NEVER : published.instant
  const key = receipt && !receipt.name.includes(':') ? receipt.name : undefined
  return {
    key,
    draft: { ...(id !== undefined && { id }), ...article, published, updated },
    namesSlug: false,
    sent: sentOf(article, until),
    hold: hold > now ? hold : undefined,
    receipt,
    imported,
  }
}

// An item may be sent again after the end of its embargo. Then it was published at that time.
function endedEmbargo(receipt: StoredReceipt | undefined, now: number): Moment | undefined {
  const sent: unknown = JSON.parse(receipt?.data ?? 'null')
  const embargo = isMembers(sent) ? parseMoment(String(sent.embargo)) : undefined
  return embargo && embargo.instant <= now ? embargo : undefined
}

/** An article as a client would send it. */
function sentOf(
  { slug, publisher, sources, image, published, updated, body, ...fields }: Omit<Article, 'id'>,
  embargo: Item['embargo'],
) {
  const { inBody, type, ...picture } = image ?? {}
  const sent = {
    ...fields,
    published: momentText(published),
    ...(updated.instant !== published.instant && { updated: momentText(updated) }),
    ...(embargo !== undefined && { embargo: embargo ? momentText(embargo) : FURTHER_NOTICE }),
    publisher: publisher.id,
    sources: sources.map(({ id }) => id),
    ...(image && { image: picture }),
    body: body.replaceAll(SITE_MARK, ''),
  }
  const isEmpty = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(sent).filter(([, value]) => !isEmpty(value))) as Members
}
