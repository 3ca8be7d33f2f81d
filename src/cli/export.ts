import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { exportSite } from './export-run.ts'
import { handOver } from './handover.ts'
import { openLocal } from './open-database.ts'
import { takeState } from './owner.ts'
import { onRemote } from './purge-edge.ts'
import { ENV_WITHOUT_REMOTE, refuse, runCommand, sayWaiting, terminal } from './terminal.ts'

// `npm run export -- --out DIR`: writes all that the local site has, or with --remote the deployed one, as a content folder.
await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      content: { type: 'string', default: 'content' },
      remote: { type: 'boolean', default: false },
      env: { type: 'string', short: 'e' },
      state: { type: 'string', default: '.wrangler/state' },
    },
  })
  if (values.out === undefined) return refuse('Name a new folder: npm run export -- --out DIR')
  const state = resolve(values.state)
  const out = resolve(values.out)
  const places = { content: resolve(values.content), assets: [join(state, 'assets'), resolve('dist/assets')] }
  const target = { state, environment: values.env }
  if (values.remote) {
    return onRemote(
      target,
      ({ db, config: { siteUrl } }) => exportSite(db, out, { ...places, siteUrl }, terminal),
      terminal,
    )
  }
  if (values.env !== undefined) return refuse(ENV_WITHOUT_REMOTE)
  const taken = await takeState(state, sayWaiting)
  if (taken.kind === 'served') return handOver(taken.server, 'export', [out], terminal)
  await using _own = taken.own
  const opened = await openLocal(state)
  if (!opened.ok) return refuse(opened.failure)
  await using database = opened.value
  return await exportSite(database.db, out, places, terminal)
})
