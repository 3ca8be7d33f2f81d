import { parseArgs } from 'node:util'
import { workOnSite } from './on-site.ts'
import { refuse, runCommand, terminal } from './terminal.ts'
import { faultOfOrder, scopesOf, type TokenOrder, workOnTokens } from './token-table.ts'

const USAGE =
  'Write npm run token -- create --name cms --desk metro --scope publish,correct [--expires 90d] [--publisher ID], or list, or revoke --name cms'

const DAY_MS = 86_400_000

// `npm run token`: makes, lists and revokes the tokens of clients of the API; with --remote those of the deployed site.
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      name: { type: 'string', default: '' },
      desk: { type: 'string', default: '' },
      scope: { type: 'string', default: '' },
      publisher: { type: 'string', multiple: true },
      expires: { type: 'string' },
      remote: { type: 'boolean', default: false },
      env: { type: 'string', short: 'e' },
      state: { type: 'string', default: '.wrangler/state' },
    },
  })
  if (values.expires !== undefined && expiryOf(values.expires) === undefined)
    return refuse(`--expires is "${values.expires}"; write days such as 90d, or a date such as 2027-01-31`)
  const order = orderOf(positionals, values)
  if (order === undefined) return refuse(USAGE)
  const fault = faultOfOrder(order)
  if (fault !== undefined) return refuse(fault)
  const options = [JSON.stringify(order)]
  return workOnSite(values, {
    command: 'token',
    options,
    run: ({ db }) => workOnTokens(db, options, terminal),
  })
})

interface Given {
  readonly name: string
  readonly desk: string
  readonly scope: string
  readonly publisher?: string[] | undefined
  readonly expires?: string | undefined
}

function orderOf([kind, ...more]: readonly string[], given: Given): TokenOrder | undefined {
  const { name, desk, scope, publisher, expires } = given
  if (more.length > 0) return undefined
  switch (kind) {
    case 'list':
      return { kind }
    case 'revoke':
      return { kind, name }
    case 'create': {
      const until = expires === undefined ? null : expiryOf(expires)
      const publishers = publisher ?? null
      return until === undefined
        ? undefined
        : { kind, name, desk, scopes: scopesOf(scope), publishers, expires: until }
    }
    default:
      return undefined
  }
}

/** `90d` from now, or a date such as 2027-01-31; in ms since the epoch. */
function expiryOf(text: string): number | undefined {
  const days = /^(\d{1,5})d$/.exec(text)?.[1]
  if (days !== undefined) return Date.now() + Number(days) * DAY_MS
  const date = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? undefined : date
}
