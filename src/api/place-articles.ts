import { aliasesOf, hexDigest } from '../ingest/aliases.ts'
import type { DraftArticle } from '../ingest/content/article-file.ts'
import type { Members } from '../ingest/import/common/json-members.ts'
import { isMinted, type Mintable, mintId, tagUri } from '../ingest/mint.ts'
import type { PlannedArticle } from '../ingest/store-articles.ts'
import { originOfDesk, type Token } from '../model/access-token.ts'
import type { Article } from '../model/article.ts'
import { isKill } from '../model/lifecycle.ts'
import { failed, type Result, success } from '../model/result.ts'
import {
  findHolders,
  findReceipts,
  type Holder,
  type SentReceipt,
  type StoredReceipt,
} from '../storage/commit/receipts.ts'
import { takenIds } from '../storage/commit/stored-files.ts'
import type { Database } from '../storage/database.ts'
import { canonicalJson } from './merge-patch.ts'
import { invalid, type Refused, refusal } from './problems.ts'

/** Who writes, and when. */
export interface Writer {
  readonly db: Database
  readonly token: Token
  /** The authority of minted tag: URIs, a domain name. */
  readonly authority: string
  /** Milliseconds since the epoch. */
  readonly now: number
  /** How often other writes have come between already. */
  readonly attempts?: number
}

/** An article that a client has sent. */
export interface Candidate {
  /** The client's key, or what an item of a wire is called; `undefined` where the id of the article is its name. */
  readonly name: string | undefined
  readonly draft: DraftArticle
  readonly namesSlug: boolean
  readonly sent: Members
  /** When it may be public, where that is later; see Life. */
  readonly hold: number | undefined
  /** What is stored of it. */
  readonly receipt: StoredReceipt | undefined
  /** Which version of a wire's item it is, where it says so. */
  readonly version?: number | undefined
}

/** An article with its place: id, slug and update time are settled. */
export interface Placed {
  readonly write: PlannedArticle
  readonly receipt: SentReceipt
  /** Whether it is new, other than what is stored, or the same. */
  readonly outcome: 'created' | 'changed' | 'unchanged'
}

/** So many slugs, and ids, are tried before one gets a digest. */
const TRIES = 20

/** Who has met others so often looks for no number any more: they look for the same one. */
const PATIENCE = 2

/** The longest text of what a client sent that a row can hold, in characters. */
const LONGEST = 1_500_000

/** Finds the places of articles of a desk among what is stored: each its own, or why there is none for it. */
export async function placeArticles(
  writer: Writer,
  candidates: readonly Candidate[],
): Promise<Result<Placed, Refused>[]> {
  const { db, token, authority } = writer
  const bases = candidates.map(({ draft }) => tagUri(mintable(draft, token), authority))
  const given = candidates.flatMap(({ draft }) => draft.id ?? [])
  const slugs = candidates.flatMap((one) => variants(wishOf(one)))
  const [holders, taken, own] = await Promise.all([
    findHolders(db, given, slugs),
    takenIds(db, bases),
    findReceipts(db, originOfDesk(token.desk), { ids: [...given, ...bases.flatMap(variants)], names: given }),
  ])
  const places = new Places(writer, holders, taken, own)
  const placed: Result<Placed, Refused>[] = []
  for (const candidate of candidates) placed.push(await places.add(candidate))
  return placed
}

/**
 * What the id of an article of a desk is minted from. It contains the name of the desk and a `~`, which neither desks nor slugs
 * have. Without them a held article could take the id that a file, or another desk, would get.
 */
export function mintable({ published, slug }: Mintable, { desk }: Token): Mintable {
  return { published, slug: `${desk}~${slug}` }
}

// What is held has not given up the slug that it had: it may have been public under that.
function wishOf({ draft, namesSlug, receipt }: Candidate): string {
  return namesSlug ? draft.slug : (receipt?.held ?? draft.slug)
}

function variants(text: string): string[] {
  return Array.from({ length: TRIES }, (_, n) => (n === 0 ? text : `${text}-${n + 1}`))
}

class Places {
  readonly #writer: Writer
  readonly #isCrowded: boolean
  readonly #ids: ReadonlyMap<string, Holder>
  readonly #slugs: ReadonlyMap<string, Holder>
  /** The ids that were killed, for everybody or before an article of the desk had them. */
  readonly #killed: ReadonlySet<string>
  readonly #taken: Set<string>
  readonly #ownIds: ReadonlyMap<string, StoredReceipt>
  readonly #usedSlugs = new Map<string, string>()

  constructor(
    writer: Writer,
    holders: readonly Holder[],
    taken: ReadonlySet<string>,
    own: readonly StoredReceipt[],
  ) {
    const of = (kind: Holder['kind']) =>
      new Map(holders.flatMap((one) => (one.kind === kind ? [[one.name, one] as const] : [])))
    this.#writer = writer
    this.#ids = of('id')
    this.#slugs = of('slug')
    const killed = own.filter(({ ending }) => isKill(ending)).map(({ name }) => name)
    this.#killed = new Set([...of('killed').keys(), ...killed])
    this.#ownIds = new Map(own.map((one) => [one.id, one]))
    this.#taken = new Set([...taken, ...this.#ownIds.keys()])
    this.#isCrowded = (writer.attempts ?? 0) >= PATIENCE
  }

