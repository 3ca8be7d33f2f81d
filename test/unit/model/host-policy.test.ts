import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../../src/model/host-policy.ts'

const refused = (url: string, anywhere = false) =>
  refusalOf(new URL(url), { anywhere, ownHost: 'news.example' })

describe('a URL that may be fetched', () => {
  it.each([
    'https://www.kantor.example/rss',
    'http://kantor.example/rss',
    'http://kantor.example:80/rss',
    'http://kantor.example:443/rss',
    'https://kantor.example:80/rss',
    'https://localhost.example/rss',
    'https://internal.example/rss',
    'https://xn--bcher-kva.example/',
    'https://10.example/',
    'https://corp.example/',
    'https://nip.io.example/',
    'https://www.news.example/',
    'https://private.example/',
    'https://onion.example/',
    'https://my-nip.io/',
    'https://kantor.example./rss',
  ])('%s may be fetched', (url) => {
    expect(refused(url)).toBeUndefined()
  })
})

describe('a URL that must not be fetched', () => {
  it.each(['ftp://kantor.example/', 'file:///etc/passwd', 'data:text/xml,<rss/>', 'javascript:alert(1)'])(
    'A URL that is neither http nor https must not be fetched: %s',
    (url) => {
      expect(refused(url)).toBe('is no http or https URL')
      expect(refused(url, true)).toBe('is no http or https URL')
    },
  )

  it.each(['https://ani@kantor.example/', 'https://:rahasia@kantor.example/'])(
    'A URL with a user in it must not be fetched: %s',
    (url) => {
      expect(refused(url)).toBe('has a user name or password in it')
      expect(refused(url, true)).toBe('has a user name or password in it')
    },
  )

  it.each(['22', '8080', '8443', '65535'])('Nothing must be fetched from port %s', (port) => {
    expect(refused(`http://kantor.example:${port}/`)).toBe(`has port ${port}; only 80 and 443 are allowed`)
  })

  it.each([
    'http://127.0.0.1/',
    'http://10.0.0.1/',
    'http://8.8.8.8/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://127.0.0.1./',
    'http://１２７.0.0.1/',
    'http://%31%32%37.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[fd00::1]/',
    'http://[::7f00:1]/',
    'http://[::ffff:7f00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[fe80::1]/',
    'http://[2606:2800:220:1::1]/',
    'http://0x7f.1/',
    'http://0x7f.0.0.0x1/',
    'http://017700000001/',
    'http://0/',
    'http://169.254.169.254/latest/meta-data/',
  ])('A URL with an IP address for a host must not be fetched: %s', (url) => {
    expect(refused(url)).toBe('has an IP address for a host')
  })

  it.each([
    ['http://localhost/', 'localhost'],
    ['http://LOCALHOST./', 'localhost'],
    ['http://api.localhost/', 'api.localhost'],
    ['http://printer.local/', 'printer.local'],
    ['http://metadata.google.internal/', 'metadata.google.internal'],
    ['http://local/', 'local'],
    ['http://intranet/', 'intranet'],
    ['http://nas.lan/', 'nas.lan'],
    ['http://router.home/', 'router.home'],
    ['http://mail.corp/', 'mail.corp'],
    ['http://wiki.intranet/', 'wiki.intranet'],
    ['http://ci.test/', 'ci.test'],
    ['http://printer.home.arpa/', 'printer.home.arpa'],
    ['http://printer.home.arpa./', 'printer.home.arpa'],
    ['http://NAS.LAN./', 'nas.lan'],
    ['http://localhost.localdomain/', 'localhost.localdomain'],
    ['http://a.private/', 'a.private'],
    ['http://nowhere.invalid/', 'nowhere.invalid'],
    ['http://abcdef.onion/', 'abcdef.onion'],
  ])('A URL with a host that is not public must not be fetched: %s', (url, host) => {
    expect(refused(url)).toBe(`has a host that is not public: ${host}`)
  })
})

describe('a host that leads back to an inner network', () => {
  it.each([
    ...['127.0.0.1.nip.io', '7f000001.sslip.io', 'a.xip.io', 'localtest.me', 'x.lvh.me', 'a.vcap.me'],
    ...['app.lacolhost.com', 'app.local.gd', 'x.traefik.me', '7f000001.08080808.rbndr.us', 'a.1u.ms'],
  ])('A URL whose host spells an address must not be fetched: %s', (host) => {
    expect(refused(`https://${host}/`)).toBe(`has a host whose name spells an address: ${host}`)
  })

  it('A URL with an empty part in its host must not be fetched', () => {
    expect(refused('https://kantor..example/')).toBe('has a host with an empty part: kantor..example')
    expect(refused('https://.kantor.example/')).toBe('has a host with an empty part: .kantor.example')
    expect(refused('http://localhost../')).toBe('has a host with an empty part: localhost.')
  })

  it('A site must not fetch from itself, whatever the scheme and the case', () => {
    for (const url of ['https://news.example/rss.xml', 'http://NEWS.example./']) {
      expect(refused(url)).toBe('has the host of this site itself')
    }
    const ours = refusalOf(new URL('https://news.example/'), { anywhere: false, ownHost: 'news.example.' })
    expect(ours).toBe('has the host of this site itself')
  })
})

describe('polling that is open', () => {
  it('Polling that is open lets any host and port be fetched', () => {
    for (const url of ['http://127.0.0.1:9000/', 'http://localhost/', 'http://[::1]:81/']) {
      expect(refused(url, true)).toBeUndefined()
    }
  })
})
