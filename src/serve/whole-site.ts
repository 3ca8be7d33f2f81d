import type { Context } from 'hono'
import type { AppEnv } from '../config.ts'
import { ALL } from '../model/channel.ts'
import { answerDocument } from './answer.ts'
import type { Desk } from './context.ts'
import { cacheTag } from './edge-cache.ts'
import { answerProblem } from './problem-response.tsx'
import { deskOf, siteOf } from './request-context.ts'
import { siteVersion, versionOf, type Written } from './site-version.ts'
import type { Version } from './version-cache.ts'

/** A document of the site as a whole: what its entity tag tells it apart by, and its media type. */
export interface Kind {
  readonly variant: string
  readonly type: string
  readonly headers?: Readonly<Record<string, string>>
  /** The part of the query string that chooses it, with its `?`. */
  readonly query?: string
}

/** Answers with a document that changes with the build only. */
export async function answerOfBuild(
  c: Context<AppEnv>,
  kind: Kind,
  write: () => string | Promise<string>,
): Promise<Response> {
  const version = { revision: 0, modified: 0 }
  return answer(c, deskOf(c), kind, {
    version: () => version,
    render: async () => ({ version, text: await write() }),
  })
}

/**
 * Answers with a document that changes with every write, or with 304 after reading one row. `null` where there
 * is none. `since` is when it last changed without a write, in milliseconds since the epoch.
 */
export async function answerOfRevision(
  c: Context<AppEnv>,
  kind: Kind,
  write: (desk: Desk) => Promise<Written | null>,
  since = 0,
): Promise<Response> {
  const desk = deskOf(c)
  const variant = since > 0 ? `${kind.variant}${since.toString(36)}` : kind.variant
  return answer(
    c,
    desk,
    { ...kind, variant },
    {
      version: async () => versionOf((await siteVersion(desk)).revision, since),
      render: async () => {
        const written = await write(desk)
        return written && { version: versionOf(written.revision, since), text: written.text }
      },
    },
  )
}

async function answer(
  c: Context<AppEnv>,
  desk: Desk,
  { variant, type, headers = {}, query = '' }: Kind,
  plan: {
    version: () => Version | Promise<Version>
    render: () => Promise<{ version: Version; text: string } | null>
  },
): Promise<Response> {
  const name = `${siteOf(c).origin}${c.req.path}${query} ${variant}`
  const representation = { variant, contentType: type, headers, tag: cacheTag(ALL) }
  return (
    (await answerDocument(c, desk, { ...plan, name }, representation)) ??
    answerProblem(c, { kind: 'unknown-page' })
  )
}
