import { describe, expect, it } from 'vitest'
import { checkCallback, withParameters } from '../../../src/websub/callback.ts'

const policy = { anywhere: false, ownHosts: ['news.example', 'kabar.example'] }

describe('a callback', () => {
  it.each([
    ...[
      'http://127.1/',
      'http://0x7f.1/',
      'http://2130706433/',
      'http://017700000001/',
      'http://0/',
      'http://[::1]/',
    ],
    ...[
      'http://[::ffff:127.0.0.1]/',
      'http://[64:ff9b::7f00:1]/',
      'http://[fd00::1]/',
      'http://169.254.169.254./',
    ],
    ...[
      'http://localhost/',
      'http://localhost./',
      'http://a.localhost/',
      'http://printer.local/',
      'http://intranet/',
    ],
    ...['http://0177.0.0.1/', 'http://１２７.0.0.1/', 'http://[::]/', 'http://[::127.0.0.1]/'],
    ...['http://[2002:7f00:1::]/', 'http://[fe80::1]/', 'http://[::ffff:a9fe:a9fe]/'],
    ...['http://metadata.google.internal./', 'http://router.home.arpa/', 'http://127.0.0.1.nip.io/'],
    ...[
      'https://kabar.example/cb',
      'https://news.example/cb',
      'https://NEWS.example./cb',
      'https://warta.somebody.workers.dev/',
    ],
    ...['https://user:pass@reader.example/', 'https://reader.example/#part', 'ftp://reader.example/'],
    ...[
      'file:///etc/passwd',
      'data:text/plain,x',
      'https://reader.example:22/',
      'https://reader.example/a b',
    ],
    `https://reader.example/${'x'.repeat(2048)}`,
  ])('%s is never asked', (callback) => {
    expect(checkCallback(callback, policy).ok).toBe(false)
  })

  it.each([
    'https://reader.example/cb?key=1&x=%20',
    'http://reader.example:80/',
    'http://reader.example:8080/',
    'https://reader.example:8443/',
    'https://a.news.example/',
  ])('%s may be asked', (callback) => {
    expect(checkCallback(callback, policy)).toEqual({ ok: true, value: new URL(callback).hostname })
  })

  it('With the dot of the root of all names or without it, a host is one host', () => {
    expect(checkCallback('https://reader.example./', policy)).toEqual({ ok: true, value: 'reader.example' })
  })

  it('Everything with a host may be asked in a test that allows it, but no user names and no fragments', () => {
    const open = { ...policy, anywhere: true }
    expect(checkCallback('http://127.0.0.1:9999/', open).ok).toBe(true)
    expect(checkCallback('http://a:b@127.0.0.1/', open).ok).toBe(false)
    expect(checkCallback('http://127.0.0.1/#x', open).ok).toBe(false)
  })

  it.each([
    ['https://x.example/cb', 'https://x.example/cb?a=1%2F'],
    ['https://x.example/cb?', 'https://x.example/cb?a=1%2F'],
    ['https://x.example/cb?b=+c&flag', 'https://x.example/cb?b=+c&flag&a=1%2F'],
    ['https://x.example/cb?a=mine', 'https://x.example/cb?a=mine&a=1%2F'],
  ])('%s keeps its own query where parameters are added', (callback, expected) => {
    expect(withParameters(callback, { a: '1/' })).toBe(expected)
  })
})
