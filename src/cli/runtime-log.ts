import { setTimeout as sleep } from 'node:timers/promises'

/** How long the log may come after the error that it is about, and how many of its lines are kept. */
const DELAY_MS = 200
const LINES = 20

/**
 * What workerd writes into its log while a command works on the local database. When the database
 * fails, the command gets no more than "internal error". The log gets a page of addresses, with SQLite's own words in it.
 */
export class RuntimeLog {
  readonly #lines: string[] = []

  /** Keeps an entry of the log. It is printed only where DEBUG is set. */
  take = ({ message }: { readonly message: string }): void => {
    if (process.env.DEBUG) process.stderr.write(`${message}\n`)
    this.#lines.push(message)
    if (this.#lines.length > LINES) this.#lines.shift()
  }

  /** An error's text, with the words of SQLite where it is one of workerd's that has none. */
  reasonOf = async (failure: string): Promise<string> => {
    if (!/\binternal error\b/i.test(failure)) return failure
    await sleep(DELAY_MS)
    const said = this.#lines
      .map((line) => /[^=(]*SQLITE_[A-Z]+/.exec(line)?.[0].trim())
      .findLast((one) => one)
    return said ? `${failure}: ${said}` : failure
  }
}
