import type { Context, MiddlewareHandler } from 'hono'
import type { Scope } from '../model/access-token.ts'
import { bearerOf, failsTooOften, findValidToken } from '../serve/access.ts'
import { isOneTooMany } from '../serve/limits.ts'
import { recordAct } from '../storage/commit/audit.ts'
import { PROBLEMS } from '../words/problem-types.ts'
import { type ApiEnv, answerRefused, type Refused, refusal } from './problems.ts'

/**
 * Lets only requests with a valid token in their Authorization header through. Where too many without one came from a
 * client within a minute, or too many with one token, the answer is 429.
 */
export const authenticate: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const token = await findValidToken(c, bearerOf(c.req.header('Authorization')))
  if (!token) {
    return answerRefused(c, refusal((await failsTooOften(c)) ? 'too-many-requests' : 'unauthorized'))
  }
  // The audit does not note these: a client that asks too often would have a row written for each.
  if (await isOneTooMany(c.env, 'API_REQUESTS', token.name))
    return answerRefused(c, refusal('too-many-requests'))
  c.set('token', token)
  return next()
}

/** Lets only tokens through that have one of these scopes. */
export function allow(...scopes: readonly Scope[]): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    if (scopes.some((scope) => c.var.token.scopes.includes(scope))) return next()
    return refuseKnown(c, refusal('forbidden', `This takes a token with the scope ${scopes.join(' or ')}.`))
  }
}

/** Refuses a request whose token is known, and takes note of that, with what the client calls the article. */
export async function refuseKnown(c: Context<ApiEnv>, refused: Refused): Promise<Response> {
  const name = c.req.param('name')?.slice(0, LONGEST_NAME)
  const article = name === undefined || name.includes(':') ? name : `key:${c.var.token.desk}:${name}`
  await noteAct(c, { status: PROBLEMS[refused.type][0], detail: refused.type, ...(article && { article }) })
  return answerRefused(c, refused)
}

/** What is noted of a name that a client made up, in characters. */
const LONGEST_NAME = 1000

/** What came of a request. */
interface Outcome {
  readonly status: number
  readonly article?: string
  readonly revision?: number
  readonly detail?: string
}

/** Takes note of what came of a request whose token is known. */
export async function noteAct(c: Context<ApiEnv>, outcome: Outcome): Promise<void> {
  const { token, context } = c.var
  // Without the name of the article: PUT articles/withdrawal.
  const [, , resource, , part] = c.req.path.split('/')
  const action = `${c.req.method} ${resource}${part === undefined ? '' : `/${part}`}`
  await recordAct(c.env.DB, { at: context.now, actor: `token:${token.name}`, action, ...outcome })
}
