import type { Coding } from '../http/negotiation.ts'
import { success } from '../model/result.ts'
import { isDatabaseFailure } from '../storage/database.ts'
import type { RequestContext } from './context.ts'
import type { Copy } from './memory.ts'
import type { DocumentRequest, Found, Plan } from './resource.ts'
import type { KnownCopy } from './validators.ts'
import { isSameState, type Version } from './version-cache.ts'

/** A document that is there: the version that it has now, or, where the database fails, the last good copy. */
export type OpenDocument<Known extends Version> =
  | { readonly version: Known; readonly lastGood?: never }
  | { readonly version: Version; readonly lastGood: Copy }

/** Looks a document up by its version. Nothing is rendered yet. @throws Error where it can't be answered at all. */
export async function openDocument<Asked extends DocumentRequest, Known extends Version>(
  context: RequestContext,
  { resource, request }: Plan<Asked, Known>,
): Promise<Found<OpenDocument<Known>>> {
  try {
    const version = await resource.version(context, request)
    return version.ok ? success({ version: version.value }) : version
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
      if (context.trace) context.trace.rendered = true
      const made = await resource.render(context, request, version)
      if (!made.ok) return made
      const { text, ...rest } = made.value
      return success({ ...rest, bytes: new TextEncoder().encode(text) })
    })
  } catch (error) {
    return success(lastGoodCopy(context, request.name, error))
  }
}

/** @throws Error the error itself where nothing is kept, or where it is a bug. */
function lastGoodCopy({ memory }: RequestContext, name: string, error: unknown): Copy {
  const last = memory.copies.get(name)
  if (last && isDatabaseFailure(error)) return last
  throw error
}

/** The copy of that name which is kept, if it is as new as the version; else one that a request makes for all. */
function atLeast(
  { memory, keepAlive }: RequestContext,
  name: string,
  { revision, stamp }: Version,
  make: () => Promise<Found<Copy>>,
): Promise<Found<Copy>> {
  return memory.renders.share<Found<Copy>>(keepAlive, {
    name,
    find: () => {
      const kept = memory.copies.get(name)
      if (!kept) return undefined
      const isNew = kept.version.revision >= revision || isSameState(kept.version.stamp, stamp)
      return isNew ? success(kept) : undefined
    },
    make: async () => keep(memory, name, await make()),
  })
}

function keep({ copies }: RequestContext['memory'], name: string, made: Found<Copy>): Found<Copy> {
  if (!made.ok) {
    copies.delete(name)
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
