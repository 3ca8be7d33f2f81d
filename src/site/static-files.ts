import { Hono } from 'hono'
import { ICONS, STYLES_AND_SCRIPT } from '../pages/browser/index.ts'
import type { AppEnv } from '../serve/context.ts'
import { answerProblem } from '../serve/problem-response.tsx'

const FILES = [...Object.keys(STYLES_AND_SCRIPT), ...ICONS].map((file) => file.replace('.', '\\.'))

/** Images, style sheets and script: static assets, which Cloudflare serves itself before it asks the Worker. */
export const media = new Hono<AppEnv>().get(`/:path{(?:media/.+|site/.+|${FILES.join('|')})}`, async (c) => {
  const response = await c.env.ASSETS.fetch(c.req.raw)
  return response.status === 404
    ? answerProblem(c, { kind: 'unknown-page' })
    : new Response(response.body, response)
})
