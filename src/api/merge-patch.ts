import { isMembers } from '../ingest/import/common/json-members.ts'

/**
 * Applies a JSON Merge Patch (RFC 7396, 2): null takes a member out, an object is merged, anything else takes the place of
 * what was there, lists too.
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isMembers(patch)) return patch
  const merged = new Map(Object.entries(isMembers(target) ? target : {}))
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name)
    else merged.set(name, mergePatch(merged.get(name), value))
  }
  // A member named __proto__ is one like any other here.
  return Object.fromEntries(merged)
}

/** A value as JSON, with the members of each object in the order of their names: equal values are equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    isMembers(one) ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))) : one,
  )
}
