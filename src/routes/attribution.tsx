import { Hono } from 'hono'
import type { AppEnv } from '../config.ts'
import { isNotModified } from '../http/conditional.ts'
import { respondNotModified } from '../http/respond.ts'
import { AttributionPage } from '../pages/attribution-page.tsx'
import { ATTRIBUTION_PATH } from '../publish/attribution.ts'
import { originOf } from './middleware.ts'
import { respondPage } from './page.ts'
import { validatorsOf } from './validators.ts'

/** What the members of `_attribution` in our JSON feeds mean. It changes with the build only. */
export const attribution = new Hono<AppEnv>().get(ATTRIBUTION_PATH, async (c) => {
  const { config } = c.var
  const caching = { validators: validatorsOf({ revision: 0, modified: 0 }, 'page', config), now: Date.now() }
  if (isNotModified(c.req.raw.headers, caching.validators)) return respondNotModified(caching)
  return respondPage(<AttributionPage origin={originOf(c)} siteName={config.siteName} />, caching)
})
