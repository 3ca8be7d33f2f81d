import type { Refusal } from '../common/importer.ts'
import { escapeHtml, textOf } from '../common/plain-text.ts'

/** More than any name needs. feedsmith takes an RSS person apart in the square of its length. */
const LIMIT = 300

/** Of a longer content only the beginning is looked at. */
const LOOKED_AT = 20_000

// The elements whose content feedsmith takes for a name with an address, and what may hold them as mere text.
const TOKEN = /<!\[CDATA\[|<!--|<(\/?)(?:author|managingeditor|webmaster)(?=[\s/>])[^<>]{0,2000}>/gi

/** A document without persons that are too long, and what was done to each: a sentence. */
export interface Shortened {
  readonly xml: string
  readonly omitted: readonly Refusal[]
}

/**
 * Shortens the persons of an RSS document: of markup its text is kept, of a long list its beginning, and what is too long
 * even so is left out. Takes time in proportion to the document, whatever stands in it.
 */
export function withoutLongPersons(xml: string): Shortened {
  const pieces: string[] = []
  const omitted: Refusal[] = []
  let done = 0
  for (const [start, end] of contentsOf(xml)) {
    if (end - start <= LIMIT) continue
    const name = nameIn(xml.slice(start, Math.min(end, start + LOOKED_AT)))
    pieces.push(xml.slice(done, start), escapeHtml(name))
    omitted.push({ item: '', reason: sentence(end - start, name) })
    done = end
  }
  return { xml: pieces.join('') + xml.slice(done), omitted }
}

function sentence(length: number, name: string): string {
  const fate = name === '' ? 'left out' : `cut to "${name}"`
  return `An author of ${length} characters was ${fate}.`
}

/** Where the contents of persons begin and end. One that is not closed ends where the next end tag begins. */
function* contentsOf(xml: string): Generator<readonly [start: number, end: number]> {
  let open: number | undefined
  for (const { index, end, isEnd } of tagsOf(xml)) {
    if (open !== undefined) yield [open, isEnd ? index : endOfUnclosed(xml, open, index)]
    open = isEnd ? undefined : end
  }
  if (open !== undefined) yield [open, endOfUnclosed(xml, open, xml.length)]
}

function endOfUnclosed(xml: string, start: number, latest: number): number {
  const at = xml.slice(start, latest).indexOf('</')
  return at < 0 ? latest : start + at
}

interface PersonTag {
  readonly index: number
  readonly end: number
  readonly isEnd: boolean
}

/** The tags of persons. Empty elements, comments and CDATA sections are left out. */
function* tagsOf(xml: string): Generator<PersonTag> {
  const tokens = new RegExp(TOKEN)
  for (let token = tokens.exec(xml); token; token = tokens.exec(xml)) {
    const [text, slash] = token
    if (text.startsWith('<!')) {
      const end = xml.indexOf(text === '<!--' ? '-->' : ']]>', tokens.lastIndex)
      if (end < 0) return
      tokens.lastIndex = end
    } else if (!text.endsWith('/>')) yield { index: token.index, end: tokens.lastIndex, isEnd: slash === '/' }
  }
}

/** A name, or a list of names, in what a person holds; empty where there is none of a bearable length. */
function nameIn(content: string): string {
  const [, element = content] = /<name\b[^<>]*>([^<>]*)<\/name/i.exec(content) ?? []
  const once = textOf(element.replace(/<!\[CDATA\[|\]\]>/g, ''))
  const text = /<[a-z]/i.test(once) ? textOf(once) : once
  if (text.length <= LIMIT) return text
  const beginning = text.slice(0, LIMIT)
  return beginning.slice(0, Math.max(0, beginning.search(/[,;/][^,;/]*$/))).trim()
}
