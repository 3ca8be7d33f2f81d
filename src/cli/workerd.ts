import type { ChildProcess } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Miniflare } from 'miniflare'

/** How long requests under way may take once the server is asked to stop, in milliseconds. */
const DRAIN_MS = 20_000

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/**
 * Starts a Miniflare whose workerd answers the requests under way when it is disposed: workerd gets SIGTERM, takes no new
 * ones, and ends. Miniflare would kill it at once, and would end this process when that gets a signal.
 */
export function startDraining(make: () => Miniflare): Miniflare {
  const before = SIGNALS.flatMap((signal) => process.listeners(signal))
  // We stay subscribed, because Miniflare starts another workerd when one has crashed.
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

// Node calls this before the process is started. Only later can we see whether it is workerd.
function drainAtEnd(message: unknown): void {
  const { process: child } = message as { readonly process: ChildProcess }
  const kill = child.kill.bind(child)
  child.kill = (signal) => {
    if (signal !== 'SIGKILL' || !child.spawnfile.endsWith('workerd')) return kill(signal)
    setTimeout(() => kill('SIGKILL'), DRAIN_MS).unref()
    return kill('SIGTERM')
  }
}
