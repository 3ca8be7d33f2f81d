import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { CORS_HEADERS, EXPOSED } from '../http/caching.ts'
import { type AppEnv, contextOf } from './context.ts'
import { answerProblem } from './problem-response.tsx'

/** Puts the context of the request where handlers find it. */
export const provideContext: MiddlewareHandler<AppEnv> = async (c, next) => {
  c.set('context', contextOf(c))
  await next()
}

/** Answers the question of another origin's page whether it may ask (CORS preflight). */
export const answerPreflight: MiddlewareHandler<AppEnv> = cors({
  origin: '*',
  allowMethods: ['GET', 'HEAD', 'OPTIONS'],
  allowHeaders: ['If-None-Match', 'If-Modified-Since', 'A-IM', 'Accept'],
  exposeHeaders: [...EXPOSED],
  maxAge: 86_400,
})

/** Lets pages of other origins read every answer. Hono's `cors` would copy each response for that. */
export const allowOrigins: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next()
  for (const [name, value] of Object.entries(CORS_HEADERS)) c.res.headers.set(name, value)
}

/** 405 for every method but GET, HEAD and OPTIONS (RFC 9110, 15.5.6). */
export const allowOnlyReading: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { method } = c.req
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return next()
  const response = await answerProblem(c, { kind: 'method-not-allowed', method })
  response.headers.set('Allow', 'GET, HEAD, OPTIONS')
  return response
}
