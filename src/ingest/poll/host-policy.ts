// Names that mean a machine of one's own network: RFC 6761 6.3, RFC 6762 3, and `internal`, which ICANN keeps free for
// private use.
const PRIVATE = /(?:^|\.)(?:localhost|local|internal)$/

/**
 * Why a URL must not be fetched, as the end of a sentence about it; `undefined` where it may be. Feeds are
 * fetched from public hosts only, so that nobody reads a private network through us. With `anywhere`, which is for
 * tests, any http or https URL may be fetched.
 */
export function refusalOf(url: URL, anywhere: boolean): string | undefined {
  if (!/^https?:$/.test(url.protocol)) return 'is no http or https URL'
  if (url.username !== '' || url.password !== '') return 'has a user name or password in it'
  if (anywhere) return undefined
  // The parser has taken out the usual port of the scheme.
  if (!['', '80', '443'].includes(url.port)) return `has port ${url.port}; only 80 and 443 are allowed`
  return hostRefusal(url.hostname.replace(/\.$/, ''))
}

// The URL parser has turned every spelling of an IPv4 address (hexadecimal, octal, a single number) into four decimal
// numbers, and has put an IPv6 address into brackets.
function hostRefusal(host: string): string | undefined {
  if (host.startsWith('[') || /^[\d.]+$/.test(host)) return 'has an IP address for a host'
  if (PRIVATE.test(host) || !host.includes('.')) return `has a host that is not public: ${host}`
  return undefined
}
