import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { backUp } from './backup-run.ts'
import { handOver } from './handover.ts'
import { openLocal } from './open-database.ts'
import { takeState } from './owner.ts'
import { onRemote } from './purge-edge.ts'
import { ENV_WITHOUT_REMOTE, refuse, runCommand, sayWaiting, terminal } from './terminal.ts'

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
  const state = resolve(values.state)
  const file = resolve(
    values.out ?? `backups/warta-${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}.gz`,
  )
  const target = { state, environment: values.env }
  if (values.remote) return onRemote(target, ({ db }) => backUp(db, file, terminal), terminal)
  if (values.env !== undefined) return refuse(ENV_WITHOUT_REMOTE)
  const taken = await takeState(state, sayWaiting)
  if (taken.kind === 'served') return handOver(taken.server, 'backup', [file], terminal)
  await using _own = taken.own
  const opened = await openLocal(state)
  if (!opened.ok) return refuse(opened.failure)
  await using database = opened.value
  return await backUp(database.db, file, terminal)
})
