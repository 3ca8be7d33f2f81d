// Names that mean a machine of one's own network: RFC 6761 6.3 and 6.2, RFC 6762 3, RFC 8375, `internal`, which ICANN keeps
// free for private use, and those that routers and companies use although nobody has given them away.
const PRIVATE = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|test|home\.arpa)$/

// Public services that answer with the address which the name spells (127.0.0.1.nip.io), or always with 127.0.0.1.
const SPELLED = /(?:^|\.)(?:nip\.io|sslip\.io|xip\.io|localtest\.me|lvh\.me)$/

/** Which hosts may be asked. */
export interface HostPolicy {
  /** Whether private hosts and other ports may be asked too: for tests. */
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
  const host = url.hostname.replace(/\.$/, '')
  return host === ownHost ? 'has the host of this site itself' : hostRefusal(host)
}

// The URL parser has turned every spelling of an IPv4 address (hexadecimal, octal, a single number) into four decimal
// numbers, and has put an IPv6 address into brackets.
function hostRefusal(host: string): string | undefined {
  if (host.startsWith('[') || /^[\d.]+$/.test(host)) return 'has an IP address for a host'
  if (SPELLED.test(host)) return `has a host whose name spells an address: ${host}`
  if (PRIVATE.test(host) || !host.includes('.')) return `has a host that is not public: ${host}`
  return host.split('.').includes('') ? `has a host with an empty part: ${host}` : undefined
}
