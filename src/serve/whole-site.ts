import type { Context } from 'hono'
import { ALL } from '../model/channel.ts'
import { success } from '../model/result.ts'
import { type AtRevision, modifiedOf, readSite } from '../storage/revision.ts'
import { answerDocument } from './answer.ts'
import type { AppEnv, RequestContext } from './context.ts'
import { cacheTag } from './edge-cache.ts'
import type { DocumentRequest, Found, Resource } from './resource.ts'
import type { Version } from './version-cache.ts'

/** The version of the site as a whole: that of the last write. Read at most once a second. */
export async function siteVersion(context: RequestContext): Promise<Version> {
  const { memory, now } = context
  const version = await memory.site.current('', now, async () => {
    return versionOf(await readSite(context.session))
  })
  return version ?? { revision: 0, modified: 0 }
}

/** The version of a revision; `since` is when it last changed without a write, in ms since the epoch. */
export function versionOf({ revision, until }: AtRevision, since = 0): Version {
  const modified = modifiedOf(Math.max(revision, since))
  return { revision, modified, ...(until !== undefined && { until }) }
}

/** What is asked of a document of the site as a whole. */
export interface SiteRequest<Asked> extends DocumentRequest {
  readonly asked: Asked
  /** When it last changed without a write, in milliseconds since the epoch; 0 where it never does. */
  readonly since: number
}

/** A document of the site as a whole: how it is made, its mark in entity tags, its media type. */
export interface SiteDocument<Asked> {
  readonly resource: Resource<SiteRequest<Asked>>
  readonly variant: string
  readonly contentType: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A document that was written from what was stored at a revision. */
export interface Written extends AtRevision {
  readonly text: string
}

const OF_BUILD: Version = { revision: 0, modified: 0 }

/** Documents that change with the build only. */
export function ofBuild<Asked>(
  write: (context: RequestContext, asked: Asked) => string | Promise<string>,
): Resource<SiteRequest<Asked>> {
  return {
    version: () => success(OF_BUILD),
    render: async (context, { asked }) => success({ version: OF_BUILD, text: await write(context, asked) }),
  }
}

/** Documents that change with every write. */
export function ofRevision<Asked>(
  write: (context: RequestContext, asked: Asked) => Promise<Found<Written>>,
): Resource<SiteRequest<Asked>> {
  return {
    version: async (context, { since }) => success(versionOf(await siteVersion(context), since)),
    render: async (context, { asked, since }) => {
      const written = await write(context, asked)
      if (!written.ok) return written
      return success({ version: versionOf(written.value, since), text: written.value.text })
    },
  }
}

/**
 * Answers with a document of the site as a whole. `query` is the part of the query string that chooses the document, with
 * its `?`.
 */
export function answerSiteDocument<Asked>(
  c: Context<AppEnv>,
  { resource, variant, ...representation }: SiteDocument<Asked>,
  asked: Asked,
  { query = '', since = 0 }: { readonly query?: string; readonly since?: number } = {},
): Promise<Response> {
  const ownVariant = since > 0 ? `${variant}${since.toString(36)}` : variant
  const name = `${c.var.context.site.origin}${c.req.path}${query} ${ownVariant}`
  const request = { name, asked, since }
  return answerDocument(
    c,
    { resource, request },
    { ...representation, variant: ownVariant, tag: cacheTag(ALL) },
  )
}
