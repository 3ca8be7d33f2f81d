import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { removeLeftovers } from './disk.ts'
import { LONE_PICTURE, pairPictures } from './import-pictures.ts'
import { ImportRun } from './import-run.ts'
import { ImportTarget } from './import-target.ts'
import { readVariables } from './open-database.ts'
import { runCommand } from './terminal.ts'

// `npm run import -- FILE|URL|- …`: makes articles of newsroom documents. A picture that is named goes with its story.
// Messages go to standard error with --json, where standard output is an array of articles.
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string', default: 'content' },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      force: { type: 'boolean', default: false },
    },
  })
  if (positionals.length === 0) throw new Error('Name what to import: npm run import -- FILE|URL|- …')
  const options = { dryRun: values['dry-run'] || values.json, json: values.json, force: values.force }
  const out = resolve(values.out)
  if (!options.dryRun) await removeLeftovers(out)
  const { authority } = await readVariables()
  const target = new ImportTarget(out, authority)
  await target.scan()
  const run = new ImportRun(target, await target.readSources(), {
    ...options,
    authority,
    site: await target.readAssumed(),
  })
  const { stories, pictures, alone } = pairPictures(positionals)
  for (const [index, name] of stories.entries()) {
    if (stories.length > 1) run.say(`${name} (${index + 1} of ${stories.length})`)
    await run.importFrom(name, pictures.get(name))
  }
  for (const name of alone) run.fail(name, LONE_PICTURE)
  return run.finish()
})
