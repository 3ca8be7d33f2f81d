import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { handOver } from './handover.ts'
import { openLocal } from './open-database.ts'
import { takeState } from './owner.ts'
import { onRemote } from './purge-edge.ts'
import { printSources } from './source-table.ts'
import { ENV_WITHOUT_REMOTE, refuse, runCommand, sayWaiting, terminal } from './terminal.ts'

// `npm run sources`: prints the sources and the state of their feeds; with --remote those of the deployed site.
await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      remote: { type: 'boolean', default: false },
      env: { type: 'string', short: 'e' },
      state: { type: 'string', default: '.wrangler/state' },
    },
  })
  const state = resolve(values.state)
  const target = { state, environment: values.env }
  if (values.remote) return onRemote(target, ({ db }) => printSources(db, terminal), terminal)
  if (values.env !== undefined) return refuse(ENV_WITHOUT_REMOTE)
  const taken = await takeState(state, sayWaiting)
  if (taken.kind === 'served') return handOver(taken.server, 'sources', [], terminal)
  await using _own = taken.own
  const opened = await openLocal(state)
  if (!opened.ok) return refuse(opened.failure)
  await using database = opened.value
  return await printSources(database.db, terminal)
})
