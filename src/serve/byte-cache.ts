interface Kept<Value> {
  readonly value: Value
  readonly bytes: number
}

/** Keeps values up to a sum of bytes; what was not used for the longest time goes first. */
export class ByteCache<Value> {
  readonly #limit: number
  readonly #kept = new Map<string, Kept<Value>>()
  #bytes = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  /** The bytes of all that is kept. */
  get bytes(): number {
    return this.#bytes
  }

  /** How many values are kept. */
  get size(): number {
    return this.#kept.size
  }

  get(key: string): Value | undefined {
    const kept = this.#kept.get(key)
    if (!kept) return undefined
    // A Map lists its keys in the order in which they came: the first is the one used least recently.
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    return kept.value
  }

  /** Keeps a value of so many bytes. One that is larger than the limit is not kept. */
  set(key: string, value: Value, bytes: number): void {
    this.delete(key)
    if (bytes > this.#limit) return
    this.#kept.set(key, { value, bytes })
    this.#bytes += bytes
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#limit) return
      this.delete(oldest)
    }
  }

  delete(key: string): void {
    const kept = this.#kept.get(key)
    if (!kept) return
    this.#kept.delete(key)
    this.#bytes -= kept.bytes
  }
}
