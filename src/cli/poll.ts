import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openLocal } from './database.ts'
import { handOver } from './handover.ts'
import { takeState } from './owner.ts'
import { pollFeeds } from './polling.ts'
import { runCommand, sayWaiting, terminal } from './terminal.ts'

// `npm run poll`: asks for the feeds that are due, or with --all for every one.
await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      all: { type: 'boolean', default: false },
      state: { type: 'string', default: '.wrangler/state' },
    },
  })
  const state = resolve(values.state)
  const options = values.all ? ['--all'] : []
  const taken = await takeState(state, sayWaiting)
  if ('server' in taken) return handOver(taken.server, 'poll', options, terminal)
  await using _own = taken.own
  await using opened = await openLocal(state)
  return await pollFeeds(opened, options, terminal)
})
