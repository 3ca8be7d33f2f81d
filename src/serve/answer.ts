import type { Context } from 'hono'
import type { AppEnv } from '../config.ts'
import { type Caching, respondNotModified, respondWith } from '../http/caching.ts'
import { isNotModified } from '../http/conditional.ts'
import { takesChanges, takesGzip } from '../http/negotiation.ts'
import type { Copy, Desk } from './context.ts'
import { keepAnswer } from './fast-path.ts'
import { type DocumentPlan, openDocument, readPart } from './open-document.ts'
import { knownRevision, validatorsOf } from './validators.ts'
import type { Version } from './version-cache.ts'

/** How a document is answered with, whatever its version. */
export interface Representation {
  /** Tells its entity tag from those of the other documents at this address. */
  readonly variant: string
  readonly contentType: string
  readonly lifetime?: string
  /** Request headers that choose it, beside Accept-Encoding. */
  readonly vary?: string
  readonly location?: string
  readonly tag?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The changes of a document since a revision, for clients that have it as it was then. */
export type ChangesSince<Known extends Version> = (revision: number) => DocumentPlan<Known>

/**
 * Answers with a document, or with 304 before anything is rendered, or with 226 and its changes to whoever takes
 * these alone. `null` where there is no such document.
 */
export async function answerDocument<Known extends Version>(
  c: Context<AppEnv>,
  desk: Desk,
  plan: DocumentPlan<Known>,
  representation: Representation,
  changesSince?: ChangesSince<Known>,
): Promise<Response | null> {
  const document = await openDocument(desk, plan)
  if (!document) return null
  const { headers } = c.req.raw
  const coding = takesGzip(c.req.raw) ? 'gzip' : 'identity'
  const cachingOf = (version: Version) => cachingFor(c, desk, version, representation, coding)
  const caching = cachingOf(document.version)
  if (isNotModified(headers, caching.validators)) {
    keepAnswer(c, desk, plan, document.version, { caching, coding })
    return respondNotModified(caching)
  }
  const changes = changesSince && planChanges(c, document.version, representation, changesSince)
  const part = changes && (await readPart(desk, changes, document))
  if (part) return respondChanges(part, cachingOf(part.version), representation)
  const copy = await document.read(coding)
  if (!copy) return null
  const payload = { bytes: copy.bytes, contentType: representation.contentType, coding } as const
  const given = cachingOf(copy.version)
  keepAnswer(c, desk, plan, copy.version, {
    caching: given,
    coding,
    copy,
    payload,
    more: representation.headers,
  })
  return respondWith(payload, given, representation.headers)
}

function planChanges<Known extends Version>(
  c: Context<AppEnv>,
  { revision }: Version,
  { variant }: Representation,
  changesSince: ChangesSince<Known>,
): DocumentPlan<Known> | undefined {
  const { headers } = c.req.raw
  if (!takesChanges(headers)) return undefined
  const known = knownRevision(headers, variant, c.var.config)
  return known !== undefined && known < revision ? changesSince(known) : undefined
}

// The entity tag is that of the whole document: what the client has when it has put both together. No cache
// may give the part to anybody else (RFC 3229, 10.4.1 and 10.8.1).
function respondChanges(part: Copy, caching: Caching, { contentType, headers }: Representation): Response {
  const payload = { bytes: part.bytes, contentType, status: 226 } as const
  const partial = { ...caching, lifetime: 'no-store, im', vary: 'A-IM, If-None-Match' }
  return respondWith(payload, partial, { ...headers, IM: 'feed' })
}

function cachingFor(
  c: Context<AppEnv>,
  { now }: Desk,
  version: Version,
  { variant, lifetime, vary, location, tag }: Representation,
  coding: string,
): Caching {
  return {
    validators: validatorsOf(version, variant, c.var.config, coding),
    now,
    vary: vary ? `${vary}, Accept-Encoding` : 'Accept-Encoding',
    ...(lifetime && { lifetime }),
    ...(location && { location }),
    ...(tag && { tag }),
  }
}
