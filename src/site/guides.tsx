import { Hono } from 'hono'
import { ATTRIBUTION_PATH } from '../formats/index.ts'
import { AttributionPage } from '../pages/attribution-guide.tsx'
import { ProblemsPage } from '../pages/problem-guide.tsx'
import type { AppEnv } from '../serve/context.ts'
import { HTML, PAGE_HEADERS, renderPage } from '../serve/html-response.ts'
import { answerSiteDocument, ofSite, type SiteDocument } from '../serve/whole-site.ts'

/** What the names in our documents mean: the members of `_attribution` in JSON feeds, and the types of problems. */
export const guides = new Hono<AppEnv>()
  .get(ATTRIBUTION_PATH, (c) => answerSiteDocument(c, ATTRIBUTION, {}))
  .get('/problems', (c) => answerSiteDocument(c, PROBLEMS, {}))

const PAGE = { variant: 'page', contentType: HTML, headers: PAGE_HEADERS } as const

const ATTRIBUTION: SiteDocument<object> = {
  ...PAGE,
  resource: ofSite(({ address: { origin } }, site) => renderPage(<AttributionPage {...{ origin, site }} />)),
}

const PROBLEMS: SiteDocument<object> = {
  ...PAGE,
  resource: ofSite(({ address: { origin } }, site) => renderPage(<ProblemsPage {...{ origin, site }} />)),
}
