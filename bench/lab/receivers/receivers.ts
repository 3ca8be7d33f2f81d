import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type Answered, type Asked, HOSTS, type Kind } from './callbacks.ts'

/** Ten thousand subscribers on this machine, in a process of their own. */
export class Receivers implements Disposable {
  readonly #child: ChildProcess
  readonly #port: number
  #last: Promise<unknown> = Promise.resolve()

  static async start(): Promise<Receivers> {
    const child = fork(join(import.meta.dirname, 'server.ts'), { serialization: 'advanced' })
    const [{ port }] = (await once(child, 'message')) as [{ port: number }]
    return new Receivers(child, port)
  }

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.#port = port
  }

  /** The URL of a callback. */
  callback(kind: Kind, number: number): string {
    return `http://${HOSTS[kind]}:${this.#port}/${kind}/${number}`
  }

  /** The URL of the topic that it has for hubs which fetch topics. */
  get topic(): string {
    return `http://${HOSTS.fast}:${this.#port}/topic`
  }

  /** From now on the topic has this body, and names this hub. */
  async setTopic(body: string, hub: string): Promise<void> {
    await this.#ask({ ask: 'topic', body, hub })
  }

  /** How many deliveries and questions came since the last call of `received`. */
  count(): Promise<Answered> {
    return this.#ask({ ask: 'count' })
  }

  /** What came since the last call, in the order in which it came. */
  received(): Promise<Answered> {
    return this.#ask({ ask: 'received' })
  }

  [Symbol.dispose](): void {
    this.#child.kill('SIGKILL')
  }

  // One question at a time: the answers have no names.
  #ask(asked: Asked): Promise<Answered> {
    const answer = this.#last.then(async () => {
      const message = once(this.#child, 'message')
      this.#child.send(asked)
      return (await message)[0] as Answered
    })
    this.#last = answer.catch(() => {})
    return answer
  }
}
