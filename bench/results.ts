import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { resolve } from 'node:path'
import { number, type Row, toMarkdown } from './table.ts'

/** Where `npm run bench` writes what it measured. */
export const RESULTS = resolve(import.meta.dirname, 'RESULTS.md')

/** Writes the results with the machine and the day that they are of. */
export async function writeResults(rows: readonly Row[], took: number): Promise<void> {
  await writeFile(
    RESULTS,
    `# What Warta costs

Written by \`npm run bench\`: one run, every ratio between things measured in turn in that run. \`missed\` says that a
bar is not reached yet; the notes under the table say why.

- Day: ${new Date().toISOString().slice(0, 10)}
- Commit: ${commit()}
- Machine: ${machine()}
- ${versions()}
- The run took ${number(took / 60)} minutes.

${toMarkdown(rows)}
`,
  )
}

/** The machine that a run was made on. */
export function machine(): string {
  const [processor] = cpus()
  const memory = `${number(totalmem() / 2 ** 30)} GB of memory`
  return `${availableParallelism()} processors (${processor?.model.trim() || 'of no name'}), ${memory}, ${process.platform}`
}

/** The commit that a run was made of. */
export function commit(): string {
  try {
    const id = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
    const changed = execFileSync('git', ['status', '--porcelain', 'src', 'migrations'], { encoding: 'utf8' })
    return changed.trim() ? `${id}, with changes` : id
  } catch {
    return 'none'
  }
}

/** The versions of what a run was made with. */
export function versions(): string {
  return `Node ${process.version}, workerd ${versionOf('workerd')}, Miniflare ${versionOf('miniflare')}, Hono ${versionOf('hono')}`
}

function versionOf(name: string): string {
  const file = resolve(import.meta.dirname, '../node_modules', name, 'package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
