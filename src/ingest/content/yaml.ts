import {
  constructFromEvents,
  EVENT_ALIAS,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  type Event,
  getScalarValue,
  load,
  parseEvents,
  YAMLException,
} from 'js-yaml'

/** The steps to a field: names of members and indexes of items. */
export type Path = readonly (string | number)[]

export type Yaml =
  /** `lineOf` tells on which line of the text (from 0) a field stands, or else what should hold it. */
  | { readonly ok: true; readonly value: unknown; readonly lineOf: (path: Path) => number }
  | { readonly ok: false; readonly line: number; readonly message: string }

/**
 * Reads one YAML 1.2 document (core schema: dates stay text). Aliases are refused: nobody needs them here,
 * and they can make a small text a huge or endless value.
 */
export function readYaml(text: string): Yaml {
  try {
    const events = parseEvents(text, {})
    const alias = events.find((event) => event.type === EVENT_ALIAS)
    if (alias?.type === EVENT_ALIAS) {
      const message = 'has a YAML alias (*name); write the value out instead'
      return { ok: false, line: lineAt(text, alias.anchorStart), message }
    }
    return { ok: true, value: documentOf(text, events), lineOf: lineFinder(text) }
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const line = error.mark?.line ?? 0
    return { ok: false, line, message: `is not valid YAML: ${error.reason}; mend the text here` }
  }
}

// load() would parse the text once more; it is asked only for its message where there is not one document.
function documentOf(text: string, events: Event[]): unknown {
  const documents = constructFromEvents(events, { source: text })
  return documents.length === 1 ? documents[0] : load(text)
}

// Parses again when it is first asked: thousands of articles are held that are never asked for a line.
function lineFinder(text: string): (path: Path) => number {
  let events: readonly Event[] | undefined
  return (path) => {
    events ??= parseEvents(text, {})
    return lineAt(text, locate(text, events, path))
  }
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, Math.max(0, offset)).split('\n').length - 1
}

// Walks the parser's events along the path as far as it goes, and tells where it ended.
function locate(text: string, events: readonly Event[], path: Path): number {
  let at = 1
  let offset = startOf(events[at])
  for (const step of path) {
    const next = typeof step === 'number' ? itemAt(events, at, step) : memberAt(text, events, at, step)
    if (!next) break
    offset = next.offset
    at = next.value
  }
  return offset
}

interface Found {
  /** Where the item or the member's name begins. */
  offset: number
  /** The index of the event that begins the value. */
  value: number
}

function itemAt(events: readonly Event[], sequence: number, index: number): Found | undefined {
  if (events[sequence]?.type !== EVENT_SEQUENCE) return undefined
  let at = sequence + 1
  for (let n = 0; n < index && events[at]?.type !== EVENT_POP; n++) at = after(events, at)
  return events[at]?.type === EVENT_POP ? undefined : { offset: startOf(events[at]), value: at }
}

function memberAt(text: string, events: readonly Event[], mapping: number, name: string): Found | undefined {
  if (events[mapping]?.type !== EVENT_MAPPING) return undefined
  for (let at = mapping + 1; at < events.length && events[at]?.type !== EVENT_POP; ) {
    const key = events[at]
    const value = after(events, at)
    if (key?.type === EVENT_SCALAR && getScalarValue(text, key) === name)
      return { offset: key.valueStart, value }
    at = after(events, value)
  }
  return undefined
}

/** The index of the event behind the node that begins at this index. */
function after(events: readonly Event[], start: number): number {
  let depth = 0
  for (let at = start; at < events.length; at++) {
    const type = events[at]?.type
    if (type === EVENT_MAPPING || type === EVENT_SEQUENCE) depth++
    else if (type === EVENT_POP) depth--
    if (depth === 0) return at + 1
  }
  return events.length
}

function startOf(event: Event | undefined): number {
  if (!event) return 0
  if ('valueStart' in event) return event.valueStart
  return 'start' in event ? event.start : 0
}
