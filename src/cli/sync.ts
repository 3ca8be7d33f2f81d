import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { syncContent } from '../ingest/content/sync.ts'
import { ContentFolder } from './content-folder.ts'
import { removeLeftovers } from './disk.ts'
import { workOnSite } from './on-site.ts'
import type { OpenDatabase } from './open-database.ts'
import { progressTo, REMOVE_MANY, reportSync, runCommand, terminal } from './terminal.ts'

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
  const folder = resolve(values.content)
  await removeLeftovers(folder)
  const content = new ContentFolder(folder)
  const removeMany = values['remove-many']
  return workOnSite(values, {
    command: 'sync',
    options: [folder, ...(removeMany ? [REMOVE_MANY] : [])],
    run: (database) => syncInto(database, content, removeMany),
  })
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
