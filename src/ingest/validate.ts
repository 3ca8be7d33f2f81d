import * as v from 'valibot'
import type { Fault } from '../model/result.ts'
import type { Path } from './content/yaml.ts'

export type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  /** `sound` has those members of the value in which nothing is wrong. */
  | { readonly ok: false; readonly faults: Fault[]; readonly sound: Partial<Value> }

/** Checks a value against a schema and turns every issue into a fault with its line. */
export function validate<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  where: (path: Path) => Pick<Fault, 'file' | 'line'>,
): Checked<v.InferOutput<Schema>> {
  const result = v.safeParse(schema, value)
  if (result.success) return { ok: true, value: result.output }
  const issues = allIssues(schema, structuredClone(value))
  const faults = issues.map((issue) => {
    const path = (issue.path ?? []).map((step) => step.key as string | number)
    return { ...where(path), field: fieldName(path), message: messageOf(issue, path) }
  })
  return { ok: false, faults: onePerField(faults), sound: soundMembers(result) }
}

// valibot tells only the first unknown member of a group; without that one it tells the next.
function allIssues(schema: v.GenericSchema, value: unknown): v.BaseIssue<unknown>[] {
  const unknown: v.BaseIssue<unknown>[] = []
  for (;;) {
    const { issues = [] } = v.safeParse(schema, value)
    const found = issues.filter(isUnknownMember)
    if (found.length === 0) return [...issues, ...unknown]
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

// valibot's own words where a schema has none for this case.
function messageOf(issue: v.BaseIssue<unknown>, path: Path): string {
  if (issue.type !== 'strict_object') return issue.message
  if (isUnknownMember(issue)) return 'is not a field that is known here; take it out or mend its name'
  if (issue.received === 'undefined') return 'is missing; add it'
  const what = path.length === 0 ? 'is not a list of fields' : 'is not a group of fields'
  return `${what}; write one "name: value" a line`
}

function onePerField(faults: readonly Fault[]): Fault[] {
  const first = new Map<string, Fault>()
  for (const fault of faults) if (!first.has(fault.field)) first.set(fault.field, fault)
  return [...first.values()]
}
