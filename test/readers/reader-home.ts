import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const RUN_MS = 60_000
const STOP_MS = 3000

/** A home folder for one reader that nobody has used before. It goes, with all processes started in it. */
export class ReaderHome implements AsyncDisposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'warta-reader-'))
  /** All that a reader is told about its surroundings: no proxy, display or desktop of this machine. */
  readonly env: Record<string, string> = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    LANG: 'C.UTF-8',
    TERM: 'dumb',
    HOME: this.folder,
    XDG_CONFIG_HOME: this.path('.config'),
    XDG_DATA_HOME: this.path('.local/share'),
    XDG_CACHE_HOME: this.path('.cache'),
    XDG_RUNTIME_DIR: this.path('run'),
  }
  readonly #processes: Program[] = []
  readonly #leave = () => this.#end('SIGKILL')

  constructor() {
    mkdirSync(this.path('run'), { mode: 0o700 })
    process.once('exit', this.#leave)
  }

  path(name: string): string {
    return join(this.folder, name)
  }

  /** Writes a file into the home; returns its path. */
  write(name: string, text: string): string {
    const path = this.path(name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    return path
  }

  /** Starts a program that goes on until the home goes. */
  start(name: string, ...args: string[]): Program {
    const program = new Program(name, args, this.env)
    this.#processes.push(program)
    return program
  }

  /** Runs a program to its end, whatever its exit code. @throws Error where it takes longer than a minute. */
  async run(name: string, ...args: string[]): Promise<Program> {
    const program = this.start(name, ...args)
    if (await program.endsWithin(RUN_MS)) return program
    program.signal('SIGKILL')
    throw new Error(`${name} did not end: ${program.output.slice(-300)}`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    process.removeListener('exit', this.#leave)
    // The last one first: a display or a bus goes after those that use it.
    for (const program of this.#processes.reverse()) {
      program.signal('SIGTERM')
      await program.endsWithin(STOP_MS)
    }
    this.#end('SIGKILL')
  }

  #end(signal: NodeJS.Signals): void {
    for (const program of this.#processes) program.signal(signal)
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

/** A program at work, with all that it has started. */
export class Program {
  readonly #child: ChildProcess
  readonly #end: Promise<unknown>
  #hasEnded = false
  /** What it has printed on its standard output. */
  out = ''
  /** What it has printed at all. */
  output = ''

  constructor(name: string, args: string[], env: Record<string, string>) {
    this.#child = spawn(name, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.out += text
      this.output += text
    })
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.output += text))
    this.#end = once(this.#child, 'close')
      .catch((error: unknown) => (this.output += `${error}`))
      .finally(() => (this.#hasEnded = true))
  }

  async endsWithin(milliseconds: number): Promise<boolean> {
    const late = new AbortController()
    const clock = sleep(milliseconds, false, { signal: late.signal }).catch(() => false)
    const ended = await Promise.race([this.#end.then(() => true), clock])
    late.abort()
    return ended
  }

  /** Sends a signal to its process group. To one that has ended nothing is sent: its number may be another's. */
  signal(signal: NodeJS.Signals): void {
    try {
      if (!this.#hasEnded && this.#child.pid !== undefined) process.kill(-this.#child.pid, signal)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
    }
  }
}
