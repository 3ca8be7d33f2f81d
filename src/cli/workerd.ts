import type { ChildProcess } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Miniflare } from 'miniflare'

/** How long requests under way may take once the server is asked to stop, in milliseconds. */
const DRAIN_MS = 20_000

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/**
 * Starts a Miniflare that, disposed, lets workerd answer the requests under way: asked with SIGTERM, workerd takes no new
 * ones and ends. Miniflare itself would kill it at once, and itself too when the process gets a signal.
 */
export function startDraining(make: () => Miniflare): Miniflare {
  const before = SIGNALS.flatMap((signal) => process.listeners(signal))
  // For good: a workerd that has crashed is followed by another one.
  unsubscribe('child_process', drainAtEnd)
  subscribe('child_process', drainAtEnd)
  const miniflare = make()
  for (const signal of SIGNALS) {
    for (const listener of process.listeners(signal)) {
      if (!before.includes(listener)) process.removeListener(signal, listener)
    }
  }
  return miniflare
}

// Node tells of a process before it is started, when it has no name yet.
function drainAtEnd(message: unknown): void {
  const { process: child } = message as { readonly process: ChildProcess }
  const kill = child.kill.bind(child)
  child.kill = (signal) => {
    if (signal !== 'SIGKILL' || !child.spawnfile.endsWith('workerd')) return kill(signal)
    setTimeout(() => kill('SIGKILL'), DRAIN_MS).unref()
    return kill('SIGTERM')
  }
}
