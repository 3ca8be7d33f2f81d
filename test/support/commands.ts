import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const ROOT = resolve(import.meta.dirname, '../..')

/** Where Node keeps what it compiled, so that the next command need not compile it again. */
const COMPILED = join(ROOT, 'node_modules/.cache/node')
const REGISTRY = 'sources:\n  - { id: republika, name: Republika }\n  - { id: reuters, name: Reuters }\n'

/** A content folder and a state folder that go when they are no longer needed. */
export class Workspace implements Disposable {
  readonly #root = mkdtempSync(join(tmpdir(), 'warta-'))
  readonly content = join(this.#root, 'content')
  readonly state = join(this.#root, 'state')
  /** The content folder as messages call it. */
  readonly name = relative(ROOT, this.content)

  constructor(files: Record<string, string | Uint8Array> = {}) {
    this.write('sources.yaml', REGISTRY)
    mkdirSync(join(this.content, 'articles'))
    for (const [path, text] of Object.entries(files)) this.write(path, text)
  }

  /** Writes a file of the content folder. */
  write(path: string, data: string | Uint8Array): void {
    const file = join(this.content, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, data)
  }

  read(path: string): string {
    return readFileSync(join(this.content, path), 'utf8')
  }

  /** A file of the state folder. */
  readState(path: string): string {
    return readFileSync(join(this.state, path), 'utf8')
  }

  /** A path beside the content folder and the state folder. */
  path(name: string): string {
    return join(this.#root, name)
  }

  /** The file of the local database. */
  get database(): string {
    const files = readdirSync(this.state, { recursive: true, encoding: 'utf8' })
    const file = files.find((name) => /^v3.d1.*[0-9a-f]{64}\.sqlite$/.test(name))
    if (!file) throw new Error(`No database in ${files.join()}`)
    return join(this.state, file)
  }

  rename(from: string, to: string): void {
    renameSync(join(this.content, from), join(this.content, to))
  }

  remove(path: string): void {
    rmSync(join(this.content, path))
  }

  [Symbol.dispose](): void {
    rmSync(this.#root, { recursive: true, force: true })
  }
}

/** One of our commands at work, in a process of its own, with these options and variables of its environment. */
export class Command {
  readonly child: ChildProcess
  readonly #exit: Promise<unknown[]>
  out = ''
  err = ''

  constructor(
    name:
      | 'check'
      | 'sync'
      | 'start'
      | 'serve'
      | 'poll'
      | 'sources'
      | 'kill'
      | 'token'
      | 'hub'
      | 'publish'
      | 'import'
      | 'backup'
      | 'restore',
    workspace: Workspace,
    ...given: (string | Record<string, string>)[]
  ) {
    const options = given.filter((one) => typeof one === 'string')
    const env = Object.assign({}, ...given.filter((one) => typeof one !== 'string')) as Record<string, string>
    const where = [
      ...(['check', 'sync', 'start'].includes(name) ? ['--content', workspace.content] : []),
      ...(['check', 'publish', 'import'].includes(name)
        ? []
        : [name === 'serve' ? '--data' : '--state', workspace.state]),
    ]
    const path = `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}`
    this.child = spawn(process.execPath, [`src/cli/${name}.ts`, ...where, ...options], {
      cwd: ROOT,
      env: { ...process.env, PATH: path, NODE_OPTIONS: '', NODE_COMPILE_CACHE: COMPILED, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, as a terminal gives it: Ctrl-C reaches all of it.
      detached: true,
    })
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.out += text))
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.err += text))
    this.#exit = once(this.child, 'close')
  }

  /** Waits for the end; returns the exit code. */
  async ended(): Promise<unknown> {
    return (await this.#exit)[0]
  }

  /** Waits until the output holds a text. */
  async says(text: string | RegExp, milliseconds = 20_000): Promise<void> {
    const holds = () => `${this.out}\n${this.err}`.match(text) !== null
    await until(holds, milliseconds, () => `No "${text}" in: ${this.out}${this.err}`)
  }

  /** Sends a signal to the process and all that it has started. */
  signal(signal: NodeJS.Signals): void {
    if (this.child.pid !== undefined && isThere(-this.child.pid)) process.kill(-this.child.pid, signal)
  }

  /** Whether the process or something that it has started is still there. */
  get isAlive(): boolean {
    return this.child.pid !== undefined && isThere(-this.child.pid)
  }
}

/** Runs a command to its end. Progress, which a slow machine is told more of, is left out. */
export async function run(...command: ConstructorParameters<typeof Command>) {
  const running = new Command(...command)
  const code = await running.ended()
  return { code, out: running.out, err: withoutProgress(running.err) }
}

/** A server of ours that has said that it is ready. */
export class Server extends Command {
  readonly origin: string

  private constructor(workspace: Workspace, port: number, env: Record<string, string>) {
    super('start', workspace, '--port', String(port), env)
    this.origin = `http://127.0.0.1:${port}`
  }

  /** Waits so many ms for it to be ready. It has these variables, and listens at this port, else at any. */
  static async start(
    workspace: Workspace,
    milliseconds = 60_000,
    { port, env = {} }: { readonly port?: number; readonly env?: Record<string, string> } = {},
  ): Promise<Server> {
    const server = new Server(workspace, port ?? (await freePort()), env)
    try {
      await server.says('Ctrl-C stops', milliseconds)
      return server
    } catch (error) {
      server.signal('SIGKILL')
      throw error
    }
  }

  async get(path: string): Promise<Response> {
    return fetch(`${this.origin}${path}`)
  }

  async text(path: string): Promise<string> {
    return (await this.get(path)).text()
  }
}

/** Waits until something is so, looking often. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  milliseconds: number,
  failure: () => string,
): Promise<void> {
  for (const end = Date.now() + milliseconds; Date.now() < end; await sleep(20)) if (await isSo()) return
  throw new Error(failure())
}

/** A port that nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  if (address === null || typeof address === 'string') throw new Error('No port')
  return address.port
}

/** The text of an article file of these tests. */
export function article(title: string, fields = '', body = 'Isi berita.'): string {
  return `---
title: ${title}
language: id
published: 2022-09-20T12:32:00+07:00
publisher: republika
sources: [reuters]
${fields}---
${body}
`
}

export function withoutProgress(err: string): string {
  return err.replace(/^(?:Reading|Storing|Saving|Restoring) (?:articles|rows): .*\n/gm, '')
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
