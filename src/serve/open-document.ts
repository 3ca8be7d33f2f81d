import { isDatabaseFailure } from '../storage/database.ts'
import type { Copy, Desk } from './context.ts'
import { gzip } from './gzip.ts'
import type { Version } from './version-cache.ts'

/** How a document is made, and by what it is told from all others of this isolate. */
export interface DocumentPlan<Known extends Version> {
  /** The document's own URL, or what else tells it from all others of this isolate. */
  readonly name: string
  /** The version that the document has now; `null` where there is no such document. */
  readonly version: () => Known | null | Promise<Known | null>
  /** Whether a revision is known to be the current one at a time in ms, without asking the database. */
  readonly isCurrent?: (revision: number, now: number) => boolean
  /** Renders it as it is now, which is no older than this version; `null` where it can't be had. */
  readonly render: (version: Known) => Promise<RenderedDocument | null>
}

export interface RenderedDocument {
  readonly version: Version
  readonly text: string
}

export type Coding = 'identity' | 'gzip'

/** A document that is there, not rendered yet unless this isolate keeps it. */
export interface OpenDocument {
  readonly version: Version
  /** Its bytes and their version, perhaps a later one; `null` if it went away. Kept for the next request. */
  readonly read: (coding: Coding) => Promise<Copy | null>
}

/**
 * Looks a document up by its version, at most one row. It is rendered once for all who want it at that
 * version. Where the database fails, the last good copy stands in.
 */
export async function openDocument<Known extends Version>(
  desk: Desk,
  plan: DocumentPlan<Known>,
): Promise<OpenDocument | null> {
  try {
    const version = await plan.version()
    return version && { version, read: (coding) => readCopy(desk, plan, version, coding) }
  } catch (error) {
    const last = lastGood(desk, plan.name, error)
    return { version: last.version, read: (coding) => inCoding(desk, plan.name, last, coding) }
  }
}

/**
 * Reads a part of a document that is open, no older than it; `null` where it can't be had, also because the
 * database fails: then the whole has to do.
 */
export async function readPart<Known extends Version>(
  desk: Desk,
  plan: DocumentPlan<Known>,
  whole: OpenDocument,
): Promise<Copy | null> {
  try {
    const part = await (await openDocument(desk, plan))?.read('identity')
    return part && part.version.revision >= whole.version.revision ? part : null
  } catch (error) {
    if (isDatabaseFailure(error)) return null
    throw error
  }
}

async function readCopy<Known extends Version>(
  desk: Desk,
  { name, render }: DocumentPlan<Known>,
  version: Known,
  coding: Coding,
): Promise<Copy | null> {
  const plain = current(desk, name, version, async () => {
    const made = await render(version)
    return made && { version: made.version, bytes: new TextEncoder().encode(made.text) }
  })
  const copy = await plain.catch((error: unknown) => lastGood(desk, name, error))
  return copy && inCoding(desk, name, copy, coding)
}

/** @throws The error itself where nothing was kept, or it is a bug. */
function lastGood({ memory }: Desk, name: string, error: unknown): Copy {
  const last = memory.copies.get(name)
  if (last && isDatabaseFailure(error)) return last
  throw error
}

async function inCoding(desk: Desk, name: string, copy: Copy, coding: Coding): Promise<Copy | null> {
  if (coding === 'identity') return copy
  return current(desk, `${name} ${coding}`, copy.version, async () => ({
    version: copy.version,
    bytes: await gzip(copy.bytes),
  }))
}

/** The copy of that name that is kept, if it is as new as the version; else makes it, once for all who wait. */
async function current(
  { memory, now, keepAlive }: Desk,
  name: string,
  { revision }: Version,
  make: () => Promise<Copy | null>,
): Promise<Copy | null> {
  for (let attempt = 1; ; attempt++) {
    const kept = memory.copies.get(name)
    if (kept && kept.version.revision >= revision) return kept
    const made = await memory.renders.share(name, now, keepAlive, async () =>
      keep(memory, name, await make()),
    )
    // What was under way already may have read the database before our version was there.
    if (!made || made.version.revision >= revision || attempt === 2) return made
  }
}

function keep({ copies }: Desk['memory'], name: string, made: Copy | null): Copy | null {
  const kept = copies.get(name)
  if (made && kept && kept.version.revision > made.version.revision) return kept
  if (made) copies.set(name, made, made.bytes.length + 2 * name.length)
  else copies.delete(name)
  return made
}
