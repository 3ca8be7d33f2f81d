import { parseArgs } from 'node:util'
import { reportFirstDay } from './deploy/first-day.ts'
import { deploySite, printPlan } from './deploy/go-live.ts'
import { syncRemote } from './deploy/perform.ts'
import { readNames } from './deploy/wrangler-file.ts'
import { runCommand, terminal } from './terminal.ts'

// `npm run deploy`: brings the site to Cloudflare: makes what is missing there, migrates, syncs, deploys, asks the site.
// With --dry-run it only says what it would do; with --check it looks whether a deployed site is as it should be.
await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      env: { type: 'string', short: 'e' },
      'dry-run': { type: 'boolean', default: false },
      check: { type: 'string' },
    },
  })
  const environment = values.env
  if (values.check !== undefined) return reportFirstDay(values.check, readNames(environment), terminal)
  if (values['dry-run']) return printPlan(environment, terminal)
  return deploySite({ environment, sync: syncRemote(environment), output: terminal })
})
