/** Registers work that goes on when the request that began it has ended (`ctx.waitUntil`). */
export type KeepAlive = (work: Promise<unknown>) => void

interface Flight<Value> {
  readonly begun: number
  readonly result: Promise<Value>
}

/** Work that several requests want at once is done once. */
export class SingleFlight<Value> {
  readonly #longest: number
  readonly #flights = new Map<string, Flight<Value>>()

  /** `longest`: milliseconds after which work under way is not waited for any more by who comes then. */
  constructor(longest: number) {
    this.#longest = longest
  }

  /** The result of the work of that name which is under way at `now`, in ms, else of `work` begun now. */
  share(name: string, now: number, keepAlive: KeepAlive, work: () => Promise<Value>): Promise<Value> {
    const under = this.#flights.get(name)
    if (under && now - under.begun < this.#longest) return under.result
    const result = work().finally(() => {
      if (this.#flights.get(name) === flight) this.#flights.delete(name)
    })
    const flight = { begun: now, result }
    this.#flights.set(name, flight)
    // Whoever waits for it must not lose it when the client of the first request hangs up.
    keepAlive(result.catch(() => {}))
    return result
  }
}
