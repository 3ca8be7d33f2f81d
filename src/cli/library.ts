import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'

const ROOT = resolve(import.meta.dirname, '../..')
const ENTRY = 'src/formats/syndication-feed.ts'

/** The files whose declarations are public, each before the one that imports it. */
const PUBLIC = ['formats/document', 'formats/syndication-feed']

/**
 * Makes the npm package of the writers in a folder, which is made anew: one module, its types, its own manifest, its
 * README and the licence. `npm pack` there makes the tarball.
 */
export async function buildLibrary(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await bundle(join(folder, 'feed.js'))
  await writeFile(join(folder, 'feed.d.ts'), await declarations())
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(await manifest(), null, 2)}\n`)
  await cp(join(ROOT, 'docs/library.md'), join(folder, 'README.md'))
  await cp(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'))
}

// Names and white space stay, so that a stack trace can be read.
function bundle(outfile: string): Promise<unknown> {
  return build({
    absWorkingDir: ROOT,
    entryPoints: [ENTRY],
    outfile,
    bundle: true,
    external: ['feed'],
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'warning',
  })
}

/** The manifest of the package. That of the checkout is for the site, and names all that the site needs. */
async function manifest(): Promise<Record<string, unknown>> {
  const { name, version, license, dependencies } = JSON.parse(
    await readFile(join(ROOT, 'package.json'), 'utf8'),
  ) as { name: string; version: string; license: string; dependencies: { feed: string } }
  return {
    name,
    version,
    description:
      'RSS 2.0, Atom 1.0 and JSON Feed 1.1: a drop-in for the feed package, well-formed for any text',
    license,
    keywords: ['rss', 'atom', 'jsonfeed', 'feed', 'syndication', 'podcast'],
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20' },
    exports: { './feed': { types: './feed.d.ts', default: './feed.js' } },
    files: ['feed.js', 'feed.d.ts'],
    dependencies: { feed: `^${dependencies.feed}` },
  }
}

/** All public types as one file, without what is marked as internal. */
async function declarations(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'warta-types-'))
  try {
    await emitDeclarations(folder)
    const files = await Promise.all(PUBLIC.map((name) => readFile(join(folder, `${name}.d.ts`), 'utf8')))
    return joinDeclarations(files)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function emitDeclarations(outDir: string): Promise<void> {
  const options = [
    ...['--declaration', '--emitDeclarationOnly', '--stripInternal', '--outDir', outDir, '--rootDir', 'src'],
    ...['--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', '--allowImportingTsExtensions'],
    ...['--target', 'es2024', '--module', 'nodenext', '--types', 'node'],
  ]
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  await promisify(execFile)(process.execPath, [tsc, '--ignoreConfig', ...options, ENTRY], { cwd: ROOT })
}

// What the files import of each other stands in one file now; what they import of `feed` is imported once.
const IMPORT = /^import (?:type )?\{([^}]*)\} from '([^']*)';\n/gm
const EXPORT_OF_OURS = /^export (?:type )?\{[^}]*\} from '\.[^']*';\n/gm

function joinDeclarations(files: readonly string[]): string {
  const all = files.join('\n')
  const names = Array.from(all.matchAll(IMPORT))
    .filter(([, , from]) => from === 'feed')
    .flatMap(([, list = '']) => list.split(',').map((name) => name.replace('type ', '').trim()))
  const imports = `import { ${[...new Set(names)].sort().join(', ')} } from 'feed'\n\n`
  return imports + all.replace(IMPORT, '').replace(EXPORT_OF_OURS, '')
}

// `npm run build:library`.
if (process.argv[1] === import.meta.filename) await buildLibrary(resolve('dist/library'))
