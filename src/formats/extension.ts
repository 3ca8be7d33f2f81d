import type { Extension } from 'feed'
import { EMPTY, each, element, join, text, type Xml } from '../xml/write.ts'

// NCName of Namespaces in XML 1.0, kept to what feed modules use.
const PREFIXED_NAME = /^([A-Za-z_][\w.-]*):[A-Za-z_][\w.-]*$/
const PLAIN_NAME = /^[A-Za-z_][\w.-]*$/

/** Prefixes that the documents declare. An extension element of another prefix would not be well-formed. */
export type Prefixes = ReadonlySet<string>

/**
 * Extensions of the `feed` package as XML. `objects` is an element in the compact form of xml-js: text, or
 * an object of `_attributes`, `_text`, `_cdata` and child elements, or a list of these. Elements whose
 * name is no XML name, or whose prefix is not declared, are left out.
 */
export function extensionElements(extensions: readonly Extension[] | undefined, prefixes: Prefixes): Xml {
  return each(extensions, ({ name, objects }) => compactElement(name, objects, prefixes))
}

function compactElement(name: string, value: unknown, prefixes: Prefixes): Xml {
  if (!isKnownName(name, prefixes) || value === undefined || value === null) return EMPTY
  if (Array.isArray(value)) return each(value, (one) => compactElement(name, one, prefixes))
  if (typeof value !== 'object') return element(name, text(String(value)))
  const { _attributes, _text, _cdata, ...children } = value as Record<string, unknown>
  const pieces = [_text, _cdata].filter((part) => part !== undefined).map((part) => text(String(part)))
  for (const [child, inner] of Object.entries(children)) pieces.push(compactElement(child, inner, prefixes))
  return element(name, join(pieces), attributesOf(_attributes, prefixes))
}

function attributesOf(value: unknown, prefixes: Prefixes): Record<string, string> {
  const known = Object.entries(value ?? {}).filter(
    ([name, one]) => one !== undefined && name !== 'xmlns' && isKnownName(name, prefixes),
  )
  return Object.fromEntries(known.map(([name, one]) => [name, String(one)]))
}

function isKnownName(name: string, prefixes: Prefixes): boolean {
  const prefix = PREFIXED_NAME.exec(name)?.[1]
  return prefix ? prefixes.has(prefix) : PLAIN_NAME.test(name)
}
