import { parseArgs } from 'node:util'
import { workOnSite } from './on-site.ts'
import { pollFeeds } from './polling.ts'
import { runCommand, terminal } from './terminal.ts'

// `npm run poll`: asks for the feeds that are due, or with --all for every one; with --remote those of the deployed site.
await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      all: { type: 'boolean', default: false },
      remote: { type: 'boolean', default: false },
      env: { type: 'string', short: 'e' },
      state: { type: 'string', default: '.wrangler/state' },
    },
  })
  const options = values.all ? ['--all'] : []
  return workOnSite(values, {
    command: 'poll',
    options,
    run: (database) => pollFeeds(database, options, terminal),
  })
})
