import { parseArgs } from 'node:util'
import { workOnSite } from './on-site.ts'
import { printSources } from './source-table.ts'
import { runCommand, terminal } from './terminal.ts'

// `npm run sources`: prints the sources and the state of their feeds; with --remote those of the deployed site.
await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      remote: { type: 'boolean', default: false },
      env: { type: 'string', short: 'e' },
      state: { type: 'string', default: '.wrangler/state' },
    },
  })
  return workOnSite(values, {
    command: 'sources',
    options: [],
    run: ({ db }) => printSources(db, terminal),
  })
})
