import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { freePort, Server, Workspace } from '../../test/support/commands.ts'
import { Dice } from '../../test/support/generated-files.ts'
import { writeGenerated } from '../../test/support/generated-folder.ts'
import { ask, loadServer } from './clients.ts'
import { type Edits, editSteadily } from './editor.ts'
import { Gauge, workerdWithInspector } from './gauge.ts'
import { Journal } from './journal.ts'
import { type Phase, toReport } from './report.ts'
import { surveySite } from './site.ts'
import { type Kinds, kindsOf } from './visits.ts'

const RESULTS = resolve(import.meta.dirname, '../SOAK.md')

/** How often the isolate is measured in a run. Not more often: each collection stops the site for a moment. */
const ISOLATE_SAMPLES = 40

/** A machine that does other things as well is slow to store the articles. */
const START_MS = 300_000

/** For how long the server is left alone before its memory is looked at for the last time. */
const REST_MS = 10_000

// `npm run soak`: a server of its own under a mild load for an hour, the second half of it with a write every five
// seconds. Everything stays on the loopback address and stops by itself.
//   --minutes 3        for how long
//   --articles 1500    how many the site has
//   --only 404,feed    these kinds of requests, and no writes; nothing is written down
// The exit code is 1 where an answer was a 5xx or a connection broke.
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    articles: { type: 'string', default: '1500' },
    only: { type: 'string' },
  },
})
const [minutes, articles] = [Number(values.minutes), Number(values.articles)]
if (!(minutes > 0 && articles > 0)) throw new Error('--minutes and --articles are numbers above 0')
const say = (text: string) => process.stderr.write(`${text}\n`)

const folder = mkdtempSync(join(tmpdir(), 'warta-soak-'))
const workspace = new Workspace()
process.once('exit', () => {
  workspace[Symbol.dispose]()
  rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

say(`A server starts with ${articles} articles …`)
writeGenerated(workspace, articles)
const inspectorPort = await freePort()
process.env.MINIFLARE_WORKERD_PATH = workerdWithInspector(folder, inspectorPort)
const server = await Server.start(workspace, START_MS)
process.once('exit', () => server.signal('SIGKILL'))

const kinds = chosen(kindsOf(await surveySite(server.origin, articles)), values.only)
const phases = phasesFrom(Date.now())
const text = await soak(phases, kinds)
server.signal('SIGTERM')
await server.ended()
process.stdout.write(text)
if (values.only === undefined) {
  writeFileSync(RESULTS, text)
  say(`Written to ${RESULTS}`)
}

async function soak(phases: readonly Phase[], kinds: Kinds): Promise<string> {
  const [begin, end] = [phases[0]?.begin ?? 0, phases.at(-1)?.end ?? 0]
  const port = Number(new URL(server.origin).port)
  const journal = new Journal(begin, end)
  const wake = () => ask(port, { path: '/healthz', headers: {} })
  const pid = server.child.pid ?? 0
  await using gauge = await Gauge.open(pid, {
    port: inspectorPort,
    wake,
    every: (end - begin) / ISOLATE_SAMPLES,
  })
  let edits: Edits | undefined
  for (const { name, writes, end } of phases) {
    say(`Until ${new Date(end).toTimeString().slice(0, 8)}: ${name} …`)
    const editing = writes ? editSteadily(workspace, server.origin, articles, end) : undefined
    await loadServer({ port, kinds, dice: new Dice(begin), journal, end })
    edits = await editing
  }
  await sleep(REST_MS)
  process.exitCode = journal.failures.length === 0 ? 0 : 1
  return toReport({ minutes, articles, phases, journal, gauge, edits, log: server.err })
}

function phasesFrom(begin: number): Phase[] {
  const [middle, end] = [begin + minutes * 30_000, begin + minutes * 60_000]
  if (values.only !== undefined) return [{ name: 'reading', writes: false, begin, end }]
  return [
    { name: 'reading', writes: false, begin, end: middle },
    { name: 'reading, and a write every 5 s', writes: true, begin: middle, end },
  ]
}

function chosen(kinds: Kinds, only: string | undefined): Kinds {
  if (only === undefined) return kinds
  const names = only.split(',')
  for (const name of names)
    if (!kinds[name]) throw new Error(`--only ${name}: ${Object.keys(kinds).join(', ')}`)
  return Object.fromEntries(Object.entries(kinds).filter(([name]) => names.includes(name)))
}
