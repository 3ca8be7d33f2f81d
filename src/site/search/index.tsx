import { type Context, Hono } from 'hono'
import { formatOfFile } from '../../formats/index.ts'
import { canonicalQuery, type ListingQuery } from '../../model/listing.ts'
import { SearchFormPage } from '../../pages/search-results.tsx'
import type { AppEnv } from '../../serve/context.ts'
import { HTML, PAGE_HEADERS, renderPage } from '../../serve/html-response.ts'
import { answerProblem } from '../../serve/problem-response.tsx'
import { answerSiteDocument, ofSite, type SiteDocument } from '../../serve/whole-site.ts'
import { isForPerson, readFeedOptions } from '../feeds/options.ts'
import { answerListing } from '../listings/answer-as-feed.ts'
import { answerListingPage } from '../listings/answer-as-page.tsx'
import { readSearchListing } from '../listings/parameters.ts'

/** The search: its page, and the feeds of what it finds. */
export const search = new Hono<AppEnv>().get('/search', searchPage).get('/search/:file', searchFeed)

async function searchPage(c: Context<AppEnv>): Promise<Response> {
  const query = readSearchListing(new URL(c.req.url).searchParams)
  if (!query.ok) return answerProblem(c, query.failure)
  return query.value.search
    ? answerListingPage(c, query.value)
    : answerSiteDocument(c, FORM, query.value, { query: canonicalQuery(query.value) })
}

/** The page with nothing but the form. */
const FORM: SiteDocument<ListingQuery> = {
  resource: ofSite(({ address: { origin } }, site, query) =>
    renderPage(<SearchFormPage {...{ query, origin, site }} />),
  ),
  variant: 'form',
  contentType: HTML,
  headers: PAGE_HEADERS,
}

async function searchFeed(c: Context<AppEnv>): Promise<Response> {
  const format = formatOfFile(c.req.param('file') ?? '')
  if (!format) return answerProblem(c, { kind: 'unknown-page' })
  const parameters = new URL(c.req.url).searchParams
  const options = readFeedOptions(parameters)
  if (!options.ok) return answerProblem(c, options.failure)
  const asked = readSearchListing(parameters)
  if (!asked.ok) return answerProblem(c, asked.failure)
  // A feed has the newest first, whatever the page it was found on had.
  const { isBestFirst: _, ...query } = asked.value
  if (!query.search) {
    return answerProblem(c, { kind: 'bad-parameter', name: 'q', allowed: 'at least one word to search for' })
  }
  return isForPerson(c, parameters)
    ? answerListingPage(c, query, true)
    : answerListing(c, query, format, options.value)
}
