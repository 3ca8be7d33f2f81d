import type { Context } from 'hono'
import type { AppEnv } from '../config.ts'
import { isNotModified } from '../http/conditional.ts'
import { respondNotModified, respondWith } from '../http/respond.ts'
import { readRevision } from '../storage/revision.ts'
import { answerProblem } from './problems.tsx'
import { validatorsOf } from './validators.ts'

/** A document of the site as a whole: what its entity tag tells it apart by, and its media type. */
export interface Kind {
  readonly variant: string
  readonly type: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A document that was written from what was stored at a revision. */
export interface Written {
  readonly revision: number
  readonly text: string
}

/** Answers with a document that changes with the build only. */
export function answerOfBuild(c: Context<AppEnv>, { variant, type }: Kind, write: () => string): Response {
  const validators = validatorsOf({ revision: 0, modified: 0 }, variant, c.var.config)
  const caching = { validators, now: Date.now() }
  if (isNotModified(c.req.raw.headers, validators)) return respondNotModified(caching)
  return respondWith(write(), type, caching)
}

/**
 * Answers with a document that changes with every write, or with 304 after reading one row. `null` where there
 * is none. `since` is when it last changed without a write, in milliseconds since the epoch.
 */
export async function answerOfRevision(
  c: Context<AppEnv>,
  { variant, type, headers }: Kind,
  write: () => Promise<Written | null>,
  since = 0,
): Promise<Response> {
  const now = Date.now()
  const validators = siteValidators(c, await readRevision(c.env.DB), variant, since)
  if (isNotModified(c.req.raw.headers, validators)) return respondNotModified({ validators, now })
  const written = await write()
  if (!written) return answerProblem(c, { kind: 'unknown-page' })
  const own = siteValidators(c, written.revision, variant, since)
  return respondWith(written.text, type, { validators: own, now }, headers)
}

// Times are the ends of their seconds, after which no other change can have the same ones.
function siteValidators(c: Context<AppEnv>, revision: number, variant: string, since: number) {
  const modified = Math.floor(Math.max(revision, since) / 1000) + 1
  const name = since > 0 ? `${variant}${since.toString(36)}` : variant
  return validatorsOf({ revision, modified }, name, c.var.config)
}
