import type { Context } from 'hono'
import { ALL } from '../model/channel.ts'
import { success } from '../model/result.ts'
import type { Site } from '../model/site.ts'
import type { AtRevision } from '../storage/revision.ts'
import { readSite } from '../storage/site-row.ts'
import { answerDocument } from './answer.ts'
import type { AppEnv, RequestContext } from './context.ts'
import { cacheTag } from './edge-cache.ts'
import type { DocumentRequest, Found, Resource } from './resource.ts'
import { siteVersion, versionOf } from './site-version.ts'
import type { Version } from './version-cache.ts'

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
  /** Request headers that choose it. */
  readonly vary?: string
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

/** Documents that change with the build and with content/site.yaml. */
export function ofSite<Asked>(
  write: (context: RequestContext, site: Site, asked: Asked) => string | Promise<string>,
): Resource<SiteRequest<Asked>> {
  return {
    version: async (context) => success(siteChangeOf((await siteVersion(context)).site)),
    render: async (context, { asked }) => {
      const { revision, site } = await readSite(context.session)
      return success({ version: siteChangeOf(revision), text: await write(context, site, asked) })
    },
  }
}

// Before the first sync nothing has changed since the build.
function siteChangeOf(revision: number): Version {
  return revision === 0 ? OF_BUILD : versionOf({ revision })
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
  const name = `${c.var.context.address.origin}${c.req.path}${query} ${ownVariant}`
  const request = { name, asked, since }
  return answerDocument(
    c,
    { resource, request },
    { ...representation, variant: ownVariant, tag: cacheTag(ALL) },
  )
}
