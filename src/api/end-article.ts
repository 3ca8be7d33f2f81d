import type * as v from 'valibot'
import { rfc3339 } from '../formats/dates.ts'
import { isMembers, type Members } from '../ingest/import/common/json-members.ts'
import { isMinted, tagUri } from '../ingest/mint.ts'
import { killArticle } from '../lifecycle/kill-article.ts'
import { originOfDesk } from '../model/access-token.ts'
import { parseMoment } from '../model/moment.ts'
import { failed, type Result, success } from '../model/result.ts'
import { reserveName, type StoredReceipt } from '../storage/commit/receipts.ts'
import { checkInput } from './article-input.ts'
import { type Conditions, isMet } from './conditions.ts'
import { mintable, type Writer } from './place-articles.ts'
import { invalid, type Refused, refusal } from './problems.ts'
import { correctionInput, withdrawalInput } from './request-schemas.ts'
import {
  type ArticleName,
  changeArticle,
  findOwn,
  goneReceipt,
  type WrittenArticle,
} from './write-article.ts'

/** Adds a correction to an article. The same text again changes nothing. */
export async function correctArticle(
  writer: Writer,
  name: ArticleName,
  value: unknown,
  conditions: Conditions,
): Promise<Result<WrittenArticle, Refused>> {
  const read = readBody(correctionInput, value)
  if (!read.ok) return read
  const { text, at = undefined } = read.value
  const written = await changeArticle(writer, name, conditions, (sent) => {
    const known = (Array.isArray(sent.corrections) ? sent.corrections : []) as Members[]
    if (known.some((one) => one.text === text)) return sent
    const offset = at?.offset ?? parseMoment(String(sent.published))?.offset ?? 0
    const time = rfc3339(new Date(at?.instant ?? writer.now), offset)
    return { ...sent, corrections: [...known, { at: time, text }] }
  })
  return written.ok ? written : failed(ofCorrection(written.failure))
}

/** A refusal of an article whose correction is at fault, as one of the correction that the client sent. */
function ofCorrection(refused: Refused): Refused {
  const { errors } = refused
  if (!errors) return refused
  const own = errors.map((one) => ({ ...one, pointer: one.pointer.replace(/^#\/corrections\/\d+/, '#') }))
  return { ...refused, errors: own }
}

/** An article that was withdrawn for good. */
export interface Withdrawal {
  readonly id: string
  /** The id under which that is kept, where it is another one: see Ending. */
  readonly unseen?: string
  readonly revision: number
}

/**
 * Withdraws an article for good and tells readers why. A client ends what is its desk's, also under a key that it has not
 * used yet; with the scope `kill-any` every article by its id, whether there is one or not.
 */
export async function withdrawArticle(
  writer: Writer,
  name: ArticleName,
  value: unknown,
  conditions: Conditions,
): Promise<Result<Withdrawal, Refused>> {
  const read = readBody(withdrawalInput, value)
  if (!read.ok) return read
  let killed = await killNow(writer, name, read.value, conditions)
  // Another request may have given the key to another article since it was looked for.
  while (killed.ok && 'key' in name && !isOf(killed.value, await findOwn(writer, name))) {
    killed = await killNow(writer, name, read.value, {})
  }
  return killed
}

function isOf({ id, unseen }: Withdrawal, receipt: StoredReceipt | undefined): boolean {
  return receipt?.id === id || receipt?.id === unseen
}

async function killNow(
  writer: Writer,
  name: ArticleName,
  ending: v.InferOutput<typeof withdrawalInput>,
  conditions: Conditions,
): Promise<Result<Withdrawal, Refused>> {
  const { db, token, now } = writer
  const found = await findOwn(writer, name)
  if (!isMet(conditions, found?.etag ?? '')) return failed(refusal('precondition-failed'))
  const killsAny = 'id' in name && token.scopes.includes('kill-any')
  const id = killsAny ? name.id : (found?.id ?? (await reservedId(writer, name)))
  if (id === undefined) return failed(refusal('not-found'))
  const origin = originOfDesk(token.desk)
  const isUnseen = !killsAny && found?.hold != null && !isMinted(id, writer.authority)
  const unseen = isUnseen ? mintedId(writer) : undefined
  const killed = await killArticle(db, {
    ...{ id, actor: `token:${token.name}`, now, ...(!killsAny && { origin }) },
    ending: { ...ending, ...(unseen !== undefined && { unseen }) },
    // What was met has to hold in the transaction too.
    ...(conditions.ifMatch && found && { receipts: [goneReceipt(origin, found)] }),
  })
  if (killed.ok) return success({ id, ...(unseen !== undefined && { unseen }), revision: killed.value })
  const isSame = isMet(conditions, (await findOwn(writer, name))?.etag ?? '')
  return failed(refusal(isSame ? 'unavailable' : 'precondition-failed'))
}

/** The id of an article that has not come yet: its kill overtakes it. */
async function reservedId(writer: Writer, name: ArticleName) {
  if ('id' in name) return undefined
  const { db, token, now } = writer
  return reserveName(db, { origin: originOfDesk(token.desk), name: name.key, id: mintedId(writer) }, now)
}

function mintedId({ token, authority, now }: Writer): string {
  const published = { instant: now, offset: 0 }
  return tagUri(mintable({ published, slug: crypto.randomUUID() }, token), authority)
}

function readBody<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
): Result<v.InferOutput<Schema>, Refused> {
  if (!isMembers(value)) return failed(invalid([{ pointer: '#', detail: 'is no object' }]))
  const checked = checkInput(schema, value)
  return checked.ok ? checked : failed(invalid(checked.failure))
}
