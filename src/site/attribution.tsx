import { Hono } from 'hono'
import type { AppEnv } from '../config.ts'
import { AttributionPage } from '../pages/attribution-guide.tsx'
import { HTML, PAGE_HEADERS, renderPage } from '../serve/html-response.ts'
import { siteOf } from '../serve/request-context.ts'
import { answerOfBuild } from '../serve/whole-site.ts'
import { ATTRIBUTION_PATH } from './attribution-path.ts'

const PAGE = { variant: 'page', type: HTML, headers: PAGE_HEADERS }

/** What the members of `_attribution` in our JSON feeds mean. It changes with the build only. */
export const attribution = new Hono<AppEnv>().get(ATTRIBUTION_PATH, (c) => {
  const { origin, siteName } = siteOf(c)
  return answerOfBuild(c, PAGE, () => renderPage(<AttributionPage {...{ origin, siteName }} />))
})
