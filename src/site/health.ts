import { Hono } from 'hono'
import type { AppEnv } from '../serve/context.ts'
import { answerProblem, logFailure } from '../serve/problem-response.tsx'
import { readRevision } from '../storage/revision.ts'

/** Whether articles can be read, and the revision of the last write. */
export const health = new Hono<AppEnv>().get('/healthz', async (c) => {
  try {
    const revision = await readRevision(c.env.DB)
    return c.json({ status: 'ok', revision, build: c.var.context.config.build.id }, 200, {
      'Cache-Control': 'no-store',
    })
  } catch (error) {
    logFailure(c.req.raw, 503, error)
    return answerProblem(c, { kind: 'database-unavailable' })
  }
})
