import { setTimeout as sleep } from 'node:timers/promises'

/** Memory of one isolate, in bytes. */
export interface IsolateUse {
  /** What V8's heap holds, and the platform's objects beside it. */
  readonly heap: number
  /** What array buffers hold: the bytes of documents, for one. */
  readonly buffers: number
}

interface HeapUsage {
  readonly usedSize: number
  readonly embedderHeapUsedSize: number
  readonly backingStorageSize: number
}

/**
 * What an isolate still holds after two collections. `url` is its inspector's, which speaks the Chrome DevTools Protocol;
 * `wake` asks the Worker something, because workerd answers its inspector only when a request comes.
 */
export async function isolateUse(url: string, wake: () => Promise<unknown>): Promise<IsolateUse> {
  using meter = await IsolateMeter.open(url, wake)
  return await meter.use()
}

/** Measures an isolate again and again over one connection: workerd closes a second one with the end of the first. */
export class IsolateMeter implements Disposable {
  readonly #inspector: Inspector
  readonly #wake: () => Promise<unknown>

  static async open(url: string, wake: () => Promise<unknown>): Promise<IsolateMeter> {
    const meter = new IsolateMeter(await Inspector.open(url), wake)
    await meter.#call('HeapProfiler.enable')
    return meter
  }

  private constructor(inspector: Inspector, wake: () => Promise<unknown>) {
    this.#inspector = inspector
    this.#wake = wake
  }

  async use(): Promise<IsolateUse> {
    // The second takes what the first let go of: handles of the platform keep objects for one more round.
    for (let time = 0; time < 2; time++) await this.#call('HeapProfiler.collectGarbage')
    const use = (await this.#call('Runtime.getHeapUsage')) as HeapUsage
    return { heap: use.usedSize + use.embedderHeapUsedSize, buffers: use.backingStorageSize }
  }

  [Symbol.dispose](): void {
    this.#inspector.close()
  }

  async #call(method: string): Promise<unknown> {
    let isThere = false
    const answer = this.#inspector.call(method).finally(() => {
      isThere = true
    })
    while (!isThere) await Promise.race([answer, this.#wake().then(() => sleep(20))])
    return answer
  }
}

/** A connection to an inspector, its answers told apart by their numbers. */
class Inspector {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>()
  #calls = 0

  static async open(url: string): Promise<Inspector> {
    const socket = new WebSocket(url)
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve)
      socket.addEventListener('error', () => reject(new Error(`No inspector answers at ${url}`)))
    })
    return new Inspector(socket)
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => {
      const { id, result, error } = JSON.parse(String(data))
      if (error) this.#waiting.get(id)?.reject(new Error(error.message))
      else this.#waiting.get(id)?.resolve(result)
      this.#waiting.delete(id)
    })
    socket.addEventListener('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('The inspector hung up'))
    })
  }

  call(method: string): Promise<unknown> {
    const id = ++this.#calls
    const answer = Promise.withResolvers<unknown>()
    this.#waiting.set(id, answer)
    this.#socket.send(JSON.stringify({ id, method }))
    return answer.promise
  }

  close(): void {
    this.#socket.close()
  }
}
