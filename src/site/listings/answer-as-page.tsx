import type { Context } from 'hono'
import { NAVIGATION_HEADERS } from '../../http/navigation.ts'
import { ALL } from '../../model/channel.ts'
import { canonicalQuery, type ListingQuery, listingPath } from '../../model/listing.ts'
import { success } from '../../model/result.ts'
import { shortDigest } from '../../model/text.ts'
import { ListingPage } from '../../pages/listing-frame.tsx'
import { SearchPage } from '../../pages/search-results.tsx'
import { answerDocument } from '../../serve/answer.ts'
import type { AppEnv } from '../../serve/context.ts'
import { cacheTag } from '../../serve/edge-cache.ts'
import { HTML, PAGE_HEADERS, PREVIEW_LIFETIME, renderPage } from '../../serve/html-response.ts'
import type { Resource } from '../../serve/resource.ts'
import { COUNT_LIMIT } from '../../storage/read/best-hits.ts'
import { type ListingRequest, learn, listingVersion, readListed } from './selection.ts'

/** How many articles a page lists. */
const PAGE_LENGTH = 20

/** Bytes of bodies that are read to show where in them the words of a search stand. */
const EXCERPT_BYTES = 2_000_000

/** Answers with the page of a search or of a filtered channel. It is the preview of their feeds too. */
export function answerListingPage(
  c: Context<AppEnv>,
  query: ListingQuery,
  isPreview = false,
): Promise<Response> {
  const { origin } = c.var.context.address
  const canonical = canonicalQuery(query)
  const request = {
    name: `${origin}${listingPath(query)}${canonical} page`,
    query,
    limit: PAGE_LENGTH,
    isCounted: true,
  }
  return answerDocument(
    c,
    { resource: listingPage, request },
    {
      variant: `${isPreview ? 'preview' : 'page'}_${shortDigest(canonical)}`,
      contentType: HTML,
      ...(isPreview && { lifetime: PREVIEW_LIFETIME, vary: NAVIGATION_HEADERS }),
      tag: cacheTag(ALL),
      headers: PAGE_HEADERS,
    },
  )
}

const listingPage: Resource<ListingRequest> = {
  isCostly: true,
  version: listingVersion,
  render: async (context, { query, limit, isCounted = false }) => {
    const bodyBytes = query.search ? EXCERPT_BYTES : 0
    const found = await readListed(context, query, { limit, bodyBytes, isCounted })
    if (!found.ok) return found
    const { listing, site, version } = found.value
    learn(context, { query, limit, isCounted }, version)
    const { origin } = context.address
    const props = { query, listing, mostCounted: COUNT_LIMIT, origin, site }
    const page = query.search ? <SearchPage {...props} search={query.search} /> : <ListingPage {...props} />
    return success({ version, text: await renderPage(page) })
  },
}
