import { failed, type Result, success } from '../model/result.ts'
import { type Refused, refusal } from './problems.ts'

/** On what a write depends (RFC 9110, 13.1.1 and 13.1.2). */
export interface Conditions {
  /** The entity tags, without quotes, of which the article has to have one; `*` for any. */
  readonly ifMatch?: readonly string[] | '*'
  /** Those of which it must have none; `*` where there must be no article. */
  readonly ifNoneMatch?: readonly string[] | '*'
}

const TAG = '(?:W/)?"[\\x21\\x23-\\x7E\\x80-\\uFFFF]*"'
// Empty elements of a list count for nothing (RFC 9110, 5.6.1.2).
const LIST = new RegExp(`^[\\s,]*${TAG}(?:\\s*,[\\s,]*${TAG})*[\\s,]*$`)

/** Reads the conditions of a request. Fails where a header is none that the RFC knows. */
export function readConditions(headers: Headers): Result<Conditions, Refused> {
  const [ifMatch, ifNoneMatch] = [read(headers.get('If-Match')), read(headers.get('If-None-Match'))]
  if (ifMatch === 'faulty' || ifNoneMatch === 'faulty') {
    return failed(refusal('bad-request', 'If-Match and If-None-Match take entity tags in quotes, or *.'))
  }
  return success({ ...(ifMatch && { ifMatch }), ...(ifNoneMatch && { ifNoneMatch }) })
}

function read(header: string | null): readonly string[] | '*' | 'faulty' | undefined {
  if (header === null) return undefined
  if (header.trim() === '*') return '*'
  if (!LIST.test(header)) return 'faulty'
  // Only strong tags can be equal (RFC 9110, 8.8.3.2).
  return Array.from(header.matchAll(/(W\/)?"([^"]*)"/g), ([, weak, tag = '']) => (weak ? [] : tag)).flat()
}

/** Whether an article with this entity tag, empty where there is none, is as the conditions say. */
export function isMet({ ifMatch, ifNoneMatch }: Conditions, etag: string): boolean {
  const isOneOf = (tags: readonly string[] | '*') => etag !== '' && (tags === '*' || tags.includes(etag))
  return (ifMatch === undefined || isOneOf(ifMatch)) && (ifNoneMatch === undefined || !isOneOf(ifNoneMatch))
}
