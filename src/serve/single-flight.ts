/** Registers work that goes on when the request that began it has ended (`ctx.waitUntil`). */
export type KeepAlive = (work: Promise<unknown>) => void

/** Milliseconds for which a request waits for the work of another one before it does the work itself. */
export const LONGEST_WAIT = 2000

/** Milliseconds between two looks, at most; the first ones come sooner. */
const LONGEST_PAUSE = 32

/** What several requests want, where it is looked for and how it is made. */
export interface Work<Value> {
  /** Tells the work from all other work. */
  readonly name: string
  /** The finished value where it is there; `undefined` where somebody has to make it. */
  readonly find: () => Value | undefined
  /** Makes the value and leaves it where `find` finds it. */
  readonly make: () => Promise<Value>
}

/**
 * Work that several requests want at once is done by one of them. The others look every few milliseconds whether it
 * has left its result behind.
 *
 * What requests share here are finished values and the fact that somebody is at work, never a promise. workerd does
 * not let a request go on from the promise of another one: its I/O then counts as that of the other one, and fails
 * ("Cannot perform I/O on behalf of a different request"). It catches that only as long as V8 has not optimised
 * the code that waits, so the failures begin after some ten thousand requests.
 */
export class SingleFlight {
  /** When the work of a name began, in milliseconds since the epoch. */
  readonly #begun = new Map<string, { readonly at: number }>()

  /** How many works are under way. */
  get size(): number {
    return this.#begun.size
  }

  /** The value, made by this request or by another one. @throws Error what `make` throws. */
  async share<Value>(keepAlive: KeepAlive, { name, find, make }: Work<Value>): Promise<Value> {
    let [waited, pause] = [0, 1]
    for (;;) {
      const found = find()
      if (found !== undefined) return found
      if (waited >= LONGEST_WAIT || !this.#isUnderWay(name)) return this.#do(name, keepAlive, make)
      await wait(pause)
      waited += pause
      pause = Math.min(2 * pause, LONGEST_PAUSE)
    }
  }

  // A request that was broken off in the middle never says that it has ended.
  #isUnderWay(name: string): boolean {
    const begun = this.#begun.get(name)
    return begun !== undefined && Date.now() - begun.at < LONGEST_WAIT
  }

  async #do<Value>(name: string, keepAlive: KeepAlive, make: () => Promise<Value>): Promise<Value> {
    const mine = { at: Date.now() }
    this.#begun.set(name, mine)
    const result = make().finally(() => {
      if (this.#begun.get(name) === mine) this.#begun.delete(name)
    })
    // Others wait for it, also when the client of this request hangs up.
    keepAlive(result.catch(() => {}))
    return result
  }
}

/** Waits for some milliseconds with a timer of this request. */
function wait(milliseconds: number): Promise<unknown> {
  return 'scheduler' in globalThis
    ? scheduler.wait(milliseconds)
    : new Promise((resolve) => setTimeout(resolve, milliseconds))
}
