import type { Config } from '../config.ts'
import { entityTags, type Validators } from '../http/conditional.ts'
import type { Stamp, Version } from './version-cache.ts'

/** The site that publishes a document, as far as validators tell one from another. */
interface Publisher {
  readonly config: Pick<Config, 'build'>
  /** A digest of its origin and authority. */
  readonly siteDigest: string
}

/**
 * A strong entity tag and a time: from a revision or the state of what is listed, what was asked for, the build, the
 * site and the coding. A new deployment may write other bytes, gzip has bytes of its own (RFC 9110, 8.8.3.3), and so has
 * the same site under another origin.
 */
export function validatorsOf(
  { revision, modified, stamp, unchangedSince }: Version,
  variant: string,
  publisher: Publisher,
  coding = 'identity',
): Validators {
  const { deployed } = publisher.config.build
  const tail = coding === 'identity' ? '' : `-${coding}`
  const state = stamp ? `${stamp.revision.toString(36)}_${stamp.digest}` : revision.toString(36)
  return {
    etag: `"${state}-${variant}-${makerOf(publisher)}${tail}"`,
    modified: Math.max(modified, deployed),
    ...(unchangedSince !== undefined && { unchangedSince: Math.max(unchangedSince, deployed) }),
  }
}

function makerOf({ config, siteDigest }: Publisher): string {
  return `${config.build.id}_${siteDigest}`
}

const TAG = /^([0-9a-z]{1,11})(?:_([0-9a-f]{16}))?-(\w+)-(\w+?)(?:-gzip)?$/

/** The copy that a client has of a document: the newest revision in it, and the digest of its state where it has one. */
export type KnownCopy = Pick<Stamp, 'revision'> & Partial<Stamp>

/**
 * The newest copy that a client has of this very variant of this build and site, in whatever coding, by its
 * If-None-Match; `undefined` where it names none.
 */
export function knownCopy(headers: Headers, variant: string, publisher: Publisher): KnownCopy | undefined {
  let newest: KnownCopy | undefined
  const maker = makerOf(publisher)
  for (const tag of entityTags(headers.get('If-None-Match') ?? '')) {
    const [, text = '', digest, ofVariant, ofMaker] = TAG.exec(tag) ?? []
    if (ofVariant !== variant || ofMaker !== maker) continue
    const revision = Number.parseInt(text, 36)
    if (newest === undefined || revision > newest.revision) {
      newest = { revision, ...(digest !== undefined && { digest }) }
    }
  }
  return newest
}