  async add(candidate: Candidate): Promise<Result<Placed, Refused>> {
    const { name: given, draft, namesSlug, sent, hold, receipt, version } = candidate
    if (isKill(receipt?.ending)) return failed(refusal('withdrawn'))
    if (isOld(version, receipt))
      return failed(refusal('conflict', `Its version ${receipt?.version} is here already.`))
    const id = this.#id(draft, receipt)
    if (!id.ok) return id
    const slug = await this.#slug(id.value, wishOf(candidate), namesSlug, receipt)
    if (!slug.ok) return slug
    const data = canonicalJson(sent)
    if (data.length > LONGEST) return failed(refusal('too-large', 'The article is too long to be kept.'))
    const origin = originOfDesk(this.#writer.token.desk)
    const name = given ?? id.value
    const { article, digest, isSame } = await this.#dated(
      { ...draft, id: id.value, slug: slug.value },
      receipt,
    )
    this.#usedSlugs.set(slug.value, id.value)
    this.#taken.add(id.value)
    const aliases = [...(await aliasesOf(article)), `key:${this.#writer.token.desk}:${name}`]
    const etag = await hexDigest(data, 12)
    return success({
      write: { article, origin, path: name, digest, aliases, hold, stored: receipt?.updated ?? undefined },
      receipt: { origin, name, id: id.value, etag, data, version, expected: receipt?.etag ?? '' },
      outcome: outcomeOf(receipt, isSame || (receipt?.digest == null && receipt?.etag === etag)),
    })
  }

  #id(draft: DraftArticle, receipt: StoredReceipt | undefined): Result<string, Refused> {
    const { token, authority } = this.#writer
    if (receipt && (draft.id === undefined || draft.id === receipt.id)) return success(receipt.id)
    const fault = (detail: string) => failed(invalid([{ pointer: '#/id', detail }]))
    if (receipt) return fault(`is ${receipt.id} for good; leave it out`)
    if (draft.id === undefined) {
      const id = mintId(mintable(draft, token), this.#taken, authority)
      return success(this.#isCrowded ? `${id}-${crypto.randomUUID().slice(0, 8)}` : id)
    }
    if (isMinted(draft.id, authority)) {
      return fault('is of the form that this site mints itself; leave it out')
    }
    if (this.#killed.has(draft.id)) return failed(refusal('withdrawn'))
    const holder = this.#ids.get(draft.id)
    const isTaken = this.#ownIds.has(draft.id) || (holder && !isPolled(holder)) || this.#taken.has(draft.id)
    return isTaken ? failed(refusal('conflict', 'Another article has this id.')) : success(draft.id)
  }

  async #slug(
    id: string,
    wish: string,
    isNamed: boolean,
    receipt: StoredReceipt | undefined,
  ): Promise<Result<string, Refused>> {
    const isFree = (slug: string) =>
      (this.#usedSlugs.get(slug) ?? id) === id && (this.#slugs.get(slug)?.id ?? id) === id
    if (isNamed) {
      const holder = this.#slugs.get(wish)
      const givesWay = holder !== undefined && (holder.origin === '' || isPolled(holder))
      return isFree(wish) || givesWay
        ? success(wish)
        : failed(refusal('conflict', `Another article has the slug ${wish}.`))
    }
    // A title that is mended moves no page.
    if (receipt?.slug != null) return success(receipt.slug)
    const wishes = this.#isCrowded ? [wish] : variants(wish)
    return success(wishes.find(isFree) ?? `${wish}-${await hexDigest(id, 4)}`)
  }

  /** An edit that names no new time for it gets that of this write. */
  async #dated(article: Article, receipt: StoredReceipt | undefined) {
    const { updated, ...others } = article
    const digest = await hexDigest(canonicalJson(others), 16)
    const isSame = receipt?.digest === digest
    if (receipt?.updated == null || updated.instant > receipt.updated)
      return { article, digest, isSame: false }
    const instant = isSame ? receipt.updated : Math.max(this.#writer.now, updated.instant)
    return { article: { ...article, updated: { ...updated, instant } }, digest, isSame }
  }
}

function outcomeOf(receipt: StoredReceipt | undefined, isSame: boolean): Placed['outcome'] {
  if (!receipt || receipt.etag === '') return 'created'
  return isSame ? 'unchanged' : 'changed'
}

// Wires send again what got no answer, also behind a later version. What was deleted may come back in each.
function isOld(version: number | undefined, receipt: StoredReceipt | undefined): boolean {
  return version !== undefined && receipt?.etag !== '' && version < (receipt?.version ?? version)
}

// Polled articles give way to clients of the API, as they do to files.
function isPolled({ origin }: Holder): boolean {
  return origin.startsWith('poll:')
}
