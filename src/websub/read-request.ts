import { failed, type Result, success } from '../model/result.ts'
import type { SubscriptionRequest } from '../model/subscription.ts'
import { utf8Length } from '../model/text.ts'
import { type CallbackPolicy, checkCallback } from './callback.ts'
import { topicOf } from './topic.ts'

/** The most bytes of the body of a request, and of its parameters. */
export const REQUEST_BYTES = 16_384
const MOST_PARAMETERS = 50

/** A secret has fewer than 200 bytes (WebSub, 5.1). */
const SECRET_BYTES = 199

/** Leases in seconds: an hour, ten days and thirty. */
export const LEASE = { min: 3600, usual: 864_000, max: 2_592_000 } as const

/** That somebody has changed a topic: we know it already, so that nothing comes of it. */
export interface Ping {
  readonly mode: 'publish'
}

export interface RequestPolicy extends CallbackPolicy {
  /** The origin of the site. */
  readonly origin: string
}

/**
 * Reads what is asked of the hub (WebSub, 5.1). What is not known is ignored. Fails with a sentence that says what is
 * wrong, and that says nothing back of what was sent.
 */
export function readRequest(
  form: URLSearchParams,
  policy: RequestPolicy,
): Result<SubscriptionRequest | Ping, string> {
  if ([...form.keys()].length > MOST_PARAMETERS) return failed('There are too many parameters.')
  const mode = only(form, 'hub.mode')
  if (mode === 'publish') return readPing(form, policy.origin)
  if (mode !== 'subscribe' && mode !== 'unsubscribe') {
    return failed('hub.mode has to be there once, as subscribe or unsubscribe.')
  }
  const url = only(form, 'hub.topic') ?? ''
  // Who subscribed where the site was before may end that.
  const topic = topicOf(url, mode === 'subscribe' ? policy.origin : URL.parse(url)?.origin)
  if (!topic) return failed('hub.topic has to be there once, as the URL of a feed of this site.')
  const callback = only(form, 'hub.callback') ?? ''
  const host = checkCallback(callback, policy)
  if (!host.ok)
    return failed(`hub.callback has to be there once, and be a public URL; this one ${host.failure}.`)
  const rest = readRest(form, mode)
  if (!rest.ok) return rest
  const spelling = url === topic.url ? null : url
  return success({ mode, topic, spelling, callback, host: host.value, ...rest.value })
}

function readPing(form: URLSearchParams, origin: string): Result<Ping, string> {
  const topics = [...form.getAll('hub.url'), ...form.getAll('hub.topic')].map((url) => topicOf(url, origin))
  const areOurs = topics.length > 0 && !topics.includes(undefined)
  return areOurs ? success({ mode: 'publish' }) : failed('hub.url has to be the URL of a feed of this site.')
}

function readRest(
  form: URLSearchParams,
  mode: 'subscribe' | 'unsubscribe',
): Result<Pick<SubscriptionRequest, 'secret' | 'lease'>, string> {
  // Both say nothing of an end (WebSub, 5.1).
  if (mode === 'unsubscribe') return success({ secret: null, lease: 0 })
  const secrets = form.getAll('hub.secret')
  const [secret = null] = secrets
  // U+FFFD stands for bytes that were no text: what is signed with it nobody could check.
  if (
    secrets.length > 1 ||
    secret === '' ||
    secret?.includes('\ufffd') ||
    utf8Length(secret ?? '') > SECRET_BYTES
  ) {
    return failed(`hub.secret may be there once, with 1 to ${SECRET_BYTES} bytes of UTF-8.`)
  }
  const leases = form.getAll('hub.lease_seconds')
  const [lease] = leases
  if (leases.length > 1 || (lease !== undefined && !/^[1-9]\d{0,9}$/.test(lease))) {
    return failed('hub.lease_seconds may be there once, as a whole number of seconds.')
  }
  return success({ secret, lease: granted(lease) })
}

function granted(lease: string | undefined): number {
  return lease === undefined ? LEASE.usual : Math.min(Math.max(Number(lease), LEASE.min), LEASE.max)
}

function only(form: URLSearchParams, name: string): string | undefined {
  const values = form.getAll(name)
  return values.length === 1 ? values[0] : undefined
}
