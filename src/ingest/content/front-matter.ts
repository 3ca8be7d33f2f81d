import { type Fault, failed, type Result, success } from '../../model/result.ts'
import { type Path, readYaml } from './yaml.ts'

/** The most characters of front matter. */
const FRONT_MATTER_LIMIT = 100_000

/** A file split at its two `---` lines. */
export interface FrontMatterFile {
  readonly value: unknown
  /** The file's line (from 1) of a field. */
  readonly lineOf: (path: Path) => number
  readonly body: string
  /** The file's line on which the body begins. */
  readonly bodyLine: number
}

const FENCES = /^---[ \t]*\n([\s\S]*?)^---[ \t]*(?:\n|$)/m

/**
 * Splits a Markdown file from its YAML front matter and reads that. Line ends may be those of any system. Fails with
 * the line (from 1) of what is wrong.
 */
export function readFrontMatter(source: string): Result<FrontMatterFile, Pick<Fault, 'line' | 'message'>> {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const found = text.startsWith('---') ? FENCES.exec(text) : null
  if (found?.index !== 0) {
    const message = 'has no front matter; begin the file with --- and end the fields with another ---'
    return failed({ line: 1, message })
  }
  const [whole, yaml = ''] = found
  if (yaml.length > FRONT_MATTER_LIMIT) {
    const message = `has more than ${FRONT_MATTER_LIMIT} characters of front matter; shorten it`
    return failed({ line: 1, message })
  }
  const read = readYaml(yaml)
  if (!read.ok) return failed({ line: read.failure.line + 2, message: read.failure.message })
  const { value, lineOf } = read.value
  const bodyLine = whole.split('\n').length
  return success({
    value: value ?? {},
    lineOf: (path) => lineOf(path) + 2,
    body: text.slice(whole.length),
    bodyLine,
  })
}
