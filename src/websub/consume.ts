import { consumeMessage } from '../ingest/queue-messages.ts'
import type { DeliverMessage, HubMessage } from '../model/subscription.ts'
import type { KeepAlive } from '../serve/single-flight.ts'
import { announce } from './announce.ts'
import { deliver } from './deliver.ts'
import type { Hub } from './hub-context.ts'
import { verify } from './verify.ts'

type Received = Pick<Message<HubMessage>, 'body' | 'ack' | 'retry'>

/** Messages that come after a question wait for its answer for so many ms. */
const PATIENCE_MS = 1000

/** What could not be done is tried again after so many seconds. */
const RETRY_SECONDS = 10

/**
 * Does what messages of the queues ask for. One that throws, say because the database does not answer, comes again, and the
 * others go on. @throws AggregateError of what was thrown, at the end.
 */
export async function consumeHub(
  hub: Hub,
  messages: readonly Received[],
  keepAlive: KeepAlive,
): Promise<void> {
  const failed = await Promise.all(
    messages.map((message) =>
      consumeMessage(message, RETRY_SECONDS, () => consume(hub, message.body, keepAlive)),
    ),
  )
  const errors = failed.flat()
  // What the platform logs of an AggregateError says nothing of those in it.
  // biome-ignore lint/suspicious/noConsole: the log of the Worker is where failures are looked for
  for (const error of errors) console.error('A message of the hub failed', error)
  if (errors.length > 0) throw new AggregateError(errors, 'The hub could not do its work')
}

async function consume(hub: Hub, body: HubMessage, keepAlive: KeepAlive): Promise<void> {
  switch (body.kind) {
    case 'verify':
      return patiently(verify(hub, body.request), keepAlive)
    case 'announce':
      if (await announce(hub)) await hub.tasks.send(body)
      return
    case 'deliver':
      return deliver(hub, body satisfies DeliverMessage, keepAlive)
  }
}

// A callback that hangs must not keep the messages waiting that come after it. Where its work is lost the clock takes it up.
async function patiently(work: Promise<void>, keepAlive: KeepAlive): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS)
  })
  let isDone = false
  const done = work.finally(() => {
    isDone = true
    clearTimeout(timer)
  })
  await Promise.race([done, passed])
  if (!isDone) keepAlive(done)
}
