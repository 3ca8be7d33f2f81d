import { parseArgs } from 'node:util'
import { type HubOrder, workOnHub } from './hub-table.ts'
import { workOnSite } from './on-site.ts'
import { refuse, runCommand, terminal } from './terminal.ts'

const USAGE = 'Write npm run hub, or npm run hub -- remove KEY with the key of a subscription that it lists'

// `npm run hub`: lists who is subscribed at the hub and what came of pushes, or ends a subscription; with --remote those of
// the deployed site.
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      remote: { type: 'boolean', default: false },
      env: { type: 'string', short: 'e' },
      state: { type: 'string', default: '.wrangler/state' },
    },
  })
  const order = orderOf(positionals)
  if (order === undefined) return refuse(USAGE)
  const options = [JSON.stringify(order)]
  return workOnSite(values, { command: 'hub', options, run: ({ db }) => workOnHub(db, options, terminal) })
})

function orderOf([kind = 'list', key = '', ...more]: readonly string[]): HubOrder | undefined {
  if (more.length > 0) return undefined
  if (kind === 'list' && key === '') return { kind }
  return kind === 'remove' && /^[1-9]\d{0,14}$/.test(key) ? { kind, key: Number(key) } : undefined
}
