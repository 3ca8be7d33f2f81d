import { isValid, newSecret, SCOPES, type Scope, type Token } from '../model/access-token.ts'
import type { Database } from '../storage/database.ts'
import { readSources } from '../storage/registry.ts'
import { addToken, hashOfSecret, readTokens, revokeToken } from '../storage/tokens.ts'
import { printTable } from './source-table.ts'
import { type Output, refuse } from './terminal.ts'

/** What is to be done with tokens, as it is handed to a server that runs. */
export type TokenOrder =
  | { readonly kind: 'list' }
  | { readonly kind: 'revoke'; readonly name: string }
  | ({ readonly kind: 'create'; readonly expires: number | null } & Pick<
      Token,
      'name' | 'desk' | 'scopes'
    > & {
        readonly publishers: readonly string[] | null
      })

const NAME = /^[A-Za-z0-9._-]{1,60}$/

/** Does what an order asks for. The only option is the order, as JSON. Returns the exit code. */
export async function workOnTokens(
  db: Database,
  [order = '']: readonly string[],
  output: Output,
): Promise<number> {
  const asked = JSON.parse(order) as TokenOrder
  switch (asked.kind) {
    case 'list':
      return list(db, output)
    case 'revoke':
      return revoke(db, asked.name, output)
    case 'create':
      return create(db, asked, output)
  }
}

/** Why an order can't be carried out; `undefined` where it can. */
export function faultOfOrder(order: TokenOrder): string | undefined {
  if (order.kind === 'list') return undefined
  if (!NAME.test(order.name))
    return 'A name is 1 to 60 letters, digits, dots, hyphens and underscores: --name cms'
  if (order.kind === 'revoke') return undefined
  if (!NAME.test(order.desk)) return 'A desk is named like a token: --desk metro'
  const unknown = order.scopes.find((scope) => !SCOPES.includes(scope))
  if (unknown !== undefined) return `${unknown} is no scope; use ${SCOPES.join(', ')}`
  return order.scopes.length === 0 ? `Say what it may do: --scope ${SCOPES.join(',')}` : undefined
}

async function create(
  db: Database,
  { kind: _, publishers, ...order }: Extract<TokenOrder, { kind: 'create' }>,
  output: Output,
): Promise<number> {
  const known = (await readSources(db)).map(({ id }) => id)
  const unknown = publishers?.find((one) => !known.includes(one))
  if (unknown !== undefined) {
    const advice = 'mend the id, or add it to sources.yaml and run npm run sync first'
    return refuse(`--publisher ${unknown} is no source of this site; ${advice}`, output)
  }
  const secret = newSecret()
  const token = { ...order, publishers: publishers ?? undefined, created: Date.now() }
  if (!(await addToken(db, await hashOfSecret(secret), token))) {
    return refuse(`There is a token ${order.name} already, or was; names are given once`, output)
  }
  output.err(`Token ${order.name} of the desk ${order.desk}. It is shown this once, and stored nowhere:`)
  output.out(secret)
  return 0
}

async function revoke(db: Database, name: string, output: Output): Promise<number> {
  if (!(await revokeToken(db, name, Date.now()))) return refuse(`There is no token ${name} to revoke`, output)
  output.out(`Token ${name} is revoked; requests with it are refused from now on.`)
  return 0
}

const HEADINGS = ['name', 'desk', 'scopes', 'publishers', 'created', 'expires', 'last used', 'state']

async function list(db: Database, output: Output): Promise<number> {
  const tokens = await readTokens(db)
  if (tokens.length === 0) output.out('There is no token; npm run token -- create makes one.')
  else printTable([HEADINGS, ...tokens.map(rowOf)], output)
  return 0
}

function rowOf(token: Token): string[] {
  const { name, desk, scopes, publishers, created, expires, revoked, used } = token
  const state = isValid(token, Date.now()) ? 'valid' : revoked === null ? 'expired' : 'revoked'
  const times = [created, expires, used].map((time) => (time === null ? '-' : dayOf(time)))
  return [name, desk, scopes.join(), publishers?.join() ?? 'all', ...times, state]
}

function dayOf(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16)}Z`
}

/** A list of scopes as it is written in a command: `publish,correct`. */
export function scopesOf(text: string): Scope[] {
  return text.split(/[\s,]+/).filter((one) => one !== '') as Scope[]
}
