import { isMembers, type Members } from '../ingest/import/common/json-members.ts'
import { type Busy, type Stored, type StorePlan, storeArticles } from '../ingest/store-articles.ts'
import { originOfDesk } from '../model/access-token.ts'
import { isKill } from '../model/lifecycle.ts'
import { failed, type Result, success } from '../model/result.ts'
import { findReceipts, type SentReceipt, type StoredReceipt } from '../storage/commit/receipts.ts'
import { readSources } from '../storage/registry.ts'
import { readInput } from './article-input.ts'
import { type Conditions, isMet } from './conditions.ts'
import { mergePatch } from './merge-patch.ts'
import { type Placed, placeArticles, type Writer } from './place-articles.ts'
import { type InputFault, invalid, type Refused, refusal } from './problems.ts'

/** How a client names an article: by its own key, or by the id of the article. */
export type ArticleName = { readonly key: string } | { readonly id: string }

/** An article that was written. */
export interface WrittenArticle {
  readonly placed: Placed
  readonly revision: number
}

/** What of an article no patch changes. */
const UNPATCHED = ['id', 'withdrawn', 'status']

/** Stores an article under a key of the client's own: a new one, or in place of what is there. */
export function putArticle(
  writer: Writer,
  name: ArticleName,
  value: unknown,
  conditions: Conditions,
): Promise<Result<WrittenArticle, Refused>> {
  return writeArticle(writer, name, conditions, (receipt) =>
    receipt || 'key' in name ? success(value) : failed(refusal('not-found')),
  )
}

/** Changes an article by a JSON Merge Patch (RFC 7396) of what the client sent of it. */
export function patchArticle(
  writer: Writer,
  name: ArticleName,
  patch: unknown,
  conditions: Conditions,
): Promise<Result<WrittenArticle, Refused>> {
  return writeArticle(writer, name, conditions, (receipt) => {
    if (receipt?.data == null) return failed(refusal('not-found'))
    const faults = faultsOfPatch(patch)
    return faults.length > 0 ? failed(invalid(faults)) : success(mergePatch(JSON.parse(receipt.data), patch))
  })
}

/** Changes what the client sent of an article. */
export function changeArticle(
  writer: Writer,
  name: ArticleName,
  conditions: Conditions,
  change: (sent: Members) => Members,
): Promise<Result<WrittenArticle, Refused>> {
  return writeArticle(writer, name, conditions, (receipt) =>
    receipt?.data == null
      ? failed(refusal(isKill(receipt?.ending) ? 'withdrawn' : 'not-found'))
      : success(change(JSON.parse(receipt.data))),
  )
}

function faultsOfPatch(patch: unknown): InputFault[] {
  if (!isMembers(patch)) return [{ pointer: '#', detail: 'is no object of the fields that change' }]
  const fixed = UNPATCHED.filter((name) => Object.hasOwn(patch, name))
  return fixed.map((name) => ({ pointer: `#/${name}`, detail: 'is not changed by a patch; leave it out' }))
}

async function writeArticle(
  writer: Writer,
  name: ArticleName,
  conditions: Conditions,
  toValue: (receipt: StoredReceipt | undefined) => Result<unknown, Refused>,
): Promise<Result<WrittenArticle, Refused>> {
  const stored = await store(writer, async (writer) => {
    const receipt = await findOwn(writer, name)
    if (!isMet(conditions, receipt?.etag ?? '')) return failed(refusal('precondition-failed'))
    const value = toValue(receipt)
    if (!value.ok) return value
    const { db, token, now } = writer
    const registry = new Map((await readSources(db)).map((source) => [source.id, source]))
    const input = readInput(value.value, { registry, publishers: token.publishers, now })
    if (!input.ok) return failed(invalid(input.failure))
    const known = receipt?.name ?? ('key' in name ? name.key : undefined)
    const [placed] = await placeArticles(writer, [{ name: known, receipt, ...input.value }])
    if (!placed?.ok) return placed ?? failed(refusal('internal'))
    return success({ placed: placed.value, writes: [placed.value.write], receipts: [placed.value.receipt] })
  })
  return stored.ok ? success({ placed: stored.value.plan.placed, revision: stored.value.revision }) : stored
}

/** Takes an article of the desk out, if it is there. Returns its id, and the revision after that. */
export async function deleteArticle(
  writer: Writer,
  name: ArticleName,
  conditions: Conditions,
): Promise<Result<{ readonly id: string | undefined; readonly revision: number }, Refused>> {
  const stored = await store(writer, async () => {
    const receipt = await findOwn(writer, name)
    if (!isMet(conditions, receipt?.etag ?? '')) return failed(refusal('precondition-failed'))
    if (!receipt || receipt.etag === '') return success({ id: receipt?.id, writes: [] })
    const { id } = receipt
    const origin = originOfDesk(writer.token.desk)
    return success({ id, writes: [], removals: [{ id, origin }], receipts: [goneReceipt(origin, receipt)] })
  })
  return stored.ok ? success({ id: stored.value.plan.id, revision: stored.value.revision }) : stored
}

/** What is kept of an article that goes, as long as its client has not edited it since. */
export function goneReceipt(origin: string, { name, id, etag }: StoredReceipt): SentReceipt {
  return { origin, name, id, etag: '', data: null, expected: etag }
}

/** Stores what a plan asks for, see storeArticles. The plan is made by the writer that it is given. */
export async function store<Plan extends StorePlan>(
  writer: Writer,
  planOn: (writer: Writer) => Promise<Result<Plan, Refused>>,
): Promise<Result<Stored<Plan>, Refused>> {
  const { db, now, token } = writer
  let attempts = 0
  const stored = await storeArticles<Plan, Refused>(db, () => planOn({ ...writer, attempts: attempts++ }), {
    now: () => now,
    actor: `token:${token.name}`,
  })
  return stored.ok || !isBusy(stored.failure)
    ? (stored as Result<Stored<Plan>, Refused>)
    : failed(refusal('unavailable', 'Other writes came between each time. Nothing was changed; try again.'))
}

function isBusy(failure: Refused | Busy): failure is Busy {
  return 'kind' in failure
}

/** The receipt of an article of the writer's desk. */
export async function findOwn(
  { db, token }: Pick<Writer, 'db' | 'token'>,
  name: ArticleName,
): Promise<StoredReceipt | undefined> {
  const asked = 'key' in name ? { names: [name.key] } : { ids: [name.id], names: [name.id] }
  const found = await findReceipts(db, originOfDesk(token.desk), asked)
  // Something of an id may have been there under another key before.
  return found.find(({ etag }) => etag !== '') ?? found[0]
}

/** The client's own key of an article; `undefined` where it has none. */
export function keyOf({ name }: Pick<StoredReceipt, 'name'>): string | undefined {
  return name.includes(':') ? undefined : name
}
