/**
 * What a token lets its holder do: look at the articles of its desk, write them, correct them, end those of its desk, end
 * any article, and see how the site is doing.
 */
export const SCOPES = ['read', 'publish', 'correct', 'kill', 'kill-any', 'operate'] as const
export type Scope = (typeof SCOPES)[number]

/** A token as it is stored. It is known by its name, never shown again. Times are milliseconds since the epoch. */
export interface Token {
  readonly name: string
  /** Whose articles it reaches. */
  readonly desk: string
  readonly scopes: readonly Scope[]
  /** The ids of the sources that it may publish as; `undefined` for every one. */
  readonly publishers: readonly string[] | undefined
  readonly created: number
  readonly expires: number | null
  readonly revoked: number | null
  /** When it was last used, to the hour; null where it never was. */
  readonly used: number | null
}

const PREFIX = 'warta_'

/** 32 bytes in base64url. */
const FORM = /^warta_[A-Za-z0-9_-]{43}$/

/** A new token: a secret that is shown once. */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  const base64 = btoa(String.fromCharCode(...bytes))
  return PREFIX + base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Whether a text may be a token at all, so that nobody looks for another one. */
export function isSecret(text: string): boolean {
  return FORM.test(text)
}

/** Whether a token may be used at `now`, in ms since the epoch. */
export function isValid({ expires, revoked }: Pick<Token, 'expires' | 'revoked'>, now: number): boolean {
  return revoked === null && (expires === null || expires > now)
}

/** The origin of the articles of a desk. */
export function originOfDesk(desk: string): string {
  return `api:${desk}`
}
