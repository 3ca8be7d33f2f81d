// Names that belong to a machine or a network of its own: RFC 6761 6.3, RFC 6762 3, and the top-level domain
// that ICANN keeps free for private use.
const PRIVATE = /(?:^|\.)(?:localhost|local|internal)$/

/**
 * Why a URL must not be fetched, as the end of a sentence about it; `undefined` where it may be. Feeds are
 * fetched from public hosts only, so that nobody reads a private network through us. `anywhere` opens it for
 * tests, to http(s) URLs of any host and port.
 */
export function refusalOf(url: URL, anywhere: boolean): string | undefined {
  if (!/^https?:$/.test(url.protocol)) return 'is no http or https URL'
  if (url.username !== '' || url.password !== '') return 'has a user name or password in it'
  if (anywhere) return undefined
  // The parser has taken out the port that the scheme has anyway.
  if (!['', '80', '443'].includes(url.port)) return `has port ${url.port}; only 80 and 443 are allowed`
  return hostRefusal(url.hostname.replace(/\.$/, ''))
}

// The URL parser has written every spelling of an IPv4 address (hexadecimal, octal, one number) as four
// decimal ones, and put an IPv6 address in brackets.
function hostRefusal(host: string): string | undefined {
  if (host.startsWith('[') || /^[\d.]+$/.test(host)) return 'has an IP address for a host'
  if (PRIVATE.test(host) || !host.includes('.')) return `has a host that is not public: ${host}`
  return undefined
}
