import { createWriteStream } from 'node:fs'
import { cp, mkdir, readdir, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { dump } from 'js-yaml'
import {
  API_FOLDER,
  HISTORY_FILE,
  HISTORY_HEAD,
  type HistoryLine,
  POLLED_FOLDER,
} from '../ingest/content/history-file.ts'
import { readSourcesFile } from '../ingest/content/read-files.ts'
import { REGISTRY_FILE } from '../ingest/content/registry-file.ts'
import type { Source } from '../model/source.ts'
import { type Cell, rowsOf } from '../storage/backup/pages.ts'
import {
  heldArticles,
  looseNames,
  type StoredArticle,
  storedArticles,
} from '../storage/backup/stored-articles.ts'
import { countRows, readTables } from '../storage/backup/tables.ts'
import type { Database } from '../storage/database.ts'
import { readSources } from '../storage/registry.ts'
import { readRevision } from '../storage/revision.ts'
import { ContentFolder } from './content-folder.ts'
import { writeWhole } from './disk.ts'
import { exportedFile } from './export-articles.ts'
import { ExportMedia, type MediaPlaces } from './export-media.ts'
import { count, type Output, progressOf, refuse } from './terminal.ts'

/** How often to begin anew where somebody writes meanwhile. */
const ATTEMPTS = 5

/**
 * Writes everything that a site has as a content folder, which has to be new or empty: a sync into an empty database makes
 * the same site of it. Returns the exit code: 1 too where an article could not be written as it is.
 */
export async function exportSite(
  db: Database,
  out: string,
  places: MediaPlaces,
  output: Output,
): Promise<number> {
  const name = relative(process.cwd(), out) || out
  if ((await readdir(out).catch(() => [])).length > 0) {
    return refuse(`${name} is not empty; name a new folder: npm run export -- --out DIR`, output)
  }
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const before = await readRevision(db)
    const run = new SiteExport(db, out, places, output)
    await run.write()
    if ((await readRevision(db)) === before) return run.report(name)
    for (const file of await readdir(out)) await rm(join(out, file), { recursive: true })
  }
  return refuse(`Others wrote to the database during each of ${ATTEMPTS} attempts; try again later`, output)
}

/** How many articles are named that could not be written as they are. */
const NAMED = 5

class SiteExport {
  readonly #db: Database
  readonly #out: string
  readonly #places: MediaPlaces
  readonly #output: Output
  readonly #other: string[] = []
  #articles = 0

  constructor(db: Database, out: string, places: MediaPlaces, output: Output) {
    this.#db = db
    this.#out = out
    this.#places = places
    this.#output = output
  }

  async write(): Promise<void> {
    await mkdir(join(this.#out, 'articles'), { recursive: true })
    const sources = await readSources(this.#db)
    await this.#writeSources(sources)
    await this.#copyOthers()
    const lines = Readable.from(this.#lines(sources))
    await pipeline(lines, createWriteStream(join(this.#out, HISTORY_FILE)))
  }

  /** Says what was written; returns the exit code. */
  report(name: string): 0 | 1 {
    this.#output.out(`${count(this.#articles, 'article')} in ${name}/.`)
    this.#output.out(`To make a site of them in an empty database: npm run sync -- --content ${name}`)
    if (this.#other.length === 0) return 0
    this.#output.err(
      'A sync will not give these as they are stored, mostly because a file that they show is missing:',
    )
    for (const path of this.#other.slice(0, NAMED)) this.#output.err(`  ${name}/${path}`)
    if (this.#other.length > NAMED) this.#output.err(`  and ${this.#other.length - NAMED} more`)
    return 1
  }

  // Where the file of the content folder says the same, it is taken as it is, with its comments.
  async #writeSources(sources: readonly Source[]): Promise<void> {
    const content = new ContentFolder(this.#places.content)
    const own = await readSourcesFile(content)
    const file = join(this.#out, REGISTRY_FILE)
    const inOrder = own.ok ? [...own.value.values()].sort((a, b) => (a.id < b.id ? -1 : 1)) : []
    if (own.ok && JSON.stringify(inOrder) === JSON.stringify(sources)) {
      await cp(join(this.#places.content, REGISTRY_FILE), file)
    } else await writeWhole(file, dump({ sources }, { lineWidth: -1, noRefs: true }))
  }

  /** Copies what else stands in the content folder, such as site.yaml and the logo that it names. */
  async #copyOthers(): Promise<void> {
    const ours = new Set([REGISTRY_FILE, HISTORY_FILE, POLLED_FOLDER, API_FOLDER, 'articles'])
    const names = await readdir(this.#places.content).catch(() => [])
    for (const name of names.filter((one) => !ours.has(one) && !one.startsWith('.'))) {
      await cp(join(this.#places.content, name), join(this.#out, name), { recursive: true })
    }
  }

  async *#lines(sources: readonly Source[]): AsyncGenerator<string> {
    const line = (value: HistoryLine) => `${JSON.stringify(value)}\n`
    yield line(HISTORY_HEAD)
    const tables = new Map((await readTables(this.#db)).map((table) => [table.name, table]))
    const table = tables.get('articles')
    const total = table ? await countRows(this.#db, table) : 0
    const progress = progressOf('Writing articles', total, this.#output)
    const context = {
      registry: new Map(sources.map((source) => [source.id, source])),
      content: new ContentFolder(this.#places.content),
      out: new ContentFolder(this.#out),
      media: new ExportMedia(this.#out, this.#places),
      taken: new Set<string>(),
    }
    for (const articles of [storedArticles(this.#db), heldArticles(this.#db)]) {
      for await (const stored of articles) {
        const file = await exportedFile(stored, context)
        await writeWhole(join(this.#out, file.path), file.text)
        if (!file.isSame) this.#other.push(file.path)
        yield line(articleLine(stored, file))
        progress(++this.#articles)
      }
    }
    for await (const one of looseNames(this.#db)) yield line({ kind: 'name', ...one })
    for (const [name, toLine] of Object.entries(OTHER_ROWS)) {
      const table = tables.get(name)
      if (!table) continue
      for await (const cells of rowsOf(this.#db, table)) {
        yield line(
          toLine(Object.fromEntries(table.columns.map((column, index) => [column, cells[index] ?? null]))),
        )
      }
    }
    yield line({ kind: 'end' })
  }
}

type Row = Readonly<Record<string, Cell>>

/** The lines of rows that belong to no stored article, by their tables. */
const OTHER_ROWS: Readonly<Record<string, (row: Row) => HistoryLine>> = {
  former_slugs: ({ slug, article_id }) => ({ kind: 'slug', slug: String(slug), id: String(article_id) }),
  withdrawn_ids: ({ id }) => ({ kind: 'withdrawn', id: String(id) }),
  // The columns that are left out are about the feeds and caches of this database.
  withdrawals: ({ revision, notice_until, purged, ...row }) => ({ kind: 'withdrawal', row }),
  // Of the version that is public now its article tells.
  versions: ({ digest, ...row }) => ({
    kind: 'version',
    row: row.ended === null ? row : { ...row, digest: digest ?? null },
  }),
  receipts: (row) => ({ kind: 'receipt', row }),
  polls: (row) => ({ kind: 'poll', ...row }) as HistoryLine,
}

function articleLine(
  { article: { id }, origin, path, digest, names }: StoredArticle,
  file: { readonly path: string; readonly credited: readonly Source[] },
): HistoryLine {
  const line = { kind: 'article' as const, id, file: file.path, names: [...names] }
  if (origin === 'content') return line
  return { ...line, origin, path, digest, ...(file.credited.length > 0 && { credited: [...file.credited] }) }
}
