import type { Context } from 'hono'
import type { AppEnv } from '../config.ts'
import { FORMATS, type FormatName } from '../formats/index.ts'
import { isNotModified } from '../http/conditional.ts'
import { MAX_AGE, respondNotModified, respondWith } from '../http/respond.ts'
import { channelPath } from '../model/channel.ts'
import { canonicalQuery, type ListingQuery } from '../model/listing.ts'
import { shortDigest } from '../model/text.ts'
import { listingFeedPath } from '../publish/compose-listing.ts'
import { listingVersion, renderListing } from '../publish/listing-document.ts'
import type { FeedOptions } from './feed-query.ts'
import { originOf } from './middleware.ts'
import { answerProblem } from './problems.tsx'
import { validatorsOf } from './validators.ts'

/** Answers with the feed of a search or of a filtered channel, or with 304 after one row. */
export async function answerListing(
  c: Context<AppEnv>,
  query: ListingQuery,
  format: FormatName,
  { limit, content, query: own }: FeedOptions,
  vary?: string,
): Promise<Response> {
  const { config } = c.var
  const options = [...new URLSearchParams(own)]
  const variant = `${format}${limit}${content === 'full' ? 'f' : 's'}-${shortDigest(canonicalQuery(query))}`
  const self = listingFeedPath(query, format, options)
  const caching = { now: Date.now(), ...(vary && { vary, location: self }) }
  const validators = validatorsOf(await listingVersion(c.env.DB), variant, config)
  if (isNotModified(c.req.raw.headers, validators)) return respondNotModified({ ...caching, validators })

  const origin = originOf(c)
  const setting = { ...config, origin, ttl: MAX_AGE / 60 }
  const rendered = await renderListing(c.env.DB, { query, format, limit, content, options }, setting)
  if ('unknown' in rendered) {
    return answerProblem(c, { kind: 'unknown-channel', path: channelPath(rendered.unknown) })
  }
  return respondWith(
    rendered.text,
    `${FORMATS[format].mediaType}; charset=utf-8`,
    { ...caching, validators: validatorsOf(rendered.version, variant, config) },
    { Link: `<${origin}${self}>; rel="self"` },
  )
}
