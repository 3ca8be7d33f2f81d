import { readLimited } from '../ingest/read-limited.ts'
import {
  beginAttempt,
  forgetRequest,
  type PendingRequest,
  putOff,
  readRequest,
  turnIntoDenial,
} from '../storage/hub/requests.ts'
import { isSubscribed, subscribe, unsubscribe } from '../storage/hub/subscriptions.ts'
import { checkCallback, withParameters } from './callback.ts'
import { type Hub, policyOf, userAgentOf } from './hub-context.ts'
import { newChallenge } from './signature.ts'

/** Milliseconds that a callback has for its answer. */
export const TIMEOUT_MS = 10_000

/** Where a callback cannot be reached, it is asked again after so many ms, and then no more. */
const AGAIN_MS = [10_000, 60_000]

/** What a callback said: that it meant the request, that it did not, or nothing. */
type Answer = 'confirmed' | 'refused' | 'silent'

/**
 * Asks the callback of a request whether it meant that, and does what it confirms (WebSub, 5.3). Whatever a request says, its
 * callback is asked three times at most. A message that comes twice asks once.
 */
export async function verify(hub: Hub, key: number): Promise<void> {
  const { db, now } = hub
  const request = await readRequest(db, key)
  if (!request || !(await beginAttempt(db, key, request.attempts, now()))) return
  const sent = now()
  const answer = (await mayAsk(hub, request)) ? await ask(hub, request) : 'refused'
  if (request.mode === 'denied') return forgetRequest(db, key)
  const wait = AGAIN_MS[request.attempts]
  if (answer === 'silent' && wait !== undefined) return putOff(db, key, now() + wait)
  if (answer !== 'confirmed') return forgetRequest(db, key)
  if (request.mode === 'unsubscribe') return unsubscribe(db, request)
  // The feed was there when it was asked for. Now it is not, so the callback is told that nothing will come.
  if (!(await subscribe(db, request, sent, now()))) await turnIntoDenial(db, key, now())
}

// Nobody is asked about the end of what is not there: that would only be a way to have somebody asked.
async function mayAsk(hub: Hub, request: PendingRequest): Promise<boolean> {
  if (!checkCallback(request.callback, policyOf(hub, request.topic.url)).ok) return false
  return request.mode !== 'unsubscribe' || isSubscribed(hub.db, request)
}

async function ask(hub: Hub, request: PendingRequest): Promise<Answer> {
  const { mode, topic, spelling, callback, lease } = request
  const challenge = newChallenge()
  const url = withParameters(callback, {
    'hub.mode': mode,
    // Subscribers compare it with what they sent (WebSub, 5.3).
    'hub.topic': spelling ?? topic.url,
    ...(mode === 'denied'
      ? { 'hub.reason': 'This hub does not serve this subscription any more.' }
      : { 'hub.challenge': challenge }),
    ...(mode === 'subscribe' && { 'hub.lease_seconds': String(lease) }),
  })
  try {
    const response = await hub.fetch(url, {
      headers: { 'User-Agent': userAgentOf(hub.config), Accept: '*/*' },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return await answerOf(response, challenge)
  } catch {
    return 'silent'
  }
}

// The challenge and nothing else: a page that says back what it was asked is no confirmation (WebSub, 5.3.1).
async function answerOf({ ok, status, body }: Response, challenge: string): Promise<Answer> {
  const bytes = body && (await readLimited(body, challenge.length))
  if (status >= 500) return 'silent'
  return ok && bytes && new TextDecoder().decode(bytes) === challenge ? 'confirmed' : 'refused'
}
