import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Documents that a project has: which commit and folder, and which of the files there. */
export interface Corpus {
  readonly name: string
  readonly repository: string
  readonly commit: string
  readonly folders: readonly string[]
  readonly files: RegExp
  /** The documents in a file, where it is not one itself. */
  readonly within?: (text: string) => readonly string[]
}

export const CORPORA: readonly Corpus[] = [
  {
    name: 'ninjs examples',
    repository: 'iptc/newsinjson',
    commit: '3ace39707a725d6674279c3151e2f5323dc81074',
    folders: ['examples', 'documentation/includes/examples'],
    files: /^(?!.*schema).*\.json$/,
  },
  {
    name: 'NewsML-G2 examples',
    repository: 'iptc/newsml-g2',
    commit: '7f172b01af0c343aacb1e1297ac0e75debabb4a7',
    folders: ['.'],
    files: /exampl.*\.xml$/i,
  },
  {
    name: 'W3C validator, test cases of feeds',
    repository: 'w3c/feedvalidator',
    commit: '43dabeb217bd8d8b0a3f12f3a6e7c39a8619d9a8',
    folders: ['atom', 'ext', 'rss', 'rss11', 'rss20', 'xml'].map((name) => `testcases/${name}`),
    files: /\.xml$/,
  },
  {
    name: 'Miniflux, feeds in its tests',
    repository: 'miniflux/v2',
    commit: '106cdd09e1557222303f3ed1376e1dadf0638621',
    folders: ['internal/reader'],
    files: /(?:atom|json|rdf|rss|parser)\/\w+_test\.go$/,
    // Raw strings of Go. The shorter ones are values.
    within: (text) =>
      Array.from(text.matchAll(/`([^`]*)`/g), ([, document = '']) => document.trim()).filter((document) =>
        /^(?:<(?:\?xml|rss|rdf|feed|!DOCTYPE)|\{)/i.test(document),
      ),
  },
]

/** A document, and what it is called. */
export interface CorpusDocument {
  readonly name: string
  readonly bytes: Uint8Array
}

/** The clone of a repository in a folder, with or without its files. */
export function findRepository(folder: string, repository: string): string | undefined {
  const names = [repository, join(repository.replace('/', '+'), 'repo'), basename(repository)]
  return names.map((name) => join(folder, name)).find((path) => existsSync(path))
}

/** The documents of a corpus at its commit, each text once. */
export function documentsOf(clone: string, { commit, folders, files, within }: Corpus): CorpusDocument[] {
  const tree = git(clone, ['ls-tree', '-r', '-z', commit, '--', ...folders]).toString('utf8')
  const blobs = new Map<string, string>()
  for (const entry of tree.split('\0')) {
    const [, blob, name] = /^\d+ blob (\w+)\t(.*)$/s.exec(entry) ?? []
    if (blob && name && files.test(name) && !blobs.has(blob)) blobs.set(blob, name)
  }
  const contents = readBlobs(clone, [...blobs.keys()])
  return [...blobs].flatMap(([blob, name]) => {
    const bytes = contents.get(blob)
    if (!bytes) return []
    if (!within) return [{ name, bytes }]
    return within(bytes.toString('utf8')).map((text, n) => ({
      name: `${name} (${n + 1})`,
      bytes: new TextEncoder().encode(text),
    }))
  })
}

// `git cat-file --batch` answers "ID blob SIZE", a line break, the bytes and another line break; "ID missing" where a clone
// has not everything.
function readBlobs(clone: string, ids: readonly string[]): ReadonlyMap<string, Buffer> {
  const answer = git(clone, ['cat-file', '--batch'], ids.map((id) => `${id}\n`).join(''))
  const contents = new Map<string, Buffer>()
  for (let at = 0; at < answer.length; ) {
    const end = answer.indexOf(10, at)
    const [id = '', , size] = answer.toString('latin1', at, end).split(' ')
    at = end + 1
    if (size === undefined) continue
    contents.set(id, answer.subarray(at, at + Number(size)))
    at += Number(size) + 1
  }
  return contents
}

function git(clone: string, args: readonly string[], input = ''): Buffer {
  return execFileSync('git', ['-C', clone, ...args], { input, maxBuffer: 1e9 })
}
