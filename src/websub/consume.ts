import type { DeliverMessage, HubMessage } from '../model/hub.ts'
import type { KeepAlive } from '../serve/single-flight.ts'
import { announce } from './announce.ts'
import { deliver } from './deliver.ts'
import type { Hub } from './hub.ts'
import { verify } from './verify.ts'

type Received = Pick<Message<HubMessage>, 'body' | 'ack' | 'retry'>

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
  const errors: unknown[] = []
  await Promise.all(
    messages.map(async (message) => {
      try {
        await consume(hub, message.body, keepAlive)
        message.ack()
      } catch (error) {
        message.retry({ delaySeconds: RETRY_SECONDS })
        errors.push(error)
      }
    }),
  )
  if (errors.length > 0) throw new AggregateError(errors, 'The hub could not do its work')
}

async function consume(hub: Hub, body: HubMessage, keepAlive: KeepAlive): Promise<void> {
  switch (body.kind) {
    case 'verify':
      return verify(hub, body.request)
    case 'announce':
      if (await announce(hub)) await hub.tasks.send(body)
      return
    case 'deliver':
      return deliver(hub, body satisfies DeliverMessage, keepAlive)
  }
}
