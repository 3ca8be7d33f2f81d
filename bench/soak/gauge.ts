import { chmodSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { IsolateMeter } from '../lab/inspector.ts'
import { childrenOf, memoryBytes } from '../lab/process.ts'

/** One measurement of a memory. */
export interface Sample {
  /** In ms since 1970. */
  readonly at: number
  readonly bytes: number
}

const LOOK_MS = 1000

/**
 * Writes a program into a folder that starts workerd with an inspector at a port. Miniflare, which has no option for
 * it that `npm start` would hand on, starts what MINIFLARE_WORKERD_PATH names.
 */
export function workerdWithInspector(folder: string, port: number): string {
  const workerd = createRequire(import.meta.url)('workerd') as { readonly default: string }
  const path = join(folder, 'workerd-with-inspector')
  writeFileSync(path, `#!/bin/sh\nexec "${workerd.default}" "$@" --inspector-addr=127.0.0.1:${port}\n`)
  chmodSync(path, 0o755)
  return path
}

/** Watches the memory of a server's workerd: the process once a second, the site's isolate less often. */
export class Gauge implements AsyncDisposable {
  /** What the process holds (resident set). */
  readonly process: Sample[] = []
  /** What the isolate holds after a collection: V8's heap and the bytes of array buffers. */
  readonly isolate: Sample[] = []
  readonly #pid: number
  readonly #meter: IsolateMeter
  readonly #timer: NodeJS.Timeout
  readonly #isOver = new AbortController()
  #collecting = Promise.resolve()

  /** `server`: the process id of its command. `wake` asks the site something. The isolate is measured each `every` ms. */
  static async open(
    server: number,
    { port, wake, every }: { port: number; wake: () => Promise<unknown>; every: number },
  ): Promise<Gauge> {
    const [pid] = childrenOf(server, 'workerd')
    if (pid === undefined) throw new Error('The server has no process of workerd')
    return new Gauge(pid, await IsolateMeter.open(await inspectorOf(port), wake), every)
  }

  private constructor(pid: number, meter: IsolateMeter, every: number) {
    this.#pid = pid
    this.#meter = meter
    this.#timer = setInterval(() => this.#look(), LOOK_MS)
    this.#collecting = this.#collectEach(every)
  }

  #look(): void {
    this.process.push({ at: Date.now(), bytes: memoryBytes(this.#pid) })
  }

  async #collectEach(every: number): Promise<void> {
    const { signal } = this.#isOver
    for (let next = Date.now(); !signal.aborted; next += every) {
      const { heap, buffers } = await this.#meter.use()
      this.isolate.push({ at: Date.now(), bytes: heap + buffers })
      await sleep(Math.max(0, next + every - Date.now()), undefined, { signal }).catch(() => {})
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer)
    this.#isOver.abort()
    await this.#collecting
    this.#meter[Symbol.dispose]()
  }
}

/** The address of the inspector of the site's isolate. */
async function inspectorOf(port: number): Promise<string> {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as {
    id: string
    webSocketDebuggerUrl?: string
  }[]
  const target = targets.find(({ id }) => id === 'core:user:warta')
  if (!target) throw new Error(`No inspector of the site: ${JSON.stringify(targets)}`)
  return `ws://127.0.0.1:${port}/${target.id}`
}
