import type { Fault } from '../../model/result.ts'
import { type Path, readYaml } from './yaml.ts'

/** The most characters of front matter. */
const FRONT_MATTER_LIMIT = 100_000

/** A file split at its two `---` lines. */
export interface FrontMatterFile {
  readonly ok: true
  readonly value: unknown
  /** The file's line (from 1) of a field. */
  readonly lineOf: (path: Path) => number
  readonly body: string
  /** The file's line on which the body begins. */
  readonly bodyLine: number
}

const FENCES = /^---[ \t]*\n([\s\S]*?)^---[ \t]*(?:\n|$)/m

/** Splits a Markdown file from its YAML front matter and reads that. Line ends of any system. */
export function readFrontMatter(source: string): FrontMatterFile | ({ ok: false } & Omit<Fault, 'file'>) {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const found = text.startsWith('---') ? FENCES.exec(text) : null
  if (found?.index !== 0) {
    return fault(1, 'has no front matter; begin the file with --- and end the fields with another ---')
  }
  const [whole, yaml = ''] = found
  if (yaml.length > FRONT_MATTER_LIMIT) {
    return fault(1, `has more than ${FRONT_MATTER_LIMIT} characters of front matter; shorten it`)
  }
  const read = readYaml(yaml)
  if (!read.ok) return fault(read.line + 2, read.message)
  const bodyLine = whole.split('\n').length
  return {
    ok: true,
    value: read.value ?? {},
    lineOf: (path) => read.lineOf(path) + 2,
    body: text.slice(whole.length),
    bodyLine,
  }
}

function fault(line: number, message: string) {
  return { ok: false as const, line, field: '-', message }
}
