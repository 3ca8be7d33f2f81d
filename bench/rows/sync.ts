import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ContentFolder } from '../../src/cli/content-folder.ts'
import { openLocal } from '../../src/cli/open-database.ts'
import { syncContent } from '../../src/ingest/content/sync.ts'
import type { Database } from '../../src/storage/database.ts'
import type { Context } from '../context.ts'
import { median } from '../median.ts'
import { articleFile, REGISTRY } from '../store/article-files.ts'
import { atLeast, MEASURED, number, type Row } from '../table.ts'
import { runPipeline } from './markdown-pipeline.ts'

const run = promisify(execFile)

/** `sync` of many files, new ones and unchanged ones, beside the Markdown pipeline alone on the same files. */
export async function sync(context: Context): Promise<Row[]> {
  const files = context.quick ? 1000 : 10_000
  const root = await writeContent(context, files)
  const fresh: number[] = []
  const unchanged: number[] = []
  const pipeline: number[] = []
  const transaction: number[] = []
  for (let round = 0; round < 3; round++) {
    pipeline.push(await secondsOf(() => runPipeline(root)))
    const local = await openLocal(join(context.folder, `sync-${round}`))
    if (!local.ok) throw new Error(local.failure)
    await using opened = local.value
    const { db, waited } = timedBatches(opened.db)
    fresh.push(await secondsOf(() => syncOnce(db, root, 'written')))
    transaction.push(waited())
    unchanged.push(await secondsOf(() => syncOnce(opened.db, root, 'unchanged')))
    context.say(
      `  pipeline ${number(pipeline.at(-1) ?? 0)} s, new ${number(fresh.at(-1) ?? 0)} s, unchanged ${number(unchanged.at(-1) ?? 0)} s`,
    )
  }
  const ratio = median(pipeline.map((seconds, round) => seconds / (fresh[round] ?? Number.NaN)))
  const rate = (seconds: readonly number[]) => files / median(seconds)
  return [
    {
      what: `sync of ${number(files)} new files`,
      against: 'the Markdown pipeline alone: read the file, front matter, Markdown, sanitised HTML',
      measured: `${number(ratio)} of its speed (${number(rate(fresh))} against ${number(rate(pipeline))} files/s)`,
      ...atLeast(ratio, 0.7),
      note: `the transaction at the end, during which nothing is read, took ${number(median(transaction))} of ${number(median(fresh))} s`,
    },
    {
      what: `sync of ${number(files)} unchanged files, skipped by hash`,
      against: '',
      measured: `${number(rate(unchanged))} files/s`,
      ...atLeast(rate(unchanged), 5000, ' files/s'),
    },
    await commands(context, root, files),
  ]
}

async function syncOnce(db: Database, root: string, expected: string): Promise<void> {
  const options = { authority: 'bench.example', now: Date.now, progress: () => {} }
  const outcome = await syncContent(db, new ContentFolder(root), options)
  if (!outcome.ok || outcome.value.kind !== expected)
    throw new Error(`The sync ended with ${JSON.stringify(outcome).slice(0, 300)}`)
}

/** A database that tells how many seconds its batches, each one transaction, have taken. */
function timedBatches(original: Database): { db: Database; waited: () => number } {
  let seconds = 0
  const batch = async <Row>(statements: D1PreparedStatement[]) => {
    const begin = performance.now()
    const results = await original.batch<Row>(statements)
    seconds += (performance.now() - begin) / 1000
    return results
  }
  return { db: { prepare: (sql) => original.prepare(sql), batch }, waited: () => seconds }
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await work()
  return (performance.now() - begin) / 1000
}

/** The command as a person waits for it: Node, wrangler and workerd are started first. */
async function commands(context: Context, root: string, files: number): Promise<Row> {
  const state = join(context.folder, 'command')
  const command = () =>
    run('node', ['src/cli/sync.ts', '--content', root, '--state', state], { maxBuffer: 1e8 })
  const [fresh, unchanged] = [await secondsOf(command), await secondsOf(command)]
  return {
    what: `npm run sync, wall time of the command, ${number(files)} files`,
    against: '',
    measured: `${number(fresh)} s new, ${number(unchanged)} s unchanged`,
    ...MEASURED,
  }
}

/** Made-up articles an hour apart, in folders of their months as editors keep them. */
async function writeContent(context: Context, files: number): Promise<string> {
  const root = join(context.folder, 'content')
  await mkdir(root, { recursive: true })
  await writeFile(join(root, 'sources.yaml'), REGISTRY)
  for (let n = 0; n < files; n++) {
    const published = Date.UTC(2022, 0, 1) + n * 3_600_000
    const folder = join(root, 'articles', new Date(published).toISOString().slice(0, 7).replace('-', '/'))
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, `file-${n}.md`), articleFile(n, published))
  }
  return root
}
