import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { handOver } from './handover.ts'
import { openLocal } from './open-database.ts'
import { takeState } from './owner.ts'
import { pollFeeds } from './polling.ts'
import { onRemote } from './purge-edge.ts'
import { refuse, runCommand, sayWaiting, terminal } from './terminal.ts'

// `npm run poll`: asks for the feeds that are due, or with --all for every one; with --remote those of the deployed site.
await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      all: { type: 'boolean', default: false },
      remote: { type: 'boolean', default: false },
      state: { type: 'string', default: '.wrangler/state' },
    },
  })
  const state = resolve(values.state)
  const options = values.all ? ['--all'] : []
  if (values.remote) return onRemote(state, (database) => pollFeeds(database, options, terminal), terminal)
  const taken = await takeState(state, sayWaiting)
  if (taken.kind === 'served') return handOver(taken.server, 'poll', options, terminal)
  await using _own = taken.own
  const opened = await openLocal(state)
  if (!opened.ok) return refuse(opened.failure)
  await using database = opened.value
  return await pollFeeds(database, options, terminal)
})
