import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Context, type Measure } from './context.ts'
import { RESULTS, writeResults } from './results.ts'
import { footprint } from './rows/footprint.ts'
import { hit } from './rows/hit.ts'
import { hubReceivers } from './rows/hub-receivers.ts'
import { hubSpeed } from './rows/hub-speed.ts'
import { hubStore } from './rows/hub-store.ts'
import { importers } from './rows/importers.ts'
import { instanceManipulation } from './rows/instance-manipulation.ts'
import { notModified } from './rows/not-modified.ts'
import { polls } from './rows/polls.ts'
import { publishing } from './rows/publishing.ts'
import { scale } from './rows/scale.ts'
import { searches } from './rows/searches.ts'
import { started } from './rows/started.ts'
import { sync } from './rows/sync.ts'
import { writing } from './rows/writing.ts'
import { type Row, toMarkdown } from './table.ts'

/** What is measured, in the order of the table. */
const MEASURES: Readonly<Record<string, Measure>> = {
  hit,
  'not-modified': notModified,
  started,
  writing,
  scale,
  searches,
  sync,
  polls,
  publishing,
  'instance-manipulation': instanceManipulation,
  footprint,
  importers,
  'hub-receivers': hubReceivers,
  'hub-speed': hubSpeed,
  'hub-store': hubStore,
}

// `npm run bench`: everything that the speed of Warta is judged by, in one table.
//   --quick             small stores and short runs, for a look; nothing is written
//   --only hit,sync     some of the rows; nothing is written
//   --articles 1000,…   the sizes of the stores
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    articles: { type: 'string' },
  },
})
const only = values.only?.split(',') ?? Object.keys(MEASURES)
for (const name of only)
  if (!MEASURES[name]) throw new Error(`--only ${name}: ${Object.keys(MEASURES).join(', ')}`)
const sizes = (values.articles ?? (values.quick ? '1000,5000' : '1000,100000,1000000')).split(',').map(Number)
const say = (text: string) => process.stderr.write(`${text}\n`)

const begin = performance.now()
const folder = await mkdtemp(join(tmpdir(), 'warta-bench-'))
const rows: Row[] = []
try {
  const context = new Context({ folder, quick: values.quick, sizes, say })
  for (const name of only) {
    say(`\n${name}`)
    const measured = (await MEASURES[name]?.(context)) ?? []
    for (const row of measured) say(`  ${row.what}: ${row.measured} (${row.bar})`)
    rows.push(...measured)
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
process.stdout.write(`\n${toMarkdown(rows)}\n`)
if (!values.quick && values.only === undefined) {
  await writeResults(rows, (performance.now() - begin) / 1000)
  say(`\nWritten to ${RESULTS}`)
}
