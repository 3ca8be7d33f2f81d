import type { Context } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { AppEnv } from '../config.ts'
import { isNotModified } from '../http/conditional.ts'
import { respondNotModified, respondWith } from '../http/respond.ts'
import { channelPath } from '../model/channel.ts'
import { canonicalQuery, type ListingQuery } from '../model/listing.ts'
import { shortDigest } from '../model/text.ts'
import { ListingPage } from '../pages/listing-page.tsx'
import { SearchPage } from '../pages/search-page.tsx'
import { listingVersion, versionOf } from '../publish/listing-document.ts'
import { type Listing, readListing } from '../storage/listing.ts'
import { DEFAULT_LIMIT } from './feed-query.ts'
import { originOf } from './middleware.ts'
import { HTML, PAGE_HEADERS, renderPage } from './page.ts'
import { answerProblem } from './problems.tsx'
import { validatorsOf } from './validators.ts'

/** Bytes of bodies that are read to show where in them the words of a search stand. */
const EXCERPT_BYTES = 2_000_000

/** Answers with the page of a search or of a filtered channel, or with 304 after one row. */
export async function answerListingPage(c: Context<AppEnv>, query: ListingQuery): Promise<Response> {
  const { config } = c.var
  const variant = `page-${shortDigest(canonicalQuery(query))}`
  const caching = {
    validators: validatorsOf(await listingVersion(c.env.DB), variant, config),
    now: Date.now(),
  }
  if (isNotModified(c.req.raw.headers, caching.validators)) return respondNotModified(caching)

  const wanted = { limit: DEFAULT_LIMIT, bodyBytes: query.search ? EXCERPT_BYTES : 0 }
  const listing = await readListing(c.env.DB, query, wanted)
  if ('unknown' in listing) {
    return answerProblem(c, { kind: 'unknown-channel', path: channelPath(listing.unknown) })
  }
  const validators = validatorsOf(versionOf(listing.revision), variant, config)
  return respondWith(
    await renderPage(pageOf(c, query, listing)),
    HTML,
    { ...caching, validators },
    PAGE_HEADERS,
  )
}

function pageOf(c: Context<AppEnv>, query: ListingQuery, listing: Listing) {
  const props = { query, listing, origin: originOf(c), siteName: c.var.config.siteName }
  const page: HtmlEscapedString | Promise<HtmlEscapedString> = query.search ? (
    <SearchPage {...props} search={query.search} />
  ) : (
    <ListingPage {...props} />
  )
  return page
}
