import { type Context, Hono } from 'hono'
import { timingSafeEqual } from 'hono/utils/buffer'
import { type AppEnv, executionOf } from '../serve/context.ts'
import { purgeChanged } from '../serve/edge-cache.ts'
import { answerProblem } from '../serve/problem-response.tsx'

const BODY = 'a JSON object with the number "since", a revision'
const BODY_LIMIT = 100

/**
 * POST /purge with `{"since": revision}`: takes what changed after that revision out of the cache in front of
 * the Worker, for writes that were made from elsewhere. There is no such page where no PURGE_TOKEN is set.
 */
export const purge = new Hono<AppEnv>().post('/purge', async (c) => {
  const { PURGE_TOKEN } = c.env
  if (!PURGE_TOKEN) return answerProblem(c, { kind: 'unknown-page' })
  const token = /^Bearer (\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1] ?? ''
  if (!(await timingSafeEqual(token, PURGE_TOKEN))) return answerProblem(c, { kind: 'unauthorized' })
  const since = await readSince(c)
  if (since === undefined) return answerProblem(c, { kind: 'bad-body', allowed: BODY })
  const purged = await purgeChanged(c.env.DB, executionOf(c).cache, since)
  return c.json({ purged }, 200, { 'Cache-Control': 'no-store' })
})

async function readSince(c: Context<AppEnv>): Promise<number | undefined> {
  if (Number(c.req.header('Content-Length') ?? Number.NaN) > BODY_LIMIT) return undefined
  const body = (await c.req.json().catch(() => null)) as { since?: unknown } | null
  const since = body?.since
  return typeof since === 'number' && Number.isSafeInteger(since) && since >= 0 ? since : undefined
}
