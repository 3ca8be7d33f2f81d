import { Hono } from 'hono'
import { ATTRIBUTION_PATH } from '../formats/index.ts'
import { AttributionPage } from '../pages/attribution-guide.tsx'
import type { AppEnv } from '../serve/context.ts'
import { HTML, PAGE_HEADERS, renderPage } from '../serve/html-response.ts'
import { answerSiteDocument, ofSite, type SiteDocument } from '../serve/whole-site.ts'

/** What the members of `_attribution` in our JSON feeds mean. */
export const attribution = new Hono<AppEnv>().get(ATTRIBUTION_PATH, (c) => answerSiteDocument(c, GUIDE, {}))

const GUIDE: SiteDocument<object> = {
  resource: ofSite(({ address: { origin } }, site) => renderPage(<AttributionPage {...{ origin, site }} />)),
  variant: 'page',
  contentType: HTML,
  headers: PAGE_HEADERS,
}
