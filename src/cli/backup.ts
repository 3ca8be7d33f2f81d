import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { backUp } from './backup-run.ts'
import { workOnSite } from './on-site.ts'
import { runCommand, terminal } from './terminal.ts'

// `npm run backup`: writes all that the local database holds, or with --remote the deployed one, into one file.
await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      remote: { type: 'boolean', default: false },
      env: { type: 'string', short: 'e' },
      state: { type: 'string', default: '.wrangler/state' },
    },
  })
  const file = resolve(
    values.out ?? `backups/warta-${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}.gz`,
  )
  return workOnSite(values, {
    command: 'backup',
    options: [file],
    run: ({ db }) => backUp(db, file, terminal),
  })
})
