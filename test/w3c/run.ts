import { spawn } from 'node:child_process'
import { cpSync, existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { Server, Workspace } from '../support/commands.ts'
import { writeGenerated } from '../support/generated-folder.ts'
import { type FeedDocument, feedDocuments } from './documents.ts'

/** A machine that does other things as well is slow to store the articles. */
const START_MS = 300_000

/** What the validator says of a document. */
interface Saying {
  readonly kind: string
  readonly is_error: boolean
  readonly text: string
  readonly element: string
  /** What is wrong, where the validator quotes it. */
  readonly value: string
}

interface Judged extends FeedDocument {
  readonly said: readonly Saying[]
}

// `npm run w3c -- FOLDER`: the W3C's feed validator on every RSS and Atom document of the example site and of many
// generated articles. FOLDER, or FEEDVALIDATOR in the environment, is a checkout of https://github.com/w3c/feedvalidator;
// it needs Python 3 with html5lib (Debian: python3-html5lib). PYTHON names another Python than the system's.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { articles: { type: 'string', default: '300' } },
})
const folder = positionals[0] ?? process.env.FEEDVALIDATOR
if (!folder || !existsSync(join(folder, 'src/feedvalidator'))) {
  throw new Error('Name the folder of a checkout of https://github.com/w3c/feedvalidator')
}
const say = (text: string) => process.stderr.write(`${text}\n`)
const print = (text: string) => process.stdout.write(`${text}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
const workspace = new Workspace()
process.once('exit', () => workspace[Symbol.dispose]())
cpSync('content', workspace.content, { recursive: true })
writeGenerated(workspace, Number(values.articles))
const server = await Server.start(workspace, START_MS)
process.once('exit', () => server.signal('SIGKILL'))

const documents = await feedDocuments(server.origin)
say(`${documents.length} documents …`)
const judged = await validate(documents, resolve(folder, 'src'))
server.signal('SIGTERM')
await server.ended()
report(judged)

async function validate(documents: readonly FeedDocument[], path: string): Promise<Judged[]> {
  const script = join(import.meta.dirname, 'validate.py')
  const python = spawn(process.env.PYTHON ?? '/usr/bin/python3', [script], {
    env: { ...process.env, PYTHONPATH: path, PYTHONDONTWRITEBYTECODE: '1', LANGUAGE: 'en' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  process.once('exit', () => python.kill('SIGKILL'))
  python.stdin.end(documents.map((document) => `${JSON.stringify(document)}\n`).join(''))
  const judged: Judged[] = []
  for await (const line of createInterface(python.stdout)) {
    if (judged.push(JSON.parse(line)) % 50 === 0) say(`${judged.length} of ${documents.length}`)
  }
  if (judged.length < documents.length) {
    throw new Error(`The validator ended at ${documents[judged.length]?.url}`)
  }
  return judged
}

/** Prints what was said by kind, each with its number of documents and one of them. */
function report(judged: readonly Judged[]): void {
  const all = judged.flatMap(({ url, accept, said }) => said.map((one) => ({ ...one, url, accept })))
  for (const [name, isError] of [
    ['error', true],
    ['warning', false],
  ] as const) {
    const some = all.filter(({ is_error }) => is_error === isError)
    const kinds = [...Map.groupBy(some, kindOf).values()]
    for (const kind of kinds.sort((a, b) => b.length - a.length)) {
      const [first] = kind
      if (!first) continue
      print(`${name}: ${kindOf(first)}, ${kind.length} documents`)
      print(`  ${first.text.trim()}\n  ${first.url}${first.accept ? ` (Accept: ${first.accept})` : ''}`)
    }
  }
  const [errors, warned] = [true, false].map(
    (isError) => judged.filter(({ said }) => said.some(({ is_error }) => is_error === isError)).length,
  )
  print(`${judged.length} documents, ${errors} with errors, ${warned} with warnings.`)
  process.exitCode = errors === 0 ? 0 : 1
}

// Numbers and addresses differ from one document to the next.
function kindOf({ kind, element, value }: Saying): string {
  const what = value.replace(/https?:\S+/g, 'URL').replace(/\d+/g, 'N')
  return [kind, element && `<${element}>`, what].filter(Boolean).join(' ')
}
