import 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** What random values are made from. */
    readonly seed: number
    /** Whether tests repeat what they repeat many times more than in CI. */
    readonly soak: boolean
    /** Where the server and the browser of the browser tests are; `null` where there is no browser. With a token of an operator. */
    readonly site: { readonly origin: string; readonly browser: string; readonly operator: string } | null
  }
}
