import type { Scope, Token } from '../model/access-token.ts'
import { allRows, type Database, firstRow, prepare } from './database.ts'

/** A token is noted as used once in so many ms. */
const USED_EVERY_MS = 3_600_000

interface TokenRow extends Omit<Token, 'scopes' | 'publishers'> {
  readonly scopes: string
  readonly publishers: string | null
}

const COLUMNS = 'name, desk, scopes, publishers, created, expires, revoked, used'

/** SHA-256 of a token in hexadecimal digits: 256 random bits need no slow digest. */
export async function hashOfSecret(secret: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The token with this hash, also one that has expired or was revoked. Reads one row. */
export async function findToken(db: Database, hash: string): Promise<Token | undefined> {
  const row = await firstRow(prepare<TokenRow>(db, `SELECT ${COLUMNS} FROM tokens WHERE hash = ?1`, hash))
  return row ? tokenOf(row) : undefined
}

/** Takes note that a token was used at `now`, in ms since the epoch, unless that was noted within the hour. */
export async function noteUse(db: Database, hash: string, { used }: Token, now: number): Promise<void> {
  if (used !== null && used > now - USED_EVERY_MS) return
  await prepare(db, 'UPDATE tokens SET used = ?2 WHERE hash = ?1', hash, now).run()
}

/** Stores a token. Returns whether its name was free. */
export async function addToken(
  db: Database,
  hash: string,
  { name, desk, scopes, publishers, created, expires }: Omit<Token, 'revoked' | 'used'>,
): Promise<boolean> {
  const sql = `
    INSERT INTO tokens (hash, name, desk, scopes, publishers, created, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    ON CONFLICT (name) DO NOTHING RETURNING name`
  const lists = [JSON.stringify(scopes), publishers ? JSON.stringify(publishers) : null]
  const row = await firstRow(prepare<{ name: string }>(db, sql, hash, name, desk, ...lists, created, expires))
  return row !== null
}

/** Every token, those that are no good any more too, by name. */
export async function readTokens(db: Database): Promise<Token[]> {
  const rows = await allRows(prepare<TokenRow>(db, `SELECT ${COLUMNS} FROM tokens ORDER BY name`))
  return rows.map(tokenOf)
}

/** Revokes a token for good. Returns whether there is one of that name which was not revoked. */
export async function revokeToken(db: Database, name: string, now: number): Promise<boolean> {
  const sql = 'UPDATE tokens SET revoked = ?2 WHERE name = ?1 AND revoked IS NULL RETURNING name'
  return (await firstRow(prepare<{ name: string }>(db, sql, name, now))) !== null
}

function tokenOf({ scopes, publishers, ...row }: TokenRow): Token {
  return {
    ...row,
    scopes: JSON.parse(scopes) as Scope[],
    publishers: publishers === null ? undefined : (JSON.parse(publishers) as string[]),
  }
}
