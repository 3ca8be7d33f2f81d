import type { Reading } from '../common/agency-markup.ts'
import { DEPTH_LIMIT } from '../common/importer.ts'

/** A JSON object whose members are found whatever their case: ninjs 1.x and 2.x write what 3.x writes inCamelCase. */
export class Fields {
  readonly #members: ReadonlyMap<string, unknown>

  constructor(value: object) {
    const entries = Object.entries(value).map(([name, member]) => [name.toLowerCase(), member] as const)
    this.#members = new Map(entries.filter(([, member]) => member !== null))
  }

  /** Their names, in lower case. */
  get names(): string[] {
    return [...this.#members.keys()]
  }

  /** The first of these members that is text (or a number) and not empty. */
  text(...names: string[]): string | undefined {
    for (const name of names) {
      const value = this.#members.get(name)
      const text = typeof value === 'number' ? String(value) : value
      if (typeof text === 'string' && text.trim() !== '') return text.trim()
    }
    return undefined
  }

  /** Whether the member is there at all, even if it is empty. */
  has(name: string): boolean {
    return this.#members.has(name)
  }

  /** The member as an object of its own. */
  object(name: string): Fields | undefined {
    const value = this.#members.get(name)
    return typeof value === 'object' && value !== null ? new Fields(value) : undefined
  }

  /** The objects in one of these members: an array of them, or an object of them by name (of a list there, the first). */
  objects(...names: string[]): { readonly key: string; readonly fields: Fields }[] {
    return names.flatMap((name) => {
      const value = this.#members.get(name)
      return typeof value === 'object' && value !== null ? membersOf(value) : []
    })
  }
}

function membersOf(value: object): { key: string; fields: Fields }[] {
  return Object.entries(value).flatMap(([key, member]) => {
    const first: unknown = Array.isArray(member) ? member[0] : member
    return typeof first === 'object' && first !== null ? [{ key, fields: new Fields(first) }] : []
  })
}

/** Parses JSON; refuses what is none, and what nests deeper than DEPTH_LIMIT. */
export function readJson(text: string): Reading<unknown> {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return { ok: false, reason: `It is not readable JSON: ${error instanceof Error ? error.message : error}` }
  }
  if (isTooDeep(value)) return { ok: false, reason: `It is nested deeper than ${DEPTH_LIMIT} levels.` }
  return { ok: true, value }
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
