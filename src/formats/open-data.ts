import { storable } from '../model/text.ts'

// Deeper data is left out: libxml2, which many readers parse with, stops at 256 elements within one another.
const DEEPEST = 64

/**
 * A copy of data whose members nobody knows beforehand, such as an extension: storable texts, finite numbers, booleans
 * and null, in lists and objects. A date becomes its ISO text. What can't be written, or holds itself, is left out.
 */
export function openData(value: unknown, around: readonly object[] = []): unknown {
  if (typeof value === 'string') return storable(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value === 'boolean' || value === null) return value
  if (typeof value !== 'object') return undefined
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString()
  if (value instanceof URL) return value.href
  if (around.length === DEEPEST || around.includes(value)) return undefined
  const within = [...around, value]
  if (Array.isArray(value))
    return value.map((one) => openData(one, within)).filter((one) => one !== undefined)
  const members = Object.entries(value).map(([name, one]) => [storable(name), openData(one, within)] as const)
  return Object.fromEntries(members.filter(([, one]) => one !== undefined))
}

/** Whether such data has members of its own. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
