import type { Extension } from 'feed'
import { type Attributes, EMPTY, each, element, join, text, type Xml } from '../xml/write.ts'
import { declaredAnew, KNOWN_NAMESPACES, type Namespaces } from './namespaces.ts'

/** Which extensions can stand in a place of a document. */
export interface Extensible {
  /** What the document's root declares. */
  readonly declared: Namespaces
  /** Elements without a prefix that the format has and our writers do not write. */
  readonly plain?: ReadonlySet<string>
  /** Prefixes whose elements can't stand there. */
  readonly refused?: ReadonlySet<string>
}

// Names of Namespaces in XML 1.0, kept to the letters that feed modules use.
const NAME = /^(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*)$/

/**
 * Extensions of the `feed` package as XML. `objects` is an element in the compact form of xml-js: text, or an object of
 * `_attributes`, `_text`, `_cdata` and child elements, or a list of these. Its `_attributes` may declare a prefix.
 * What no format can hold is left out: a name that is no XML name, a prefix that nobody declares, an element of no
 * module that the format itself does not have.
 */
export function extensionElements(
  extensions: readonly Extension[] | undefined,
  { declared, plain, refused }: Extensible,
): Xml {
  return each(extensions, ({ name, objects }) => {
    const prefix = NAME.exec(name)?.[1]
    const fits = prefix === undefined ? plain?.has(name) : !refused?.has(prefix)
    return fits ? compactElement(name, objects, declared) : EMPTY
  })
}

/** Whether an extension is an element that we would write too. Then it alone is written. */
export function hasExtension(extensions: readonly Extension[] | undefined, name: string): boolean {
  return extensions?.some((extension) => extension.name === name) ?? false
}

function compactElement(name: string, value: unknown, around: Namespaces): Xml {
  if (value === undefined || value === null) return EMPTY
  if (Array.isArray(value)) return each(value, (one) => compactElement(name, one, around))
  const { _attributes, _text, _cdata, ...children } = (
    typeof value === 'object' ? value : { _text: value }
  ) as Record<string, unknown>
  const listed = Object.entries(_attributes ?? {}).filter(([, one]) => one !== undefined && one !== null)
  const declared = declaredFor(name, listed, around)
  const within = new Map([...around, ...declared])
  if (namespaceOf(name, within) === undefined) return EMPTY
  const pieces = [_text, _cdata]
    .flat()
    .filter(isText)
    .map((part) => text(String(part)))
  for (const [child, inner] of Object.entries(children)) pieces.push(compactElement(child, inner, within))
  return element(name, join(pieces), { ...attributesOf(listed, within), ...xmlnsOf(declared) })
}

// What is declared here: what the attributes declare, and known prefixes that the element itself needs.
function declaredFor(name: string, listed: readonly [string, unknown][], around: Namespaces): Namespaces {
  const anew = declaredAnew(listed, around)
  const needed = [name, ...listed.map(([attribute]) => attribute)].flatMap((one) => {
    const prefix = NAME.exec(one)?.[1] ?? ''
    const uri = KNOWN_NAMESPACES.get(prefix)
    return uri && !around.has(prefix) && !anew.has(prefix) ? [[prefix, uri] as const] : []
  })
  return new Map([...anew, ...needed])
}

// Two attributes whose prefixes stand for one namespace would be the same attribute twice.
function attributesOf(listed: readonly [string, unknown][], within: Namespaces): Attributes {
  const known = new Map<string, [string, string]>()
  for (const [name, value] of listed) {
    const namespace = name === 'xml:lang' ? 'xml' : namespaceOf(name, within)
    if (namespace === undefined || name === 'xmlns' || !isText(value)) continue
    const key = `${namespace} ${name.slice(name.indexOf(':') + 1)}`
    if (!known.has(key)) known.set(key, [name, String(value)])
  }
  return Object.fromEntries(known.values())
}

function xmlnsOf(declared: Namespaces): Attributes {
  return Object.fromEntries(Array.from(declared, ([prefix, uri]) => [`xmlns:${prefix}`, uri]))
}

/** The namespace of a name: empty without a prefix, `undefined` where the name or its prefix can't be used. */
function namespaceOf(name: string, namespaces: Namespaces): string | undefined {
  const [, prefix, local] = NAME.exec(name) ?? []
  if (local === undefined) return undefined
  return prefix === undefined ? '' : namespaces.get(prefix)
}

function isText(value: unknown): boolean {
  return ['string', 'number', 'boolean', 'bigint'].includes(typeof value)
}
