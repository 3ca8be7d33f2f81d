import { parseArgs } from 'node:util'
import { CORPORA, documentsOf, findRepository } from './corpora.ts'
import { type Outcome, outcomesOf } from './outcomes.ts'

// `npm run corpora -- FOLDER`: what becomes of the documents of other projects. FOLDER has their clones, with or without files:
// owner/name, owner+name/repo, or name alone. `--against FOLDER` counts the importers of another checkout of Warta, `--all`
// prints every document that was refused.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { against: { type: 'string', default: '.' }, all: { type: 'boolean', default: false } },
})
const [folder] = positionals
if (!folder) throw new Error('Name the folder of the clones: npm run corpora -- FOLDER')
const print = (line: string) => process.stdout.write(`${line}\n`)

for (const corpus of CORPORA) {
  const repository = findRepository(folder, corpus.repository)
  if (!repository) {
    print(`${corpus.name}: no clone of https://github.com/${corpus.repository} in ${folder}`)
    continue
  }
  const outcomes = await outcomesOf(documentsOf(repository, corpus), values.against)
  report(corpus.name, outcomes)
  if (outcomes.some(({ kind }) => kind === 'crashed')) process.exitCode = 1
}

function report(name: string, outcomes: readonly Outcome[]): void {
  const of = (kind: Outcome['kind']) => outcomes.filter((one) => one.kind === kind)
  const counts = `${of('read').length} read, ${of('refused').length} refused with a reason`
  print(
    `${name}: ${outcomes.length} documents: ${counts}, ${of('faulty').length} read but not whole, ${of('crashed').length} crashed`,
  )
  for (const { document, kind, reason } of [...of('crashed'), ...of('faulty')])
    print(`  ${kind} ${document}: ${reason}`)
  const reasons = Map.groupBy(of('refused'), ({ reason }) => reason.replace(/"[^"]*"|\d+/g, '…'))
  for (const [reason, some] of [...reasons].sort((one, other) => other[1].length - one[1].length)) {
    print(`  ${some.length}: ${reason}`)
    if (values.all) for (const { document } of some) print(`    ${document}`)
  }
}
