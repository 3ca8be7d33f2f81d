import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

// Without what `npm test` tells the commands that it runs, such as the folder that it runs in.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')))

const ROOT = resolve(import.meta.dirname, '../..')

/** What the library brings along. It is packed from our own node_modules, so that no registry is asked. */
const BROUGHT = ['feed', 'xml-js', 'sax'] as const

/** The library as somebody has it who packed it here and installed it in an empty folder, without a network. */
export class InstalledLibrary implements Disposable {
  readonly #root = mkdtempSync(join(tmpdir(), 'warta-library-'))
  readonly folder = join(this.#root, 'program')
  readonly #tarballs = join(this.#root, 'tarballs')

  static async make(): Promise<InstalledLibrary> {
    const library = new InstalledLibrary()
    await run('npm', ['run', 'build:library'], { cwd: ROOT, env })
    mkdirSync(library.#tarballs)
    mkdirSync(library.folder)
    const folders = ['./dist/library', ...BROUGHT.map((name) => `./node_modules/${name}`)]
    const pack = ['pack', ...folders, '--ignore-scripts', '--pack-destination', library.#tarballs]
    await run('npm', pack, { cwd: ROOT, env })
    await library.#install()
    return library
  }

  /** The names of the tarballs, the library's among them. */
  get tarballs(): string[] {
    return readdirSync(this.#tarballs)
  }

  get tarball(): string {
    return join(this.#tarballs, this.tarballs.find((name) => name.startsWith('warta-')) ?? '')
  }

  /** Writes a file beside node_modules and gives its path. */
  write(name: string, text: string): string {
    const file = join(this.folder, name)
    writeFileSync(file, text)
    return file
  }

  /** Runs a program of the folder and gives what it printed. */
  async run(name: string, node = process.execPath): Promise<string> {
    const { stdout } = await run(node, [name], { cwd: this.folder, maxBuffer: 32 << 20 })
    return stdout
  }

  [Symbol.dispose](): void {
    rmSync(this.#root, { recursive: true, force: true })
  }

  // An empty cache of its own shows that nothing else is needed.
  async #install(): Promise<void> {
    this.write('package.json', '{ "private": true, "type": "module" }')
    const files = this.tarballs.map((name) => join(this.#tarballs, name))
    const options = ['--offline', '--cache', join(this.#root, 'cache'), '--no-audit', '--no-fund']
    await run('npm', ['install', ...files, ...options], { cwd: this.folder, env })
  }
}

/** The Node 20 of this machine where there is one, which is the oldest that the library runs on. */
export async function oldestNode(): Promise<string> {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin']
  for (const folder of new Set(folders)) {
    const file = join(folder, 'node')
    const version = await run(file, ['--version']).then(
      ({ stdout }) => stdout,
      () => '',
    )
    if (version.startsWith('v20.')) return file
  }
  return process.execPath
}
