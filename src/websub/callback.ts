import { refusalOf } from '../model/host-policy.ts'
import { failed, type Result, success } from '../model/result.ts'
import { utf8Length } from '../model/text.ts'

/** The most bytes of a callback, and of a topic. */
export const URL_BYTES = 2048

const PORTS = ['', '80', '443', '8080', '8443']

export interface CallbackPolicy {
  /** Whether private hosts and every port may be asked: for tests. */
  readonly anywhere: boolean
  /** The hosts of the site, which would be asked by itself. */
  readonly ownHosts: readonly string[]
}

/**
 * The host of a callback that may be asked. Fails with the end of a sentence that says why it may not be. It looks at the
 * name alone, so this is done again before each request: the policy may be another one by then.
 */
export function checkCallback(
  callback: string,
  { anywhere, ownHosts }: CallbackPolicy,
): Result<string, string> {
  const url = utf8Length(callback) <= URL_BYTES ? URL.parse(callback) : null
  if (!url) return failed(`is no URL of at most ${URL_BYTES} bytes`)
  // A fragment is never sent, so that two callbacks would be one address.
  if (callback.includes('#')) return failed('has a fragment')
  if (/[^!-[\]-~]/.test(callback)) return failed('has characters that no URL has')
  const host = hostOf(url.href)
  const refusal = anywhere ? refusalOf(url, { anywhere }) : publicRefusal(url, ownHosts.includes(host))
  return refusal === undefined ? success(host) : failed(refusal)
}

/** The host of a URL. With the dot of the root of all names or without it, that is one host. */
export function hostOf(url: string): string {
  return new URL(url).hostname.replace(/\.$/, '')
}

function publicRefusal(url: URL, isOwn: boolean): string | undefined {
  if (isOwn) return 'has the host of this site itself'
  if (!PORTS.includes(url.port)) return `has port ${url.port}`
  if (/(?:^|\.)workers\.dev\.?$/.test(url.hostname)) return 'has a host at which Workers are tried out'
  const usual = new URL(url)
  usual.port = ''
  return refusalOf(usual, { anywhere: false })
}

/**
 * A callback with more parameters. Its own query stays as it is, byte for byte (WebSub, 5.1.1).
 */
export function withParameters(callback: string, parameters: Readonly<Record<string, string>>): string {
  const joint = !callback.includes('?') ? '?' : /[?&]$/.test(callback) ? '' : '&'
  return `${callback}${joint}${new URLSearchParams(parameters)}`
}
