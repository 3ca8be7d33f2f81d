import type { Role } from '../../../model/article.ts'
import { oneLine } from '../../../model/text.ts'
import { textOf } from '../common/plain-text.ts'

/** The credit sentence of a feed that Warta wrote, taken apart: roles, publisher and sources. */
export interface OwnCredit {
  /** As it stands in the feed. */
  readonly sentence: string
  readonly roles: ReadonlyMap<string, Role>
  readonly publisher: string
  readonly sources: readonly string[]
}

const OPENING = /(?:^|\s)(?:Disarikan oleh|Digested by|Laporan|Report by) /g
const SENTENCE =
  /^(?:Disarikan oleh (.+?) dari laporan|Digested by (.+?) from a report by|Laporan|Report by) (.+?)(?:; (?:sumber|sources?): (.+))?\.$/
const HELPERS =
  /^(?<names>.+?) \((?<helpers>(?:editor|penerjemah|translator|foto|photo) .+)\)(?:, (?<publisher>.+))?$/
const ROLE_OF: Readonly<Record<string, Role>> = {
  editor: 'editor',
  penerjemah: 'translator',
  translator: 'translator',
  foto: 'photographer',
  photo: 'photographer',
}
const LONGEST = 2000

/** The credit sentence at the end of a summary (plain text) of ours, taken apart. */
export function ownCredit(summary: string): OwnCredit | undefined {
  const start = [...summary.matchAll(OPENING)].at(-1)?.index
  return start === undefined ? undefined : takeApart(summary.slice(start).trim())
}

function takeApart(sentence: string): OwnCredit | undefined {
  const found = sentence.length > LONGEST ? null : SENTENCE.exec(sentence)
  if (!found) return undefined
  const [, indonesian, english, report = '', sources] = found
  const helped = HELPERS.exec(report)?.groups
  const publisher = helped ? (helped.publisher ?? helped.names) : report.slice(report.lastIndexOf(', ') + 1)
  const roles = new Map([...digesters(indonesian ?? english), ...helpersOf(helped?.helpers)])
  return { sentence, roles, publisher: publisher?.trim() ?? '', sources: sources?.split(', ') ?? [] }
}

function digesters(names: string | undefined): [string, Role][] {
  return namesOf(names).map((name) => [name, 'digest'])
}

function helpersOf(text = ''): [string, Role][] {
  return text.split('; ').flatMap((part): [string, Role][] => {
    const space = part.indexOf(' ')
    const role = ROLE_OF[part.slice(0, space)]
    return role ? namesOf(part.slice(space + 1)).map((name) => [name, role]) : []
  })
}

function namesOf(text = ''): string[] {
  return text.split(/, | dan | and /).filter((name) => name !== '')
}

/** A text without the sentence at its end. */
export function withoutSentence(text: string, sentence: string | undefined): string {
  return sentence && text.endsWith(sentence) ? text.slice(0, -sentence.length).trim() : text
}

/** A body of ours without the picture before it and the sentence after it, which are read as data elsewhere. */
export function withoutCredit(
  html: string,
  sentence: string | undefined,
  picture: string | undefined,
): { readonly html: string; readonly alt?: string } {
  const last = html.trimEnd().lastIndexOf('<p><small>')
  const ending = last < 0 ? '' : textOf(html.slice(last))
  const body = sentence && ending === oneLine(sentence) ? html.slice(0, last) : html
  const found = /^\s*<figure><img ([^<>]*)\/?>(?:<figcaption>.{0,8000}?<\/figcaption>)?<\/figure>/s.exec(body)
  const [figure, attributes = ''] = found ?? []
  if (!figure || attribute(attributes, 'src') !== picture) return { html: body }
  const alt = attribute(attributes, 'alt')
  return { html: body.slice(figure.length), ...(alt && { alt }) }
}

function attribute(attributes: string, name: string): string | undefined {
  const written = new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1]
  return written === undefined ? undefined : textOf(written)
}
