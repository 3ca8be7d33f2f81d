import type { Context } from 'hono'
import type { Token } from '../model/access-token.ts'
import type { AppEnv } from '../serve/context.ts'

/** Hono's type of the API. The token is known where `authenticate` has let a request through. */
export interface ApiEnv extends AppEnv {
  Variables: AppEnv['Variables'] & { token: Token }
}

/** Everything that the API refuses, by the name that the `type` of a problem ends with. docs/api.md lists them. */
export const PROBLEMS = {
  'bad-request': [400, 'Bad request', 'The request, or one of its headers, cannot be read.'],
  'not-json': [400, 'Not JSON', 'The body has to be JSON in UTF-8.'],
  unauthorized: [401, 'Unauthorized', 'Send a valid token in the Authorization header: Bearer warta_…'],
  forbidden: [
    403,
    'Forbidden',
    'The token lacks the scope that this takes, or may not publish as this source.',
  ],
  'not-found': [404, 'Not found', 'There is no such resource, or none of your desk.'],
  'method-not-allowed': [405, 'Method not allowed', 'The Allow header names the methods of this resource.'],
  conflict: [409, 'Conflict', 'The id or the slug is that of another public article.'],
  withdrawn: [409, 'Withdrawn', 'The article was withdrawn for good. Only the operator can undo that.'],
  'precondition-failed': [
    412,
    'Precondition failed',
    'The article is not as If-Match or If-None-Match says.',
  ],
  'too-large': [413, 'Too large', 'A body has at most 2,000,000 bytes.'],
  'unsupported-media-type': [415, 'Unsupported media type', 'The headers of the answer say what is taken.'],
  validation: [422, 'Not valid', 'The article has faults. `errors` has them all, each with a JSON pointer.'],
  'precondition-required': [428, 'Precondition required', 'Say with If-Match which version you have edited.'],
  'too-many-requests': [
    429,
    'Too many requests',
    'Wait a minute. A token has 120 requests in a minute, a client without a valid one has ten. Many articles can be one document.',
  ],
  internal: [500, 'Internal error', 'Something went wrong on our side.'],
  unavailable: [503, 'Unavailable', 'The database cannot be written now. Nothing was changed; try again.'],
} as const

export type ProblemType = keyof typeof PROBLEMS

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
