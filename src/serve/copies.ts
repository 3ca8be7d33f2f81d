import type { Coding } from '../http/negotiation.ts'
import { failed, success } from '../model/result.ts'
import { removeExpired } from '../storage/commit/expiries.ts'
import { isDatabaseFailure } from '../storage/database.ts'
import type { RequestContext } from './context.ts'
import type { Copy } from './memory.ts'
import type { DocumentRequest, Found, Plan } from './resource.ts'
import type { KnownCopy } from './validators.ts'
import { FRESH_MS, isOver, isSameState, type Version } from './version-cache.ts'

/** A document that is there: the version that it has now, or, where the database fails, the last good copy. */
export type OpenDocument<Known extends Version> =
  | { readonly version: Known; readonly lastGood?: never }
  | { readonly version: Version; readonly lastGood: Copy }

/** For how long a copy may stand in that nobody can confirm, in milliseconds. */
const UNCONFIRMED_MS = 600_000

/**
 * Looks a document up by its version. Nothing is rendered yet. What has expired is taken out first, where nobody else has
 * done so. @throws Error where it can't be answered at all.
 */
export async function openDocument<Asked extends DocumentRequest, Known extends Version>(
  context: RequestContext,
  { resource, request }: Plan<Asked, Known>,
): Promise<Found<OpenDocument<Known>>> {
  const { now, memory } = context
  try {
    let version = await resource.version(context, request)
    if (version.ok && isOver(version.value, now)) {
      await settle(context)
      version = await resource.version(context, request)
      if (version.ok && isOver(version.value, now)) return failed({ kind: 'database-unavailable' })
    }
    if (!version.ok) return version
    const kept = memory.copies.get(request.name)
    if (kept && isAsNew(kept.version, version.value)) kept.confirmed = now
    return success({ version: version.value })
  } catch (error) {
    const lastGood = lastGoodCopy(context, request.name, error)
    return success({ version: lastGood.version, lastGood })
  }
}

/**
 * The bytes of an open document, at its version or a later one. A version is rendered once, however many clients want it,
 * and its bytes are kept. Where the database fails, the last good copy is given.
 */
export async function readDocument<Asked extends DocumentRequest, Known extends Version>(
  context: RequestContext,
  plan: Plan<Asked, Known>,
  document: OpenDocument<Known>,
  coding: Coding,
): Promise<Found<Copy>> {
  const { name } = plan.request
  const copy = document.lastGood
    ? success(document.lastGood)
    : await readPlain(context, plan, document.version)
  if (!copy.ok || coding === 'identity') return copy
  return atLeast(context, `${name} ${coding}`, copy.value.version, async () =>
    success({ ...copy.value, bytes: await gzip(copy.value.bytes) }),
  )
}

/**
 * The changes of an open document since a client has a copy. `undefined` where they can't be had, also because the database
 * fails: then the whole document has to do. They are no older than the document.
 */
export async function readChanges<Asked extends DocumentRequest, Known extends Version>(
  context: RequestContext,
  { resource, request }: Plan<Asked, Known>,
  known: KnownCopy,
  whole: OpenDocument<Known>,
): Promise<Copy | undefined> {
  if (!resource.changesSince) return undefined
  const part = { resource, request: resource.changesSince(request, known) }
  try {
    const opened = await openDocument(context, part)
    const read = opened.ok ? await readDocument(context, part, opened.value, 'identity') : opened
    return read.ok && read.value.version.revision >= whole.version.revision ? read.value : undefined
  } catch (error) {
    if (isDatabaseFailure(error)) return undefined
    throw error
  }
}

async function readPlain<Asked extends DocumentRequest, Known extends Version>(
  context: RequestContext,
  { resource, request }: Plan<Asked, Known>,
  version: Known,
): Promise<Found<Copy>> {
  try {
    return await atLeast(context, request.name, version, async () => {
      if (resource.isCostly && !(await context.budget.spend())) return failed({ kind: 'too-many-requests' })
      if (context.trace) context.trace.rendered = true
      context.memory.numbers.add('renders')
      const made = await resource.render(context, request, version)
      if (!made.ok) return made
      const { text, ...rest } = made.value
      return success({ ...rest, bytes: new TextEncoder().encode(text), confirmed: context.now })
    })
  } catch (error) {
    return success(lastGoodCopy(context, request.name, error))
  }
}

/** @throws Error the error itself where nothing is kept, or where it is a bug. */
function lastGoodCopy({ memory, now }: RequestContext, name: string, error: unknown): Copy {
  const last = memory.copies.get(name)
  if (!last || !isDatabaseFailure(error)) throw error
  // Since then somebody may have taken out what it has.
  const isTrusted = now - (last.confirmed ?? 0) <= UNCONFIRMED_MS && !isOver(last.version, now)
  if (isTrusted) return last
  throw error
}

/** Takes out what has expired: one request does it for all, and once a second is enough. */
async function settle({ memory, keepAlive, session, now }: RequestContext): Promise<void> {
  await memory.renders.share(keepAlive, {
    name: 'expiries',
    find: () => (now - memory.settled < FRESH_MS ? true : undefined),
    make: async () => {
      await removeExpired(session, now)
      memory.settled = now
      return true
    },
  })
  memory.forgetVersions()
}

/** The copy of that name which is kept, if it is as new as the version; else one that a request makes for all. */
function atLeast(
  { memory, keepAlive }: RequestContext,
  name: string,
  wanted: Version,
  make: () => Promise<Found<Copy>>,
): Promise<Found<Copy>> {
  return memory.renders.share<Found<Copy>>(keepAlive, {
    name,
    find: () => {
      const kept = memory.copies.get(name)
      if (!kept || !isAsNew(kept.version, wanted)) return undefined
      // The same state may end later than was known when it was kept.
      return success(kept.version.revision < wanted.revision ? { ...kept, version: wanted } : kept)
    },
    make: async () => keep(memory, name, await make()),
  })
}

/** Whether a kept version is the wanted one or a later one. */
function isAsNew(kept: Version, wanted: Version): boolean {
  return kept.revision >= wanted.revision || isSameState(kept.stamp, wanted.stamp)
}

function keep({ copies }: RequestContext['memory'], name: string, made: Found<Copy>): Found<Copy> {
  if (!made.ok) {
    // Whoever asks too much takes nothing from others.
    if (made.failure.kind !== 'too-many-requests') copies.delete(name)
    return made
  }
  const kept = copies.get(name)
  if (kept && kept.version.revision > made.value.version.revision) return success(kept)
  copies.set(name, made.value, made.value.bytes.length + 2 * name.length)
  return made
}

/** Compresses bytes as gzip (RFC 1952). */
async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const compressed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(compressed).arrayBuffer())
}
