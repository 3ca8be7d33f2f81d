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
 * When several requests want the same work, one of them does it. The others look every few milliseconds whether the
 * result is there.
 *
 * Requests share finished values here, and the fact that somebody is at work, but never a promise. A request that awaits
 * the promise of another one does its I/O in the name of the other one, which workerd refuses ("Cannot perform I/O on
 * behalf of a different request"). The refusals begin only after some ten thousand requests, when V8 has optimised the
 * code that waits, so that short tests do not see them.
 */
export class SingleFlight {
  /** When the work of a name began, in milliseconds since the epoch. */
  readonly #begun = new Map<string, { readonly at: number }>()

  /** How much work is under way. */
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

  // A request that is aborted never says that it has ended, so its work counts as ended after a while.
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
    // Others wait for the result, so the work goes on when this client hangs up.
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
