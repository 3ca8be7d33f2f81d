import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { syncContent } from '../ingest/content/sync.ts'
import { ContentFolder } from './content-folder.ts'
import { removeLeftovers } from './disk.ts'
import { handOver } from './handover.ts'
import { type OpenDatabase, openLocal } from './open-database.ts'
import { takeState } from './owner.ts'
import { onRemote } from './purge-edge.ts'
import {
  ENV_WITHOUT_REMOTE,
  progressTo,
  REMOVE_MANY,
  refuse,
  reportSync,
  runCommand,
  sayWaiting,
  terminal,
} from './terminal.ts'

// `npm run sync`: makes the local database, or with --remote the deployed one, equal to content/. Removes every article,
// or many of them, only with --remove-many.
await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      content: { type: 'string', default: 'content' },
      state: { type: 'string', default: '.wrangler/state' },
      remote: { type: 'boolean', default: false },
      env: { type: 'string', short: 'e' },
      'remove-many': { type: 'boolean', default: false },
    },
  })
  const state = resolve(values.state)
  const folder = resolve(values.content)
  await removeLeftovers(folder)
  const content = new ContentFolder(folder)
  const removeMany = values['remove-many']
  const target = { state, environment: values.env }
  if (values.remote) return onRemote(target, (database) => syncInto(database, content, removeMany), terminal)
  if (values.env !== undefined) return refuse(ENV_WITHOUT_REMOTE)
  const taken = await takeState(state, sayWaiting)
  if (taken.kind === 'served') {
    return handOver(taken.server, 'sync', [folder, ...(removeMany ? [REMOVE_MANY] : [])], terminal)
  }
  await using _own = taken.own
  const opened = await openLocal(state)
  if (!opened.ok) return refuse(opened.failure)
  await using database = opened.value
  return await syncInto(database, content, removeMany)
})

async function syncInto(opened: OpenDatabase, content: ContentFolder, removeMany: boolean): Promise<number> {
  const outcome = await syncContent(opened.db, content, {
    authority: opened.config.authority,
    now: Date.now,
    progress: progressTo(terminal),
    removeMany,
  })
  return reportSync(outcome, content.name, terminal)
}
