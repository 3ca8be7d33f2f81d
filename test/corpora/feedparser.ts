import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { ImportedArticle, Importer } from '../../src/ingest/import/common/importer.ts'
import { type Expectation, expectationsOf, withRequired } from './feedparser-cases.ts'
import { reasonFor } from './feedparser-reasons.ts'

/** The commit whose tests were counted. */
const COMMIT = 'a22c5521cbb109871f1a2318948581901bd47e26'

// `node test/corpora/feedparser.ts REPOSITORY`: how far our feed importer agrees with the well-formed test cases of
// feedparser, field by field, on the first item of each. REPOSITORY is a clone of https://github.com/kurtmckee/feedparser,
// with or without its files. `--against FOLDER` counts the importer of another checkout of Warta.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { against: { type: 'string', default: '.' }, all: { type: 'boolean', default: false } },
})
const [repository] = positionals
if (!repository) throw new Error('Name the folder of a clone of https://github.com/kurtmckee/feedparser')

/** Where the cases expect to be served from. */
const ADDRESS = 'http://127.0.0.1:8097/x.xml'

/** What one field of one case came to. */
interface Compared extends Expectation {
  readonly file: string
  readonly found: string
  readonly agrees: boolean
}

const load = <Module>(path: string): Promise<Module> =>
  import(pathToFileURL(resolve(values.against, path)).href) as Promise<Module>
const { feedImporter } = await load<{ feedImporter: Importer }>('src/ingest/import/feed/import.ts')
const { cleanHtml } = await load<typeof import('../../src/ingest/clean-html.ts')>('src/ingest/clean-html.ts')
const { decodeDocument } = await load<typeof import('../../src/ingest/import/common/charset.ts')>(
  'src/ingest/import/common/charset.ts',
)
const { textOfHtml } = await load<typeof import('../../src/model/text.ts')>('src/model/text.ts')
const print = (line: string) => process.stdout.write(`${line}\n`)

const folder = mkdtempSync(join(tmpdir(), 'feedparser-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const archive = execFileSync('git', ['-C', repository, 'archive', COMMIT, 'tests/wellformed'], {
  maxBuffer: 1e9,
})
execFileSync('tar', ['-x', '-C', folder], { input: archive })
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.xml'),
)
report(files.sort().flatMap((file) => compare(join(folder, file))))

function compare(path: string): Compared[] {
  const bytes = readFileSync(path)
  const decoded = decodeDocument(bytes, '')
  const written = decoded.ok ? decoded.value : bytes.toString('latin1')
  const expected = expectationsOf(written)
  if (expected.length === 0) return []
  const text = withRequired(written)
  const { articles, refused } = feedImporter.read({ text, name: path, url: ADDRESS, ...languageOf(written) })
  const [article] = articles
  const file = relative(join(folder, 'tests/wellformed'), path)
  return expected.filter(isFilledIn).map((one) => {
    const found = article ? fieldOf(article, one) : `(refused: ${refused[0]?.reason})`
    return { ...one, file, found, agrees: article !== undefined && agree(found, one) }
  })
}

// A case says in its comment with which headers it is to be served.
function languageOf(text: string): { language?: string } {
  const language = /^Header:\s*Content-Language:\s*(\S+)/m.exec(text)?.[1]
  return language ? { language } : {}
}

// Warta requires a title: one that has no text, such as a picture, is filled in like one that is missing.
function isFilledIn({ field, value }: Expectation): boolean {
  return field !== 'title' || plain(value) !== ''
}

// A text may be expected as HTML or, in a feed that says so, as plain text.
function agree(found: string, { field, value }: Expectation): boolean {
  if (field === 'link') return found === URL.parse(value)?.href
  return plain(found) === plain(value) || plain(found) === value.replace(/\s+/g, ' ').trim()
}

// Both sides are compared by the text that a reader sees: each has its own rules for markup.
function plain(value: string): string {
  return textOfHtml(cleanHtml(value, (url) => url))
    .replace(/\s+/g, ' ')
    .trim()
}

function fieldOf(article: ImportedArticle, { field, index }: Expectation): string {
  const named = (roles: readonly string[]) =>
    article.authors.filter(({ role }) => roles.includes(role))[index]?.name
  switch (field) {
    case 'title':
      return escaped(article.title)
    case 'summary':
      return article.summary === undefined ? article.body : escaped(article.summary)
    case 'content':
      return article.body
    case 'author':
      return named(['reporter']) ?? article.sources[0]?.name ?? ''
    case 'contributor':
      return named(['editor']) ?? ''
    case 'id':
      return article.id ?? ''
    case 'link':
      return article.original ?? ''
    case 'tag':
      return article.tags[index] ?? ''
    case 'language':
      return article.language
    case 'rights':
      return escaped(article.rights ?? '')
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

function report(all: readonly Compared[]): void {
  const fields = Map.groupBy(all, ({ field }) => field)
  for (const [field, some] of fields)
    print(`${field}: ${some.filter((one) => one.agrees).length}/${some.length}`)
  const failed = all.filter((one) => !one.agrees)
  print(`${all.length - failed.length} of ${all.length} comparisons agree.`)
  const explained = Map.groupBy(failed, reasonFor)
  for (const [reason, some] of [...explained].sort((a, b) => b[1].length - a[1].length)) {
    print(`\n${some.length}: ${reason ?? 'NOT EXPLAINED'}`)
    const shown = values.all || reason === undefined ? some : some.slice(0, 3)
    for (const { file, field, value, found } of shown) {
      print(
        `  ${file} ${field}: expected ${JSON.stringify(value.slice(0, 120))}, found ${JSON.stringify(found.slice(0, 120))}`,
      )
    }
  }
  process.exitCode = explained.has(undefined) ? 1 : 0
}
