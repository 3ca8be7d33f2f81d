import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { handOver } from './handover.ts'
import { openLocal } from './open-database.ts'
import { takeState } from './owner.ts'
import { pollFeeds } from './polling.ts'
import { onRemote } from './purge-edge.ts'
import { ENV_WITHOUT_REMOTE, refuse, runCommand, sayWaiting, terminal } from './terminal.ts'

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
  const state = resolve(values.state)
  const options = values.all ? ['--all'] : []
  const target = { state, environment: values.env }
  if (values.remote) return onRemote(target, (database) => pollFeeds(database, options, terminal), terminal)
  if (values.env !== undefined) return refuse(ENV_WITHOUT_REMOTE)
  const taken = await takeState(state, sayWaiting)
  if (taken.kind === 'served') return handOver(taken.server, 'poll', options, terminal)
  await using _own = taken.own
  const opened = await openLocal(state)
  if (!opened.ok) return refuse(opened.failure)
  await using database = opened.value
  return await pollFeeds(database, options, terminal)
})
