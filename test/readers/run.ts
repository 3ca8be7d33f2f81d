import { cpSync, globSync } from 'node:fs'
import { FORMAT_NAMES } from '../../src/formats/index.ts'
import { Server, Workspace } from '../support/commands.ts'
import { Newsroom } from './newsroom.ts'
import type { Reader } from './reader.ts'
import { READERS } from './readers.ts'
import { printTable } from './table.ts'
import { discover, tryFormat } from './trial.ts'
import { type Cell, HEADINGS, judge } from './verdict.ts'

/** A feed lists no more without being asked. */
const MOST_ITEMS = 30

// `npm run readers`: installed feed readers subscribe to a server of its own, and a table tells how they fare.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
const workspace = new Workspace()
process.once('exit', () => workspace[Symbol.dispose]())
cpSync('content', workspace.content, { recursive: true })
const server = await Server.start(workspace)
process.once('exit', () => server.signal('SIGKILL'))
const newsroom = new Newsroom(workspace, server)
const atFirst = globSync(`${workspace.content}/articles/*/*/*.md`).length

const rows: Cell[][] = []
for (const reader of READERS) rows.push(...(await rowsOf(reader)))
server.signal('SIGTERM')
await server.ended()

print(printTable(HEADINGS, rows))
for (const { limits } of READERS) for (const note of Object.values(limits)) print(`known: ${note}`)
const faults = rows.flat().filter(({ isFault }) => isFault)
print(faults.length === 0 ? 'Every installed reader reads what it can.' : `${faults.length} faults (✗).`)
process.exitCode = faults.length === 0 ? 0 : 1

async function rowsOf(reader: Reader): Promise<Cell[][]> {
  const name = { text: reader.name, isFault: false }
  if (!(await reader.isInstalled())) {
    return [[name, { text: `not installed: apt-get install ${reader.packages.join(' ')}`, isFault: false }]]
  }
  try {
    const discovered = await discover(reader, server, listed())
    const judged = []
    for (const format of FORMAT_NAMES) {
      progress(`${reader.name}, ${format} …`)
      const expected = listed()
      const findings = await tryFormat(reader, format, server, newsroom)
      judged.push(judge({ ...reader, format, discovered, findings, expected }))
    }
    return judged
  } catch (error) {
    return [[name, { text: `failed: ${error}`, isFault: true }]]
  }
}

// How many items a feed has now.
function listed(): number {
  return Math.min(MOST_ITEMS, atFirst + newsroom.added)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function progress(line: string): void {
  process.stderr.write(`${line}\n`)
}
