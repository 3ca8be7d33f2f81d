import * as v from 'valibot'
import { NO_GROUP } from '../model/fields.ts'
import { type Fault, failed, type Result, success } from '../model/result.ts'
import type { Path } from './content/yaml.ts'
import { nearestField } from './nearest-field.ts'

/** What is wrong with a value, and those of its members in which nothing is. */
export interface Invalid<Value, Place> {
  readonly faults: (Place & FieldFault)[]
  readonly sound: Partial<Value>
}

type FieldFault = Pick<Fault, 'field' | 'message'>

/**
 * Checks a value against a schema. Every issue becomes a fault, at the place that `where` finds for its path: a line of a
 * file, or a JSON pointer.
 */
export function validate<Schema extends v.GenericSchema, Place extends object>(
  schema: Schema,
  value: unknown,
  where: (path: Path) => Place,
): Result<v.InferOutput<Schema>, Invalid<v.InferOutput<Schema>, Place>> {
  const result = v.safeParse(schema, value)
  if (result.success) return success(result.output)
  const issues = allIssues(schema, structuredClone(value))
  const faults = issues.map((issue) => {
    const path = (issue.path ?? []).map((step) => step.key as string | number)
    return { ...where(path), field: fieldName(path), message: messageOf(schema, issue, path) }
  })
  return failed({ faults: onePerField(faults), sound: soundMembers(result) })
}

/** So many unknown members are told, roughly. A client of the API could send thousands. */
const MOST_UNKNOWN = 100

// valibot reports only the first unknown member of a group. Taken out, it makes way for the next.
function allIssues(schema: v.GenericSchema, value: unknown): v.BaseIssue<unknown>[] {
  const unknown: v.BaseIssue<unknown>[] = []
  for (;;) {
    const { issues = [] } = v.safeParse(schema, value)
    const found = issues.filter(isUnknownMember)
    if (found.length === 0 || unknown.length > MOST_UNKNOWN) return [...issues, ...unknown]
    unknown.push(...found)
    for (const { path } of found) {
      const step = path?.at(-1)
      if (step) Reflect.deleteProperty(step.input as object, step.key as string)
    }
  }
}

function isUnknownMember({ type, expected }: v.BaseIssue<unknown>): boolean {
  return type === 'strict_object' && expected === 'never'
}

function soundMembers<Value>(result: {
  readonly output: unknown
  readonly issues: readonly v.BaseIssue<unknown>[]
}): Partial<Value> {
  const faulty = new Set(result.issues.map((issue) => issue.path?.[0]?.key))
  if (faulty.has(undefined)) return {}
  const members = Object.entries(result.output as object).filter(([name]) => !faulty.has(name))
  return Object.fromEntries(members) as Partial<Value>
}

/** A path as people write it: `authors[0].role`. */
export function fieldName(path: Path): string {
  const name = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')
  return name.replace(/^\./, '') || '-'
}

// valibot has one message for every case of a group. Here each case says how to mend it.
function messageOf(schema: v.GenericSchema, issue: v.BaseIssue<unknown>, path: Path): string {
  if (issue.type !== 'strict_object') return issue.message
  if (isUnknownMember(issue)) {
    const nearest = nearestField(schema, path.slice(0, -1), String(path.at(-1)))
    const mend = nearest ? `mend its name: is it "${nearest}"?` : 'take it out or mend its name'
    return `is not a field that is known here; ${mend}`
  }
  if (issue.received === 'undefined') return 'is missing; add it'
  return path.length === 0 ? 'is not a list of fields; write one "name: value" a line' : NO_GROUP
}

function onePerField<Kind extends FieldFault>(faults: readonly Kind[]): Kind[] {
  const first = new Map<string, Kind>()
  for (const fault of faults) if (!first.has(fault.field)) first.set(fault.field, fault)
  return [...first.values()]
}
