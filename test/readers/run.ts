import { cpSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { FORMAT_NAMES, type FormatName } from '../../src/formats/index.ts'
import { Server, Workspace } from '../support/commands.ts'
import { writeGenerated } from '../support/generated-folder.ts'
import { type Seen, tryFreshRss, whyNoFreshRss } from './freshrss.ts'
import { Newsroom, putExampleFirst } from './newsroom.ts'
import { promisedItems } from './promise.ts'
import type { Reader } from './reader.ts'
import { READERS } from './readers.ts'
import { printTable } from './table.ts'
import { discover, type Findings, tryFormat } from './trial.ts'
import { type Cell, HEADINGS, judge } from './verdict.ts'

/** How much of what a reader does not show of a feed is told. */
const MOST_TOLD = 3

/** A machine that does other things as well is slow to store many articles. */
const START_MS = 300_000

// `npm run readers`: installed feed readers subscribe to a server of its own, and a table tells how they fare.
//   --articles 350    so many generated articles beside those of content/
//   --limit 100       subscribe to feeds with so many items instead of the usual number
//   --only newsboat   one reader, by the beginning of its name
// FRESHRSS=folder has the FreshRSS of that source subscribe at the hub too, where PHP is installed.
const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '0' },
    limit: { type: 'string' },
    only: { type: 'string', default: '' },
  },
})
const query = values.limit === undefined ? '' : `?limit=${values.limit}`
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
const workspace = new Workspace()
process.once('exit', () => workspace[Symbol.dispose]())
cpSync('content', workspace.content, { recursive: true })
if (Number(values.articles) > 0) writeGenerated(workspace, Number(values.articles))
putExampleFirst(workspace)
const server = await Server.start(workspace, START_MS, { env: { HUB_ANYWHERE: '1' } })
process.once('exit', () => server.signal('SIGKILL'))
const newsroom = new Newsroom(workspace, server)
const readers = READERS.filter(({ name }) => name.toLowerCase().startsWith(values.only.toLowerCase()))

const rows: Cell[][] = []
const missing: string[] = []
for (const reader of readers) rows.push(...(await rowsOf(reader)))
const pushed = await seenOfFreshRss()
server.signal('SIGTERM')
await server.ended()

print(printTable(HEADINGS, rows))
for (const { limits } of readers) for (const note of Object.values(limits)) print(`known: ${note}`)
for (const what of missing) print(what)
for (const { what, isSo } of pushed) print(`FreshRSS, pushed to: ${isSo ? '✓' : '✗'} ${what}`)
const faults = [...rows.flat().filter(({ isFault }) => isFault), ...pushed.filter(({ isSo }) => !isSo)]
print(faults.length === 0 ? 'Every installed reader reads what it can.' : `${faults.length} faults (✗).`)
process.exitCode = faults.length === 0 ? 0 : 1

async function rowsOf(reader: Reader): Promise<Cell[][]> {
  const name = { text: reader.name, isFault: false }
  if (!(await reader.isInstalled())) {
    return [[name, { text: `not installed: apt-get install ${reader.packages.join(' ')}`, isFault: false }]]
  }
  try {
    const discovered = await discover(reader, server, (await promisedItems(server, '')).length)
    const judged = []
    for (const format of FORMAT_NAMES) {
      progress(`${reader.name}, ${format} …`)
      const findings = await tryFormat(reader, { format, query }, server, newsroom)
      const row = judge({ ...reader, format, discovered, findings })
      judged.push(row)
      if (row.some(({ isFault }) => isFault)) tell(reader, format, findings)
    }
    return judged
  } catch (error) {
    return [[name, { text: `failed: ${error}`, isFault: true }]]
  }
}

// Comes last, because an article is killed.
async function seenOfFreshRss(): Promise<Seen[]> {
  if (!'freshrss'.startsWith(values.only.toLowerCase())) return []
  const reason = await whyNoFreshRss()
  if (reason === undefined) {
    progress('FreshRSS, pushed to …')
    return tryFreshRss(workspace, server, newsroom)
  }
  print(reason)
  return []
}

function tell({ name }: Reader, format: FormatName, findings: Findings): void {
  for (const what of findings.missing.slice(0, MOST_TOLD)) missing.push(`${name}, ${format}: ${what}`)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function progress(line: string): void {
  process.stderr.write(`${line}\n`)
}
