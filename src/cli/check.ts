import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readContent, readSourcesFile } from '../ingest/content/read-files.ts'
import { formatFault } from '../model/result.ts'
import { ContentFolder } from './content-folder.ts'
import { notesOn } from './content-notes.ts'
import { count, progressTo, runCommand, terminal } from './terminal.ts'

// `npm run check`: reads all of content/ and prints every fault, and what no reader will see. Changes neither files nor database.
await runCommand(async () => {
  const { values } = parseArgs({ options: { content: { type: 'string', default: 'content' } } })
  const content = new ContentFolder(resolve(values.content))
  const { faults, fresh } = await readContent(content, await readSourcesFile(content), {
    now: Date.now(),
    known: new Map(),
    progress: progressTo(terminal),
  })
  for (const fault of faults) terminal.err(formatFault(fault))
  if (faults.length > 0) {
    terminal.err(`${count(faults.length, 'fault')} in ${content.name}/.`)
    return 1
  }
  for (const file of fresh)
    for (const note of notesOn(file)) terminal.out(`${content.name}/${file.path}${note}`)
  terminal.out(`${count(fresh.length, 'article')} in ${content.name}/, no faults.`)
  return 0
})
