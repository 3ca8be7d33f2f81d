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
