/** What is mostly wrong with a line that is not YAML: `undefined` where none of that is. It is the end of a sentence. */
type Cause = (line: Line) => string | undefined

/** A line such as `title: A: b`. */
interface Line {
  readonly text: string
  /** What stands before the first colon, and behind it and its space. Empty where there is no colon. */
  readonly name: string
  readonly value: string
}

const LONGEST_EXAMPLE = 100

/** What ends what begins with such a mark. */
const PAIRS: Readonly<Record<string, string>> = { '"': '"', "'": "'", '[': ']', '{': '}' }

/** What YAML reads as its own where a value begins with it. */
const SIGNS = /^(?:[@`%*&!|>{}[\],?]|- )/

const CAUSES: readonly Cause[] = [
  ({ text }) => (/^ *\t/.test(text) ? 'a line begins with a tab: YAML takes spaces alone' : undefined),
  ({ text }) => {
    const name = /^\s*(?:- )?([\w-]+):(?=[^\s/])/.exec(text)?.[1]
    return name && `a space is missing after "${name}:"`
  },
  ({ name, value }) => {
    const [mark = ''] = value
    const end = PAIRS[mark]
    if (end === undefined) return undefined
    if (!value.slice(1).includes(end)) return `a ${mark} is opened and not closed in "${name}"`
    if (value.length > 1 && value.endsWith(end)) return undefined
    return `there is a ${mark} at the beginning of "${name}", which ends at the next ${end}: ${inQuotes(name, value)}`
  },
  ({ name, value }) =>
    SIGNS.test(value)
      ? `"${name}" begins with a ${value[0]}, which means something to YAML: ${inQuotes(name, value)}`
      : undefined,
  ({ name, value }) =>
    /: |:$/.test(value) ? `there is a colon in "${name}": ${inQuotes(name, value)}` : undefined,
]

/**
 * The likely cause of what the parser found on a line (from 0) of a text; `undefined` where none is likely. A parser often
 * notices only on the line after.
 */
export function likelyCause(text: string, line: number): string | undefined {
  const lines = text.split('\n')
  for (const at of [line, line - 1]) {
    const split = splitLine(lines[at] ?? '')
    for (const cause of CAUSES) {
      const found = cause(split)
      if (found !== undefined) return found
    }
  }
  return undefined
}

function splitLine(text: string): Line {
  const [, name = '', value = ''] = /^\s*(?:- )?([\w-]+): +(.*?)\s*$/.exec(text) ?? []
  return { text, name, value }
}

function inQuotes(name: string, value: string): string {
  if (value.length > LONGEST_EXAMPLE) return 'write all of it in quotes'
  const quoted = value.includes('"')
    ? `'${value.replaceAll("'", "''")}'`
    : `"${value.replaceAll('\\', '\\\\')}"`
  return `write all of it in quotes, ${name}: ${quoted}`
}
