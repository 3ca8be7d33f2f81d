import type * as v from 'valibot'
import { group } from '../../model/fields.ts'

/** A JSON Schema (2020-12), as an object. */
export interface JsonSchema {
  readonly [keyword: string]: unknown
}

/** What is said in place of a schema whose rules are functions, which tell nothing of themselves. */
export type KnownSchemas = ReadonlyMap<v.GenericSchema, JsonSchema>

/** What of valibot's schemas and their rules is read here. */
interface Node {
  readonly kind: string
  readonly type: string
  readonly pipe?: readonly Node[]
  readonly entries?: Readonly<Record<string, Node>>
  readonly item?: Node
  readonly wrapped?: Node
  readonly default?: unknown
  readonly options?: readonly unknown[]
  readonly literal?: unknown
  readonly requirement?: unknown
}

/**
 * The JSON Schema of what a schema takes, before anything is transformed. A limit behind a transformation is told as if it
 * were one of the text that is sent. @throws Error where a schema or a rule has no counterpart here, so that none is left
 * out by mistake.
 */
export function jsonSchemaOf(schema: v.GenericSchema, known: KnownSchemas): JsonSchema {
  return convert(schema as unknown as Node, known as ReadonlyMap<unknown, JsonSchema>)
}

function convert(node: Node, known: ReadonlyMap<unknown, JsonSchema>): JsonSchema {
  // What it says is the type of the schema behind it.
  if (node === (group as unknown)) return {}
  const said = known.get(node)
  if (said) return said
  const [first, ...rules] = node.pipe ?? []
  const schema = { ...(first === undefined ? schemaOfType(node, known) : convert(first, known)) }
  for (const rule of rules) {
    const more = rule.kind === 'schema' ? convert(rule, known) : keywordsOf(rule, schema)
    const twice = Object.keys(more).find((keyword) => keyword !== 'type' && Object.hasOwn(schema, keyword))
    if (twice !== undefined) throw new Error(`Two rules of one field need the keyword ${twice}`)
    Object.assign(schema, more)
  }
  return schema
}

function schemaOfType(node: Node, known: ReadonlyMap<unknown, JsonSchema>): JsonSchema {
  const { type, entries = {}, item, wrapped, options = [], literal } = node
  switch (type) {
    case 'string':
    case 'number':
      return { type }
    case 'literal':
      return { const: literal }
    case 'picklist':
      return { enum: options }
    case 'union':
      return { anyOf: options.map((one) => convert(one as Node, known)) }
    case 'array':
      return { type, items: item ? convert(item, known) : {} }
    case 'strict_object': {
      const properties = Object.entries(entries).map(([name, one]) => [name, memberOf(one, known)] as const)
      const required = Object.keys(entries).filter((name) => entries[name]?.type !== 'exact_optional')
      return {
        type: 'object',
        properties: Object.fromEntries(properties),
        ...(required.length > 0 && { required }),
        additionalProperties: false,
      }
    }
    default:
      throw new Error(`There is no JSON Schema here for ${type}${wrapped ? ', as it is used' : ''}`)
  }
}

function memberOf(node: Node, known: ReadonlyMap<unknown, JsonSchema>): JsonSchema {
  if (node.type !== 'exact_optional' || !node.wrapped) return convert(node, known)
  return { ...convert(node.wrapped, known), ...(node.default !== undefined && { default: node.default }) }
}

function keywordsOf({ type, requirement }: Node, { type: of }: JsonSchema): JsonSchema {
  switch (type) {
    case 'transform':
      return {}
    case 'non_empty':
      // White space is taken away before.
      return { pattern: '\\S' }
    case 'max_length':
      return of === 'array' ? { maxItems: requirement } : { maxLength: requirement }
    case 'regex':
      return { pattern: (requirement as RegExp).source }
    case 'integer':
      return { type }
    case 'min_value':
      return { minimum: requirement }
    case 'max_value':
      return { maximum: requirement }
    default:
      throw new Error(`There is no JSON Schema here for the rule ${type}`)
  }
}
