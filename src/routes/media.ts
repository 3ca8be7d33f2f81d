import { Hono } from 'hono'
import type { AppEnv } from '../config.ts'
import { ICONS } from '../model/icons.ts'
import { answerProblem } from './problems.tsx'

const FILES = ['media/.+', ...['style.css', ...ICONS].map((file) => file.replace('.', '\\.'))]

/** Images, icons and style sheet: static assets, which Cloudflare serves itself before it asks the Worker. */
export const media = new Hono<AppEnv>().get(`/:path{(?:${FILES.join('|')})}`, async (c) => {
  const response = await c.env.ASSETS.fetch(c.req.raw)
  return response.status === 404
    ? answerProblem(c, { kind: 'unknown-page' })
    : new Response(response.body, response)
})
