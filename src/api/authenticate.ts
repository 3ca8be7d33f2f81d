import type { Context, MiddlewareHandler } from 'hono'
import { isSecret, isValid, type Scope, type Token } from '../model/access-token.ts'
import { recordAct } from '../storage/commit/audit.ts'
import { findToken, hashOfSecret, noteUse } from '../storage/tokens.ts'
import { PROBLEMS } from '../words/problem-types.ts'
import { type ApiEnv, answerRefused, type Refused, refusal } from './problems.ts'

/**
 * Lets only requests with a valid token in their Authorization header through. Where too many without one came from an
 * address within a minute, the answer is 429.
 */
export const authenticate: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const token = await tokenOf(c)
  if (token) {
    c.set('token', token)
    return next()
  }
  const limit = await c.env.API_FAILURES?.limit({ key: c.req.header('CF-Connecting-IP') ?? '' })
  return answerRefused(c, refusal(limit?.success === false ? 'too-many-requests' : 'unauthorized'))
}

async function tokenOf(c: Context<ApiEnv>): Promise<Token | undefined> {
  const secret = /^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1] ?? ''
  if (!isSecret(secret)) return undefined
  const { now } = c.var.context
  const hash = await hashOfSecret(secret)
  const token = await findToken(c.env.DB, hash)
  if (!token || !isValid(token, now)) return undefined
  await noteUse(c.env.DB, hash, token, now)
  return token
}

/** Lets only tokens through that have one of these scopes. */
export function allow(...scopes: readonly Scope[]): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    if (scopes.some((scope) => c.var.token.scopes.includes(scope))) return next()
    return refuseKnown(c, refusal('forbidden', `This takes a token with the scope ${scopes.join(' or ')}.`))
  }
}

/** Refuses a request whose token is known, and takes note of that. */
export async function refuseKnown(c: Context<ApiEnv>, refused: Refused, article?: string): Promise<Response> {
  await noteAct(c, { status: PROBLEMS[refused.type][0], detail: refused.type, ...(article && { article }) })
  return answerRefused(c, refused)
}

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
  const action = `${c.req.method} ${c.req.path.split('/').slice(2, 3).join('/')}`
  await recordAct(c.env.DB, { at: context.now, actor: `token:${token.name}`, action, ...outcome })
}
