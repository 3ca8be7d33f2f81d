import { explain, isDamage } from './accidents.ts'
import type { Output } from './terminal.ts'

/** Work that a server does, for itself or for other processes. Prints its lines to `output`, returns the exit code. */
export type Work = (output: Output, options: readonly string[]) => Promise<number>

/** The same work, but what it throws is printed, so that the server goes on. */
export function reportingErrors(work: Work): Work {
  return (output, options) =>
    work(output, options).catch((error: unknown) => {
      output.err(`warta: ${explain(error)}`)
      return 1
    })
}

/** The same work, but one piece of it after the other, also where one throws. */
export function inTurn(work: Work): Work {
  let last: Promise<unknown> = Promise.resolve()
  return (output, options) => {
    const next = last.then(() => work(output, options))
    last = next.catch(() => {})
    return next
  }
}

/** How long to wait before work that threw is tried again, in milliseconds: twice as long each time, up to a minute. */
const FIRST_WAIT = 1000
const LONGEST_WAIT = 60_000

/** Work that is tried again by itself as long as it throws, say because the disk is full. */
export class RetriedWork implements Disposable {
  readonly #work: Work
  readonly #output: Output
  #timer: ReturnType<typeof setTimeout> | undefined
  #wait = FIRST_WAIT

  constructor(work: Work, output: Output) {
    this.#work = work
    this.#output = output
  }

  /** Does the work once, in place of a try that is still to come. Never throws. */
  run = async (): Promise<void> => {
    clearTimeout(this.#timer)
    try {
      await this.#work(this.#output, [])
      this.#wait = FIRST_WAIT
    } catch (error) {
      this.#later(error)
    }
  }

  /** Does the work for the first time. @throws what it throws where the database is damaged: that does not pass. */
  begin = async (): Promise<void> => {
    try {
      await this.#work(this.#output, [])
    } catch (error) {
      if (isDamage(error)) throw error
      this.#later(error)
    }
  }

  #later(error: unknown): void {
    this.#output.err(`warta: ${explain(error)} Trying again in ${this.#wait / 1000} s.`)
    this.#timer = setTimeout(this.run, this.#wait)
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT)
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer)
  }
}
