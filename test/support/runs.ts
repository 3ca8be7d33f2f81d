import { inject } from 'vitest'

/** How often a test does what it repeats: so often, and many times as often with SOAK=1. */
export function runs(few: number): number {
  return inject('soak') ? few * 10 : few
}
