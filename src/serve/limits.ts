import type { Env, RateLimits } from '../config.ts'

/** For how long a client that was refused stays refused, in ms: the period of the limits, which Retry-After says too. */
const REFUSED_MS = 60_000

/** How many refused clients an isolate remembers. */
const MOST_REFUSED = 10_000

/**
 * Who asks, as far as limits tell clients apart: an IPv4 address, or of an IPv6 address the first 64 bits, because one
 * client has all addresses that begin so. `undefined` where nobody says it, as behind a proxy that does not; then
 * there is no limit, or all clients would share one. Cloudflare sets the header, whatever the client said.
 */
export function clientOf(headers: Headers): string | undefined {
  const address = headers.get('CF-Connecting-IP')?.trim().toLowerCase()
  if (!address?.includes(':')) return address || undefined
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address) ?? []
  return mapped ?? networkOf(address)
}

// "::" stands for as many groups of zeros as are missing (RFC 4291, 2.2).
function networkOf(address: string): string {
  const [head = '', tail] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''))
  const groups = [...head]
  if (tail) while (groups.length + tail.length < 8) groups.push('0')
  const network = [...groups, ...(tail ?? [])].slice(0, 4)
  return network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}

/**
 * Counts a request against a limit of wrangler.toml. Returns whether it is one too many for that key. Where there is no
 * such binding, or nobody to be told apart, or the binding fails, nothing is too many.
 */
export async function isOneTooMany(
  env: Partial<RateLimits>,
  limit: keyof RateLimits,
  key: string | undefined,
): Promise<boolean> {
  const binding = env[limit]
  if (!binding || key === undefined) return false
  try {
    return !(await binding.limit({ key })).success
  } catch {
    return false
  }
}

/** What one client may still ask of what costs something: searches, filtered and later pages, unknown addresses. */
export interface Budget {
  /** Whether the client was refused within the last minute. Counts nothing. */
  readonly isSpent: () => boolean
  /** Counts the request as one that costs something, once. Returns whether it may be answered. */
  readonly spend: () => Promise<boolean>
}

/** The budget of our own work. */
export const UNLIMITED: Budget = { isSpent: () => false, spend: async () => true }

/** The budget of who made a request. `refused` is what the isolate remembers: until when a client is refused. */
export function budgetOf(env: Env, headers: Headers, refused: Map<string, number>, now: number): Budget {
  const client = clientOf(headers)
  const isSpent = () => client !== undefined && (refused.get(client) ?? 0) > now
  let isPaid = client === undefined
  const spend = async () => {
    if (isPaid) return true
    if (client === undefined || isSpent()) return false
    isPaid = !(await isOneTooMany(env, 'COSTLY_REQUESTS', client))
    if (isPaid) return true
    if (refused.size >= MOST_REFUSED) refused.clear()
    refused.set(client, now + REFUSED_MS)
    return false
  }
  return { isSpent, spend }
}
