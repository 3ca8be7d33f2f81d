import 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** What random values are made from. */
    readonly seed: number
  }
}
