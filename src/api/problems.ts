import type { Context } from 'hono'
import type { Token } from '../model/access-token.ts'
import type { AppEnv } from '../serve/context.ts'
import { PROBLEMS, type ProblemType } from '../words/problem-types.ts'

/** Hono's type of the API. The token is known where `authenticate` has let a request through. */
export interface ApiEnv extends AppEnv {
  Variables: AppEnv['Variables'] & { token: Token }
}

/** One thing that is wrong in a body. */
export interface InputFault {
  /** RFC 6901, as a fragment: `#/authors/0/role`. */
  readonly pointer: string
  readonly detail: string
}

/** Why a request is refused. */
export interface Refused {
  readonly type: ProblemType
  /** What is special about this case; what the type says where there is nothing. */
  readonly detail?: string
  readonly errors?: readonly InputFault[]
  readonly headers?: Readonly<Record<string, string>>
}

/** A request that is refused. */
export function refusal(type: ProblemType, detail?: string, headers?: Refused['headers']): Refused {
  return { type, ...(detail !== undefined && { detail }), ...(headers && { headers }) }
}

/** So many faults of a body are told. */
const MOST_ERRORS = 100

/** A body with faults. */
export function invalid(errors: readonly InputFault[]): Refused {
  return { type: 'validation', errors: errors.slice(0, MOST_ERRORS) }
}

/** The answer to a request that is refused: a problem document (RFC 9457). */
export function answerRefused(c: Context<ApiEnv>, { type, detail, errors, headers }: Refused): Response {
  const [status, title, usual] = PROBLEMS[type]
  const { origin } = c.var.context?.address ?? new URL(c.req.url)
  const problem = {
    type: `${origin}/problems#${type}`,
    title,
    status,
    detail: detail ?? usual,
    instance: new URL(c.req.url).pathname,
    ...(errors && { errors }),
  }
  return c.json(problem, status, {
    ...(status === 401 && { 'WWW-Authenticate': 'Bearer' }),
    ...((status === 429 || status === 503) && { 'Retry-After': '60' }),
    ...headers,
    'Content-Type': 'application/problem+json; charset=utf-8',
  })
}
