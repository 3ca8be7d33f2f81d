import { failed, type Result, success } from '../../../model/result.ts'
import { DEPTH_LIMIT } from './importer.ts'

/** An object of JSON. */
export type Members = Readonly<Record<string, unknown>>

/** Whether a value is an object of JSON and no array. */
export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Parses JSON. The failure is a sentence: it is no JSON, or nests deeper than DEPTH_LIMIT. */
export function readJson(text: string): Result<unknown, string> {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return failed(`It is not readable JSON: ${error instanceof Error ? error.message : error}`)
  }
  return isTooDeep(value) ? failed(`It is nested deeper than ${DEPTH_LIMIT} levels.`) : success(value)
}

// Level by level, so that no nesting can exhaust the stack.
function isTooDeep(value: unknown): boolean {
  let level = [value].filter(isObject)
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEPTH_LIMIT) return true
    level = level.flatMap((one) => Object.values(one).filter(isObject))
  }
  return false
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
