import { type Context, Hono } from 'hono'
import type { AppEnv } from '../../config.ts'
import { formatOfFile } from '../../formats/index.ts'
import { canonicalQuery } from '../../model/listing.ts'
import { SearchFormPage } from '../../pages/search-results.tsx'
import { HTML, PAGE_HEADERS, renderPage } from '../../serve/html-response.ts'
import { answerProblem } from '../../serve/problem-response.tsx'
import { siteOf } from '../../serve/request-context.ts'
import { answerOfBuild } from '../../serve/whole-site.ts'
import { readFeedOptions } from '../feeds/options.ts'
import { isForPerson } from '../feeds/representation.ts'
import { answerListing } from '../listings/answer-as-feed.ts'
import { answerListingPage } from '../listings/answer-as-page.tsx'
import { readSearchListing } from '../listings/parameters.ts'

/** The search: its page, and the feeds of what it finds. */
export const search = new Hono<AppEnv>().get('/search', searchPage).get('/search/:file', searchFeed)

async function searchPage(c: Context<AppEnv>): Promise<Response> {
  const query = readSearchListing(new URL(c.req.url).searchParams)
  if ('kind' in query) return answerProblem(c, query)
  if (query.search) return answerListingPage(c, query)
  const { origin, siteName } = siteOf(c)
  const form = { variant: 'form', type: HTML, headers: PAGE_HEADERS, query: canonicalQuery(query) }
  return answerOfBuild(c, form, () => renderPage(<SearchFormPage {...{ query, origin, siteName }} />))
}

async function searchFeed(c: Context<AppEnv>): Promise<Response> {
  const format = formatOfFile(c.req.param('file') ?? '')
  if (!format) return answerProblem(c, { kind: 'unknown-page' })
  const parameters = new URL(c.req.url).searchParams
  const options = readFeedOptions(parameters)
  if ('kind' in options) return answerProblem(c, options)
  const query = readSearchListing(parameters)
  if ('kind' in query) return answerProblem(c, query)
  if (!query.search) {
    return answerProblem(c, { kind: 'bad-parameter', name: 'q', allowed: 'at least one word to search for' })
  }
  return isForPerson(c, parameters)
    ? answerListingPage(c, query, true)
    : answerListing(c, query, format, options)
}
