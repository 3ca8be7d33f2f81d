import { Hono } from 'hono'
import type { AppEnv } from '../config.ts'
import { answerProblem } from './problems.tsx'

/** Images and style sheet: static assets, which Cloudflare serves itself before it asks the Worker. */
export const media = new Hono<AppEnv>().get('/:path{(?:media/.+|style\\.css)}', async (c) => {
  const response = await c.env.ASSETS.fetch(c.req.raw)
  return response.status === 404
    ? answerProblem(c, { kind: 'unknown-page' })
    : new Response(response.body, response)
})
