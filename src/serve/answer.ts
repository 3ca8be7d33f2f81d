import type { Context } from 'hono'
import { type Caching, respondNotModified, respondWith } from '../http/caching.ts'
import { isNotModified } from '../http/conditional.ts'
import { takesChanges } from '../http/negotiation.ts'
import type { AppEnv, RequestContext } from './context.ts'
import { type OpenDocument, openDocument, readChanges, readDocument } from './copies.ts'
import { rememberAnswer } from './fast-path.ts'
import type { Copy, VersionEntry } from './memory.ts'
import { answerInstead, answerProblem } from './problem-response.tsx'
import type { DocumentRequest, Plan } from './resource.ts'
import { knownCopy, validatorsOf } from './validators.ts'
import { isOver, type Version } from './version-cache.ts'

/** How a document is answered with, whatever its version. */
export interface Representation {
  /** Tells its entity tag from those of the other documents at this address. */
  readonly variant: string
  readonly contentType: string
  /** Cache-Control; the usual one where nothing is said. */
  readonly lifetime?: string
  /** Request headers that choose it, beside Accept-Encoding. */
  readonly vary?: string
  /** The path that names this document alone, where a request header chose it. */
  readonly location?: string
  /** By what its copies in Cloudflare's cache are found when they have to go. */
  readonly tag?: string
  /** Headers of the whole document. */
  readonly headers?: Readonly<Record<string, string>>
  /** What the isolate remembers of its version. With it, the fast path may give the same answer again. */
  readonly entry?: VersionEntry
}

/**
 * Answers with a document: 304 where the client has its current version, 226 with its changes where the client takes
 * these alone, else 200 with all of it. Where there is no document, answers with the problem or the redirect.
 */
export async function answerDocument<Asked extends DocumentRequest, Known extends Version>(
  c: Context<AppEnv>,
  plan: Plan<Asked, Known>,
  representation: Representation,
): Promise<Response> {
  const { context } = c.var
  const document = await openDocument(context, plan)
  if (!document.ok) return answerInstead(c, document.failure)
  const { version } = document.value
  const caching = cachingOf(context, version, representation)
  if (isNotModified(c.req.raw.headers, caching.validators, context.now)) {
    rememberAnswer(c, plan.request.name, representation, version, caching)
    return respondNotModified(caching)
  }
  const changes = await changesFor(c, plan, document.value, representation)
  if (changes)
    return respondChanges(changes, cachingOf(context, changes.version, representation), representation)
  const copy = await readDocument(context, plan, document.value, context.coding)
  if (!copy.ok) return answerInstead(c, copy.failure)
  if (isOver(copy.value.version, context.now)) return answerProblem(c, { kind: 'database-unavailable' })
  return respondWhole(c, plan.request.name, copy.value, representation)
}

/** The changes since the copy that a client has; `undefined` where it has no copy of ours or did not ask for changes. */
function changesFor<Asked extends DocumentRequest, Known extends Version>(
  c: Context<AppEnv>,
  plan: Plan<Asked, Known>,
  document: OpenDocument<Known>,
  { variant }: Representation,
): Promise<Copy | undefined> | undefined {
  const { context } = c.var
  const { headers } = c.req.raw
  if (!plan.resource.changesSince || !takesChanges(headers)) return undefined
  const known = knownCopy(headers, variant, context)
  const { revision } = document.version
  return known && known.revision < revision ? readChanges(context, plan, known, document) : undefined
}

// The entity tag is that of the whole document, which the client has once it has put its copy and the changes together.
// No cache may give the changes to anybody else (RFC 3229, 10.4.1 and 10.8.1).
function respondChanges(part: Copy, caching: Caching, { contentType, headers }: Representation): Response {
  const payload = { bytes: part.bytes, contentType, status: 226 } as const
  const partial = { ...caching, lifetime: 'no-store, im', vary: 'A-IM, If-None-Match' }
  return respondWith(payload, partial, { ...headers, ...part.headers, IM: 'feed' })
}

function respondWhole(
  c: Context<AppEnv>,
  name: string,
  copy: Copy,
  representation: Representation,
): Response {
  const { context } = c.var
  const payload = { bytes: copy.bytes, contentType: representation.contentType, coding: context.coding }
  const caching = cachingOf(context, copy.version, representation)
  const headers = { ...representation.headers, ...copy.headers }
  rememberAnswer(c, name, representation, copy.version, caching, { payload, headers })
  return respondWith(payload, caching, headers)
}

function cachingOf(
  context: RequestContext,
  version: Version,
  { variant, lifetime, vary, location, tag }: Representation,
): Caching {
  return {
    validators: validatorsOf(version, variant, context, context.coding),
    now: context.now,
    vary: vary ? `${vary}, Accept-Encoding` : 'Accept-Encoding',
    ...(lifetime && { lifetime }),
    ...(location && { location }),
    ...(tag && { tag }),
    ...(version.until !== undefined && { until: version.until }),
  }
}
