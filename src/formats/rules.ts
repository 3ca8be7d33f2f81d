import { storable } from '../model/text.ts'

/**
 * Makes a value from outside fit for the writers, or gives `undefined` where nothing is left of it. `field` names it
 * in errors, such as `author.link`; `base` is the address that a relative URL may be resolved against.
 */
export type Rule<Value> = (value: unknown, field: string, base?: string) => Value | undefined

/** A rule for every field. The compiler asks for a new one where a field is added. */
export type Rules<Shape> = { readonly [Field in keyof Shape]-?: Rule<NonNullable<Shape[Field]>> }

/** Text that is not blank, without what XML cannot hold. Numbers are taken for text, as ids often are. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (typeof value !== 'string') return undefined
  const safe = storable(value)
  return /\S/.test(safe) ? safe : undefined
}

/** A text in a given form, such as a media type. A text in another form is left out. */
export function textLike(form: RegExp): Rule<string> {
  return (value) => {
    const safe = text(value)?.trim()
    return safe !== undefined && form.test(safe) ? safe : undefined
  }
}

/** A language tag (BCP 47). An underscore between its parts is a common slip, and becomes a hyphen. */
export function languageTag(value: unknown): string | undefined {
  const tag = text(value)?.trim().replaceAll('_', '-')
  return tag !== undefined && /^[A-Za-z]{2,8}(-[A-Za-z\d]{1,8})*$/.test(tag) ? tag : undefined
}

/** A whole number within bounds. A number as a text counts, as it comes from forms and databases. */
export function count(least: number, most = Number.MAX_SAFE_INTEGER): Rule<number> {
  return (value) => {
    const number = seconds(value) ?? -1
    return Number.isInteger(number) && number >= least && number <= most ? number : undefined
  }
}

/** A number that is not negative, and not too large to be written in digits. */
export function seconds(value: unknown): number | undefined {
  const number = typeof value === 'string' && /\S/.test(value) ? Number(value) : value
  return typeof number === 'number' && number >= 0 && number <= Number.MAX_SAFE_INTEGER ? number : undefined
}

export function flag(value: unknown): boolean {
  return Boolean(value)
}

/**
 * A copy of a date. The years 1 to 9998 are those that every format can write with any offset.
 * @throws TypeError where it is no Date, RangeError where it is no valid one.
 */
export function date(value: unknown, field: string): Date {
  if (!(value instanceof Date)) throw new TypeError(`${field} is not a Date`)
  const year = value.getUTCFullYear()
  if (Number.isNaN(year) || year < 1 || year > 9998) throw new RangeError(`${field} is not a valid date`)
  return new Date(value)
}

/** A list of what its rule leaves of each value. One value alone counts as a list of one. */
export function list<Value>(rule: Rule<Value>): Rule<Value[]> {
  return (value, field, base) => {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value]
    return values.flatMap((one) => rule(one, field, base) ?? [])
  }
}

/** An object of the fields that have rules. Without those that are required nothing is left of it. */
export function record<Shape>(rules: Rules<Shape>, ...required: (keyof Shape & string)[]): Rule<Shape> {
  const known = Object.entries(rules) as [string, Rule<unknown>][]
  return (value, field, base) => {
    if (typeof value !== 'object' || value === null) return undefined
    // Read by name, so that a getter of a class counts as well.
    const fields = value as Record<string, unknown>
    const path = field && `${field}.`
    const safe: Record<string, unknown> = {}
    for (const [name, rule] of known) {
      const left = unlessNone(fields[name], (one) => rule(one, path + name, base))
      if (left !== undefined) safe[name] = left
    }
    return required.every((name) => name in safe) ? (safe as Shape) : undefined
  }
}

function unlessNone<Value>(value: unknown, rule: (value: unknown) => Value): Value | undefined {
  return value === undefined || value === null ? undefined : rule(value)
}
