import type { Config } from '../config.ts'
import type { Validators } from '../http/conditional.ts'

/**
 * A strong entity tag and a time from a revision, what was asked for and the build: a new deployment may
 * write other bytes. `modified` is in seconds since the epoch.
 */
export function validatorsOf(
  { revision, modified }: { readonly revision: number; readonly modified: number },
  variant: string,
  { build }: Config,
): Validators {
  return {
    etag: `"${revision.toString(36)}-${variant}-${build.id}"`,
    modified: Math.max(modified, build.deployed),
  }
}
