import type { Context } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { AppEnv } from '../../config.ts'
import { NAVIGATION_HEADERS } from '../../http/navigation.ts'
import { ALL, type ChannelKey, channelPath } from '../../model/channel.ts'
import { canonicalQuery, type ListingQuery, listingPath } from '../../model/listing.ts'
import { shortDigest } from '../../model/text.ts'
import { ListingPage } from '../../pages/listing-frame.tsx'
import { SearchPage } from '../../pages/search-results.tsx'
import { answerDocument } from '../../serve/answer.ts'
import { cacheTag } from '../../serve/edge-cache.ts'
import { HTML, PAGE_HEADERS, PREVIEW_LIFETIME, renderPage } from '../../serve/html-response.ts'
import { answerProblem } from '../../serve/problem-response.tsx'
import type { Site } from '../../serve/request-context.ts'
import { deskOf, siteOf } from '../../serve/request-context.ts'
import type { Listing } from '../../storage/read/listed-articles.ts'
import { DEFAULT_LIMIT } from '../feeds/options.ts'
import { planListing } from './resource.ts'

/** Bytes of bodies that are read to show where in them the words of a search stand. */
const EXCERPT_BYTES = 2_000_000

/**
 * Answers with the page of a search or of a filtered channel, or with 304 after one row. It is the preview of
 * their feeds too.
 */
export async function answerListingPage(
  c: Context<AppEnv>,
  query: ListingQuery,
  isPreview = false,
): Promise<Response> {
  const [desk, site] = [deskOf(c), siteOf(c)]
  const canonical = canonicalQuery(query)
  const wanted = {
    name: `${site.origin}${listingPath(query)}${canonical} page`,
    query,
    limit: DEFAULT_LIMIT,
    bodyBytes: query.search ? EXCERPT_BYTES : 0,
  }
  let unknown: ChannelKey = query.channel
  const note = (channel: ChannelKey) => {
    unknown = channel
  }
  const plan = planListing(desk, wanted, note, (listing) => renderPage(pageOf(query, listing, site)))
  const answer = await answerDocument(c, desk, plan, {
    variant: `${isPreview ? 'preview' : 'page'}_${shortDigest(canonical)}`,
    contentType: HTML,
    ...(isPreview && { lifetime: PREVIEW_LIFETIME, vary: NAVIGATION_HEADERS }),
    tag: cacheTag(ALL),
    headers: PAGE_HEADERS,
  })
  return answer ?? answerProblem(c, { kind: 'unknown-channel', path: channelPath(unknown) })
}

function pageOf(query: ListingQuery, listing: Listing, { origin, siteName }: Site) {
  const props = { query, listing, origin, siteName }
  const page: HtmlEscapedString | Promise<HtmlEscapedString> = query.search ? (
    <SearchPage {...props} search={query.search} />
  ) : (
    <ListingPage {...props} />
  )
  return page
}
