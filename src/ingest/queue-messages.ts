import type { Database } from '../storage/database.ts'
import { storeDeadLetters } from '../storage/dead-letters.ts'

/** The most messages that a queue takes at once. */
const BATCH = 100

/** Puts messages into a queue. */
export async function sendAll<Body>(
  queue: Pick<Queue<Body>, 'sendBatch'>,
  bodies: readonly Body[],
): Promise<void> {
  for (let start = 0; start < bodies.length; start += BATCH) {
    await queue.sendBatch(bodies.slice(start, start + BATCH).map((body) => ({ body })))
  }
}

/**
 * Does what a message asks for, and acknowledges it. Where that throws, the message comes again after so many seconds, and
 * what was thrown is returned: a list of one, so that other messages of the batch can go on.
 */
export async function consumeMessage(
  message: Pick<Message, 'ack' | 'retry'>,
  delaySeconds: number,
  work: () => Promise<void>,
): Promise<unknown[]> {
  try {
    await work()
    message.ack()
    return []
  } catch (error) {
    message.retry({ delaySeconds })
    return [error]
  }
}

/** Whether a queue is one that messages come to which failed each time: `dead_letter_queue` in wrangler.toml names it so. */
export function isForFailed(queue: string): boolean {
  return queue.endsWith('-dead')
}

/** The most characters that are kept of a message. Ours are shorter. */
const MOST_TEXT = 300

/**
 * Writes down messages that failed each time, for the operator, and logs them. Messages have numbers and names of sources:
 * no callbacks, no secrets. @throws Error where the database does not answer: then they come again.
 */
export async function keepFailed(
  db: Database,
  { queue, messages }: Pick<MessageBatch, 'queue' | 'messages'>,
): Promise<void> {
  const letters = messages.map(({ id, timestamp, body }) => {
    const message = String(JSON.stringify(body)).slice(0, MOST_TEXT)
    // biome-ignore lint/suspicious/noConsole: the log of the Worker is where failures are looked for
    console.error('A message failed each time', queue, message)
    return { id, at: timestamp.getTime(), queue, message }
  })
  await storeDeadLetters(db, letters)
}
