import { type Fetch, type HostPolicy, OutOfReach, type Reach, refusalOf } from '../../model/host-policy.ts'
import { failed, type Result, success } from '../../model/result.ts'

export interface HopOptions extends HostPolicy {
  readonly fetch: Fetch
  /**
   * Whether a person has typed the URL: then it may be a private one, and may redirect to others as long as none of them
   * was public.
   */
  readonly isTyped?: boolean
}

/** Where a request goes next, and where permanent redirects alone have led. */
export interface Hop {
  readonly url: URL | null
  /** As messages call it. */
  readonly written: string
  readonly reach: Reach
  /** The origin that redirected here. */
  readonly from: string | undefined
  readonly isPermanent: boolean
  readonly moved: string | undefined
}

/** The first hop of a request: to the URL that it names. */
export function firstHop(written: string, { anywhere, isTyped }: HopOptions): Hop {
  const reach = anywhere || isTyped ? 'anywhere' : 'public'
  return { url: URL.parse(written), written, reach, from: undefined, isPermanent: true, moved: undefined }
}

/**
 * Where a redirect leads. A permanent one that comes after a temporary one says nothing about the first URL (RFC 9110
 * 15.4.2, 15.4.9).
 */
export function nextHop(before: Hop, from: URL, location: string, status: number): Hop {
  const url = URL.parse(location, from)
  const isPermanent = before.isPermanent && (status === 301 || status === 308)
  const moved = isPermanent ? url?.href : before.moved
  const { reach } = before
  return { url, written: url?.href ?? location, reach, from: from.origin, isPermanent, moved }
}

interface Answered {
  readonly url: URL
  readonly response: Response
  /** What the next hop may reach. */
  readonly reach: Reach
}

/** Asks where a hop leads, if that is allowed. Fails with a sentence that says why it is not. */
export async function askHop(
  { url, written, reach, from }: Hop,
  options: HopOptions,
  init: RequestInit,
): Promise<Result<Answered, string>> {
  if (!url) return failed(`${written} is no URL.`)
  // An origin that was asked may be asked again: it has the port and host that were allowed, and its address is checked.
  const anywhere = reach === 'anywhere' || url.origin === from
  const refusal = refusalOf(url, { ...options, anywhere })
  if (refusal) return failed(`${written} ${refusal}.`)
  return success({ url, ...(await reached(url, reach, options, init)) })
}

// What is typed may be private. Where it turns out to be public, no private address may be reached from then on.
async function reached(
  { href }: URL,
  reach: Reach,
  { fetch, anywhere }: HopOptions,
  init: RequestInit,
): Promise<Pick<Answered, 'response' | 'reach'>> {
  if (anywhere || reach === 'public') return { response: await fetch(href, init, reach), reach }
  try {
    return { response: await fetch(href, init, 'public'), reach: 'public' }
  } catch (error) {
    if (!(error instanceof OutOfReach)) throw error
    // Not just anywhere: the name could have another address by now.
    return { response: await fetch(href, init, 'private'), reach }
  }
}
