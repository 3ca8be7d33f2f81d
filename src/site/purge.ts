import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { timingSafeEqual } from 'hono/utils/buffer'
import { bearerOf, failsTooOften } from '../serve/access.ts'
import { announceWrite } from '../serve/announce-write.ts'
import { type AppEnv, executionOf } from '../serve/context.ts'
import { purgeChanged } from '../serve/edge-cache.ts'
import { answerProblem } from '../serve/problem-response.tsx'

/** Bytes of a body. They are counted as they come, because a chunked body says no length. */
const BODY_LIMIT = 100

const authorize: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { PURGE_TOKEN } = c.env
  if (!PURGE_TOKEN) return answerProblem(c, { kind: 'unknown-page' })
  const token = bearerOf(c.req.header('Authorization'))
  if (await timingSafeEqual(token, PURGE_TOKEN)) return next()
  return answerProblem(c, { kind: (await failsTooOften(c)) ? 'too-many-requests' : 'unauthorized' })
}

/**
 * POST /purge with `{"since": revision}`: takes what changed after that revision out of the cache in front of
 * the Worker, for writes that were made from elsewhere. There is no such page where no PURGE_TOKEN is set.
 */
export const purge = new Hono<AppEnv>().post(
  '/purge',
  authorize,
  bodyLimit({ maxSize: BODY_LIMIT, onError: refuseBody }),
  async (c) => {
    const since = await readSince(c)
    if (since === undefined) return refuseBody(c)
    const purged = await purgeChanged(c.env.DB, executionOf(c).cache, since)
    // Who asks for this has written from elsewhere.
    await announceWrite(c.env)
    return c.json({ purged }, 200, { 'Cache-Control': 'no-store' })
  },
)

function refuseBody(c: Context<AppEnv>): Promise<Response> {
  return answerProblem(c, { kind: 'bad-body', allowed: 'a JSON object with the number "since", a revision' })
}

async function readSince(c: Context<AppEnv>): Promise<number | undefined> {
  const body = (await c.req.json().catch(() => null)) as { since?: unknown } | null
  const since = body?.since
  return typeof since === 'number' && Number.isSafeInteger(since) && since >= 0 ? since : undefined
}
