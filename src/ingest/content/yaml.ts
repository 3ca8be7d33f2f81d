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
import { type Fault, failed, type Result, success } from '../../model/result.ts'
import { likelyCause } from './yaml-causes.ts'

/** The steps to a field: names of members and indexes of items. */
export type Path = readonly (string | number)[]

/** A YAML document. Lines count from 0. */
export interface Yaml {
  readonly value: unknown
  /** The line of a field or, where it is missing, of what should hold it. */
  readonly lineOf: (path: Path) => number
}

/**
 * Reads one YAML 1.2 document (core schema: dates stay text). Aliases are refused: nobody needs them here,
 * and they can make a small text a huge or endless value. Fails with the line (from 0) of what is wrong.
 */
export function readYaml(text: string): Result<Yaml, Pick<Fault, 'line' | 'message'>> {
  try {
    const events = parseEvents(text, {})
    const alias = events.find((event) => event.type === EVENT_ALIAS)
    if (alias?.type === EVENT_ALIAS) {
      const message = 'has a YAML alias (*name); write the value out instead'
      return failed({ line: lineAt(text, alias.anchorStart), message })
    }
    return success({ value: documentOf(text, events), lineOf: lineFinder(text) })
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const line = error.mark?.line ?? 0
    const cause = likelyCause(text, line)
    return failed({ line, message: `is not valid YAML: ${cause ?? `${error.reason}; mend the text here`}` })
  }
}

// load() parses the text once more. It is called only where there is not exactly one document, for its message.
function documentOf(text: string, events: Event[]): unknown {
  const documents = constructFromEvents(events, { source: text })
  return documents.length === 1 ? documents[0] : load(text)
}

// Parses again when a line is first asked for: of thousands of articles in memory hardly any ever is.
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

// Follows the path through the parser's events as far as it goes. Returns the place where it ended.
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
