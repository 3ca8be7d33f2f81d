import type { MiddlewareHandler } from 'hono'
import { respondMoved } from '../http/caching.ts'
import { EXPOSED, policiesFor } from '../http/policies.ts'
import { type AppEnv, contextOf } from './context.ts'
import { answerProblem } from './problem-response.tsx'

/** Puts the policies for browsers on every answer. Hono's own middlewares would copy each response for that. */
export const setPolicies: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next()
  const { headers } = c.res
  for (const [name, value] of Object.entries(policiesFor(c.req.url, headers.get('Content-Type')))) {
    headers.set(name, value)
  }
}

/** Answers the question of another origin's page whether it may ask (CORS preflight). It may not ask the API. */
export const answerPreflight: MiddlewareHandler<AppEnv> = async (c) =>
  c.body(null, 204, c.req.path.startsWith('/api/') ? {} : ALLOW_READING)

// The Fetch standard, 3.3: what a page of any origin may ask, and read of the answer.
const ALLOW_READING = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': EXPOSED.join(','),
  'Access-Control-Max-Age': '86400',
  'Access-Control-Allow-Methods': 'GET,HEAD,OPTIONS',
  'Access-Control-Allow-Headers': 'If-None-Match,If-Modified-Since,A-IM,Accept',
  Vary: 'Access-Control-Request-Headers',
}

// A name or an address, and perhaps a port (RFC 9110, 7.2).
const HOST = /^(?:[a-z0-9._~%!$&'()*+,;=-]+|\[[0-9a-f:.]+\])(?::\d*)?$/i

/** 400 where the Host header names no host (RFC 9112, 3.2): everything that we say with our own address would be broken. */
export const refuseBrokenHost: MiddlewareHandler<AppEnv> = async (c, next) => {
  const host = c.req.header('Host')
  if (URL.canParse(c.req.url) && (host === undefined || HOST.test(host))) return next()
  return answerProblem(c, { kind: 'bad-host' })
}

/**
 * Puts the context of the request where handlers find it. Where caches may keep nothing, every answer says so, whatever
 * it would say else.
 */
export const provideContext: MiddlewareHandler<AppEnv> = async (c, next) => {
  const context = contextOf(c)
  c.set('context', context)
  await next()
  if (context.config.isCacheable) return
  c.res.headers.set('Cache-Control', 'private, no-store')
  c.res.headers.delete('Cache-Tag')
}

/** 405 for every method but GET, HEAD and OPTIONS (RFC 9110, 15.5.6). */
export const allowOnlyReading: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { method } = c.req
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return next()
  const response = await answerProblem(c, { kind: 'method-not-allowed', method })
  response.headers.set('Allow', 'GET, HEAD, OPTIONS')
  return response
}

/** 301 to the same address without slashes at its end. Only one slash begins it: two would lead to another host. */
export const trimSlashes: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.req.path === '/' || !c.req.path.endsWith('/')) return next()
  const { pathname, search } = new URL(c.req.url)
  return respondMoved(`/${pathname.replace(/^\/+|\/+$/g, '')}${search}`)
}
