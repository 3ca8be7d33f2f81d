import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readContent, readSourcesFile } from '../ingest/content/read-files.ts'
import { readSiteFile } from '../ingest/content/site-file.ts'
import { formatFault } from '../model/result.ts'
import { ContentFolder } from './content-folder.ts'
import { overlookedFiles } from './overlooked-files.ts'
import { count, progressTo, runCommand, terminal } from './terminal.ts'

// `npm run check`: reads all of content/ and prints every fault, what no reader will see, and what comes from the files of
// pictures. Changes neither files nor database.
await runCommand(async () => {
  const { values } = parseArgs({ options: { content: { type: 'string', default: 'content' } } })
  const content = new ContentFolder(resolve(values.content))
  const site = await readSiteFile(content)
  const { faults: inArticles, fresh } = await readContent(content, await readSourcesFile(content), {
    now: Date.now(),
    known: new Map(),
    progress: progressTo(terminal),
  })
  const faults = [...(site.ok ? [] : site.failure), ...inArticles]
  for (const fault of faults) terminal.err(formatFault(fault))
  for (const [path, told] of await overlookedFiles(resolve(values.content))) {
    terminal.out(`${content.name}/${path}: ${told}`)
  }
  if (faults.length > 0) {
    terminal.err(`${count(faults.length, 'fault')} in ${content.name}/.`)
    return 1
  }
  for (const { path, notes } of fresh) {
    for (const note of notes) terminal.out(`${content.name}/${path}: ${note}`)
  }
  const withoutId = fresh.filter(({ draft }) => draft.id === undefined)
  for (const { path } of withoutId) terminal.out(`${content.name}/${path}: has no id yet; sync will mint one`)
  terminal.out(`${count(fresh.length, 'article')} in ${content.name}/, no faults.`)
  return 0
})
