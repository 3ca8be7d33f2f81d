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
    if (value.length > 1 && value.endsWith(end)) return innerMark(name, value)
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
  const isFurtherIn =
    /^ +[\w-]+:(?: |$)/.test(lines[line] ?? '') && /^[\w-]+: +[^|>\s]/.test(lines[line - 1] ?? '')
  if (isFurtherIn)
    return 'the line begins with spaces, and the field above it has its value already: take them out'
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

// What doubles a mark, or escapes it, in quotes of that mark.
const ESCAPED: Readonly<Record<string, RegExp>> = { '"': /\\./g, "'": /''/g }

/** A value in quotes that has the same mark inside, such as `'Don't'`. */
function innerMark(name: string, value: string): string | undefined {
  const [mark = ''] = value
  const escaped = ESCAPED[mark]
  const inner = value.slice(1, -1)
  const at = escaped ? inner.replace(escaped, '..').indexOf(mark) : -1
  if (at < 0) return undefined
  // "One" and "two" begins with a word in quotes. 'Don't' and "He said "no"" are whole texts in them.
  const isWhole = /\s/.test(inner[at - 1] ?? '') || /^\p{L}.\p{L}/u.test(inner.slice(at - 1))
  return `there is a ${mark} inside of "${name}", which ends it there: ${inQuotes(name, isWhole ? inner : value)}`
}

function inQuotes(name: string, value: string): string {
  if (value.length > LONGEST_EXAMPLE) return 'write all of it in quotes'
  const quoted = value.includes('"')
    ? `'${value.replaceAll("'", "''")}'`
    : `"${value.replaceAll('\\', '\\\\')}"`
  return `write all of it in quotes, ${name}: ${quoted}`
}
