import type { Config } from '../config.ts'
import { entityTags, type Validators } from '../http/conditional.ts'

interface Version {
  readonly revision: number
  /** Seconds since the epoch. */
  readonly modified: number
}

/**
 * A strong entity tag and a time from a revision, what was asked for, the build, and the coding: a new deployment
 * may write other bytes, and gzip has bytes of its own (RFC 9110, 8.8.3.3).
 */
export function validatorsOf(
  { revision, modified }: Version,
  variant: string,
  { build }: Config,
  coding = 'identity',
): Validators {
  const tail = coding === 'identity' ? '' : `-${coding}`
  return {
    etag: `"${revision.toString(36)}-${variant}-${build.id}${tail}"`,
    modified: Math.max(modified, build.deployed),
  }
}

const TAG = /^([0-9a-z]{1,11})-(\w+)-(\w+?)(?:-gzip)?$/

/**
 * The newest revision of which a client has this very variant of this build, in whatever coding, by its
 * If-None-Match; `undefined` where it names none.
 */
export function knownRevision(headers: Headers, variant: string, { build }: Config): number | undefined {
  let newest: number | undefined
  for (const tag of entityTags(headers.get('If-None-Match') ?? '')) {
    const [, revision = '', ofVariant, ofBuild] = TAG.exec(tag) ?? []
    if (ofVariant !== variant || ofBuild !== build.id) continue
    newest = Math.max(newest ?? 0, Number.parseInt(revision, 36))
  }
  return newest
}
