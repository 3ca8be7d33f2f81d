// Names that mean a machine of one's own network, or none of the public one: RFC 6761 6.2 to 6.4, RFC 6762 3, RFC 7686,
// RFC 8375, `internal`, which ICANN keeps free for private use, and those that routers and companies use although nobody
// has given them away.
const PRIVATE =
  /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|private|lan|home|corp|test|invalid|onion|home\.arpa)$/

// Public services that answer with the address which the name spells (127.0.0.1.nip.io), always with 127.0.0.1, or with
// another address each time.
const SPELLED =
  /(?:^|\.)(?:nip\.io|sslip\.io|xip\.io|backname\.io|traefik\.me|localtest\.me|lvh\.me|vcap\.me|lacolhost\.com|local\.gd|rbndr\.us|1u\.ms)$/

/** Which addresses a request may go to: any, only those of the public internet, or only those of private networks. */
export type Reach = 'anywhere' | 'public' | 'private'

/**
 * The `fetch` of the platform, or the one of a test. Where it knows the address that a host has, it rejects with an
 * OutOfReach instead of going to one that it must not reach.
 */
export type Fetch = (url: string, init: RequestInit, reach: Reach) => Promise<Response>

/** A host has an address that a request must not go to. */
export class OutOfReach extends Error {
  constructor(host: string, address: string, reach: Reach) {
    super(`${host} has the address ${address}, which is not ${reach}`)
  }
}

/** Which hosts may be asked. */
export interface HostPolicy {
  /** Whether private hosts and other ports may be asked too: for tests, and for what a person types. */
  readonly anywhere: boolean
  /** The site's own host, which would be asked by us for what we made of its answer. */
  readonly ownHost?: string | undefined
}

/**
 * Why a URL must not be fetched, as the end of a sentence about it; `undefined` where it may be. Feeds are fetched from
 * public hosts only, so that nobody reads a private network through us. It looks at names alone: what address a name
 * has is known to whoever resolves it.
 */
export function refusalOf(url: URL, { anywhere, ownHost }: HostPolicy): string | undefined {
  if (!/^https?:$/.test(url.protocol)) return 'is no http or https URL'
  if (url.username !== '' || url.password !== '') return 'has a user name or password in it'
  if (anywhere) return undefined
  // The parser has taken out the usual port of the scheme.
  if (!['', '80', '443'].includes(url.port)) return `has port ${url.port}; only 80 and 443 are allowed`
  const host = withoutDot(url.hostname)
  return host === withoutDot(ownHost ?? '') ? 'has the host of this site itself' : hostRefusal(host)
}

// The dot at the end is that of the root of all names.
function withoutDot(host: string): string {
  return host.replace(/\.$/, '')
}

// The URL parser has turned every spelling of an IPv4 address (hexadecimal, octal, a single number) into four decimal
// numbers, and has put an IPv6 address into brackets.
function hostRefusal(host: string): string | undefined {
  if (host.startsWith('[') || /^[\d.]+$/.test(host)) return 'has an IP address for a host'
  if (SPELLED.test(host)) return `has a host whose name spells an address: ${host}`
  if (PRIVATE.test(host) || !host.includes('.')) return `has a host that is not public: ${host}`
  return host.split('.').includes('') ? `has a host with an empty part: ${host}` : undefined
}
