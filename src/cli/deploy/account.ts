import { spawnSync } from 'node:child_process'
import { failed, type Result, success } from '../../model/result.ts'
import { Cloudflare, type Credentials } from './cloudflare.ts'

/** An account of Cloudflare's and its API. */
export interface Account {
  readonly id: string
  readonly name: string
  readonly api: Cloudflare
}

/**
 * The account that is deployed to: the one that wrangler.toml or CLOUDFLARE_ACCOUNT_ID names, else the only one. Fails
 * where nobody is logged in, and where there are several.
 */
export async function openAccount(named: string | undefined): Promise<Result<Account, string>> {
  const credentials = readCredentials()
  if (!credentials) {
    return failed(
      'You are not logged in to Cloudflare: run npx wrangler login, or set CLOUDFLARE_API_TOKEN. ' +
        'npm run deploy -- --dry-run needs no account.',
    )
  }
  const api = new Cloudflare(credentials)
  const accounts = await api.accounts()
  const wanted = named ?? process.env.CLOUDFLARE_ACCOUNT_ID
  const [first, second] = wanted ? accounts.filter(({ id }) => id === wanted) : accounts
  if (first && !second) return success({ ...first, api })
  // A token may be good for an account that it can't list.
  if (wanted && !first) return success({ id: wanted, name: wanted, api })
  const names = accounts.map(({ id, name }) => `${id} (${name})`).join(', ')
  return failed(
    first
      ? `You have several accounts: set CLOUDFLARE_ACCOUNT_ID, or account_id in wrangler.toml, to one of ${names}`
      : 'Your login lists no account: set CLOUDFLARE_ACCOUNT_ID',
  )
}

/** What `wrangler login` has left here, or the environment has. Wrangler renews what has run out. */
function readCredentials(): Credentials | undefined {
  const token = process.env.CLOUDFLARE_API_TOKEN
  if (token) return { type: 'api_token', token }
  const { status, stdout } = spawnSync('wrangler', ['auth', 'token', '--json'], { encoding: 'utf8' })
  return status === 0 ? (JSON.parse(stdout) as Credentials) : undefined
}
