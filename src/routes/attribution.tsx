import { Hono } from 'hono'
import type { AppEnv } from '../config.ts'
import { AttributionPage } from '../pages/attribution-page.tsx'
import { ATTRIBUTION_PATH } from '../publish/attribution.ts'
import { siteOf } from './desk.ts'
import { HTML, PAGE_HEADERS, renderPage } from './page.ts'
import { answerOfBuild } from './site-document.ts'

const PAGE = { variant: 'page', type: HTML, headers: PAGE_HEADERS }

/** What the members of `_attribution` in our JSON feeds mean. It changes with the build only. */
export const attribution = new Hono<AppEnv>().get(ATTRIBUTION_PATH, (c) => {
  const { origin, siteName } = siteOf(c)
  return answerOfBuild(c, PAGE, () => renderPage(<AttributionPage {...{ origin, siteName }} />))
})
