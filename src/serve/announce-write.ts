import type { Env } from '../config.ts'

/**
 * Tells the hub, where there is one, that something may have been written. It looks by itself every few seconds, so that
 * nothing is lost where this fails.
 */
export async function announceWrite({ HUB_TASKS }: Pick<Env, 'HUB_TASKS'>): Promise<void> {
  try {
    await HUB_TASKS?.send({ kind: 'announce' })
  } catch {
    // The queue does not answer.
  }
}
