import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openLocal } from './database.ts'
import { handOver } from './handover.ts'
import { takeState } from './owner.ts'
import { printSources } from './source-table.ts'
import { runCommand, sayWaiting, terminal } from './terminal.ts'

// `npm run sources`: prints the sources and the state of their feeds.
await runCommand(async () => {
  const { values } = parseArgs({ options: { state: { type: 'string', default: '.wrangler/state' } } })
  const state = resolve(values.state)
  const taken = await takeState(state, sayWaiting)
  if ('server' in taken) return handOver(taken.server, 'sources', [], terminal)
  await using _own = taken.own
  await using opened = await openLocal(state)
  return await printSources(opened.db, terminal)
})
