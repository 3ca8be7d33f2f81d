import { BlockList, isIP } from 'node:net'

// What the registries of IANA (RFC 6890) reserve for one's own machine, one's own network, documentation, tests and
// groups of receivers: no server of the public internet has such an address.
const SPECIAL_4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]

// Of IPv6 only these are given to servers, or stand for an IPv4 address (RFC 4291 2.5.5.2, RFC 6052).
const GLOBAL_6: readonly (readonly [string, number])[] = [
  ['2000::', 3],
  ['64:ff9b::', 96],
  ['::ffff:0.0.0.0', 96],
]

// Within 2000::/3: protocols (Teredo among them), documentation, 6to4.
const SPECIAL_6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const global6 = new BlockList()
for (const [net, prefix] of GLOBAL_6) global6.addSubnet(net, prefix, 'ipv6')

// It knows the form ::ffff:10.0.0.1 of an IPv4 address by itself.
const special = new BlockList()
for (const [net, prefix] of SPECIAL_4) {
  special.addSubnet(net, prefix, 'ipv4')
  special.addSubnet(`64:ff9b::${net}`, 96 + prefix, 'ipv6')
}
for (const [net, prefix] of SPECIAL_6) special.addSubnet(net, prefix, 'ipv6')

/** Whether an address, in any form that Node takes, is one of the public internet. Of a text that is none: no. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, 'ipv4')
    case 6:
      return global6.check(address, 'ipv6') && !special.check(address, 'ipv6')
    default:
      return false
  }
}
