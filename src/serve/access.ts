import type { Context } from 'hono'
import { isSecret, isValid, type Token } from '../model/access-token.ts'
import { findToken, hashOfSecret, noteUse } from '../storage/tokens.ts'
import type { AppEnv } from './context.ts'
import { clientOf, isOneTooMany } from './limits.ts'

/** The secret of an Authorization header, as `Bearer` has it; '' where there is none. */
export function bearerOf(authorization: string | undefined): string {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? ''
}

/** The same, which may be the password of a browser too, whatever the user's name (RFC 7617). */
export function secretOf(authorization: string | undefined): string {
  const [, pair] = /^Basic +([\w+/]+=*)$/i.exec(authorization ?? '') ?? []
  return pair === undefined ? bearerOf(authorization) : decoded(pair).replace(/^[^:]*:/, '')
}

function decoded(base64: string): string {
  try {
    return atob(base64)
  } catch {
    return ''
  }
}

/** The valid token with that secret, whose use is noted; `undefined` where there is none. */
export async function findValidToken<E extends AppEnv>(
  c: Context<E>,
  secret: string,
): Promise<Token | undefined> {
  if (!isSecret(secret)) return undefined
  const { now } = c.var.context
  const hash = await hashOfSecret(secret)
  const token = await findToken(c.env.DB, hash)
  if (!token || !isValid(token, now)) return undefined
  await noteUse(c.env.DB, hash, token, now)
  return token
}

/** Counts a request without a valid token. Returns whether there were too many of this client within a minute. */
export function failsTooOften<E extends AppEnv>(c: Context<E>): Promise<boolean> {
  return isOneTooMany(c.env, 'API_FAILURES', clientOf(c.req.raw.headers))
}
