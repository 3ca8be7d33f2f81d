import { type Result, success } from '../../../model/result.ts'
import { isMembers, readJson } from '../common/json-members.ts'

/** A JSON object whose members are found whatever their case: ninjs 3.x writes inCamelCase, 1.x and 2.x do not. */
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

  /**
   * The objects in these members. A member is an array of them, or an object that has them by name; of an array
   * within it, the first.
   */
  objects(...names: string[]): { readonly key: string; readonly fields: Fields }[] {
    return names.flatMap((name) => {
      const value = this.#members.get(name)
      return typeof value === 'object' && value !== null ? membersOf(value) : []
    })
  }
}

// Upper bound per member. No item has so many subjects, sources or renditions.
const MOST = 1000

function membersOf(value: object): { key: string; fields: Fields }[] {
  return Object.entries(value)
    .slice(0, MOST)
    .flatMap(([key, member]) => {
      const first: unknown = Array.isArray(member) ? member[0] : member
      return typeof first === 'object' && first !== null ? [{ key, fields: new Fields(first) }] : []
    })
}

/** The objects of a document: one, or an array of them. The failure, a sentence, is that of what is no JSON. */
export function readItems(text: string): Result<readonly Fields[], string> {
  const json = readJson(text)
  if (!json.ok) return json
  const all: unknown[] = Array.isArray(json.value) ? json.value : [json.value]
  return success(all.flatMap((one) => (isMembers(one) ? [new Fields(one)] : [])))
}

/** The newest version of each item. It may withdraw an earlier one, which must then not be published either. */
export function newestOf(items: readonly Fields[]): ReadonlyMap<string, Fields> {
  const newest = new Map<string, Fields>()
  for (const item of items) {
    const id = item.text('uri') ?? ''
    const before = newest.get(id)
    if (!before || isNewer(item, before)) newest.set(id, item)
  }
  return newest
}

function isNewer(one: Fields, other: Fields): boolean {
  const version = (item: Fields) => Number(item.text('version')) || 0
  const time = (item: Fields) => Date.parse(item.text('versioncreated') ?? '') || 0
  return version(one) - version(other) > 0 || (version(one) === version(other) && time(one) >= time(other))
}
