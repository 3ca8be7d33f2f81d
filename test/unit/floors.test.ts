import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = resolve('src')

/**
 * Who may import whom: the first part of each path in src/. A path with a slash names one file of that folder.
 * Everybody may import their own folder; only commands import Node's modules.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  words: ['model'],
  xml: ['model'],
  http: ['model'],
  formats: ['model', 'words', 'xml'],
  storage: ['model'],
  pages: ['model', 'words', 'formats/index.ts'],
  serve: ['model', 'words', 'http', 'storage', 'pages', 'config.ts'],
  site: ['model', 'words', 'http', 'formats', 'storage', 'pages', 'serve'],
  ingest: ['model', 'words', 'storage', 'formats/dates.ts'],
  // Writes what is due by the clock: it needs no more of ingest than the way to a free update time.
  lifecycle: ['model', 'storage', 'ingest/settle-updates.ts'],
  // The resources of /api. Of serve it takes the request context, the purge of caches, and how failures are logged; of words
  // the types of problems, which a page lists too.
  api: ['model', 'storage', 'ingest', 'lifecycle', 'formats/dates.ts', 'serve', 'words/problem-types.ts'],
  // The hub of the feeds: it renders them as the site does, outside of requests.
  websub: [
    'model',
    'formats/index.ts',
    'storage',
    'serve',
    'site/feeds',
    'ingest/read-limited.ts',
    'ingest/queue-messages.ts',
    'config.ts',
  ],
  // The description of the API is made from the schemas by which the API reads.
  cli: [
    'api/request-schemas.ts',
    'bundle',
    '../node_modules',
    'model',
    'words',
    'formats',
    'storage',
    'ingest',
    'lifecycle',
    'serve',
    'pages',
    'config.ts',
    'node:',
  ],
  // What stands in the bundle for parts of packages, which it takes by their paths.
  bundle: ['../node_modules'],
  'config.ts': ['model'],
  'app.ts': ['serve', 'site', 'api', 'websub'],
  'worker.ts': ['model', 'serve', 'ingest', 'lifecycle', 'websub', 'config.ts', 'app.ts'],
}

const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))

describe('the floors of the house', () => {
  it.each(files)('src/%s imports only from the floors below its own', (file) => {
    const floor = file.split('/')[0] ?? ''
    const allowed = [floor, ...(MAY_IMPORT[floor] ?? [])]
    const isAllowed = (path: string) =>
      allowed.some((one) => path === one || path.startsWith(one === 'node:' ? one : `${one}/`))
    expect(importsOf(file).filter((path) => !isAllowed(path))).toEqual([])
  })

  it('have no way round: no file of src imports one that imports it back, be it through others', () => {
    const open = new Map(files.map((file) => [file, importsOf(file).filter((path) => files.includes(path))]))
    // Files that import nothing that is left are taken away, until there are none: what stays goes round.
    for (let before = 0; before !== open.size; ) {
      before = open.size
      for (const [file, imports] of open) if (!imports.some((one) => open.has(one))) open.delete(file)
    }
    expect([...open.keys()]).toEqual([])
  })

  it('have a rule for every folder and file of src', () => {
    expect(Object.keys(MAY_IMPORT).sort()).toEqual(
      [...new Set(files.map((file) => file.split('/')[0]))].sort(),
    )
  })
})

/** What a file imports of ours, as paths below src/, and the modules of Node that it imports. */
function importsOf(file: string): string[] {
  const path = join(ROOT, file)
  const found = readFileSync(path, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(node:|\.[^']*)/g)
  return Array.from(found, ([, name = '']) =>
    name === 'node:' ? name : relative(ROOT, resolve(dirname(path), name)),
  )
}
