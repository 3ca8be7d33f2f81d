import { Hono } from 'hono'

// A Hono app with one route, whose answer is always the same 304: as little as an app on Hono can do.
export default new Hono<{ Bindings: { HEADERS: Record<string, string> } }>().get(
  '/rss.xml',
  ({ env }) => new Response(null, { status: 304, headers: env.HEADERS }),
)
