import type { Author } from '../../../model/article.ts'
import { slugify } from '../../../model/slug.ts'
import { oneLine } from '../../../model/text.ts'
import type { Mention } from './importer.ts'

const ORGANISATION =
  /\b(?:agen(?:cy|ce|tur|cia|zia)|associated|images?|international|kantor berita|media|network|news|newswires?|presse?|services?|television|times|tv|wires?|ltd|inc|gmbh|corp(?:oration)?|company|university)\b|\.(?:com|org|net|info|news|tv|co|id|de)\b/i
const LEADING = /^(?:by|von|oleh|laporan|reporter|par|por|door|di|av|af|from)\s+/i
const BETWEEN = /\s*[,;&/]\s*|\s+(?:and|und|dan|et|och|og|en|y|e)\s+/i
const TITLE =
  /\b(?:writer|reporter|correspondent|staff|editor|photographer|korrespondent\w*|wartawan|koresponden)$/i
const LONGEST = 500
const MOST = 1000

/** A byline taken apart into people and the organisations that it names. */
export interface Byline {
  readonly people: readonly string[]
  readonly organisations: readonly string[]
}

/** Whether a name is that of an organisation: it says so, or is one word of capitals, such as AFP. */
export function isOrganisation(name: string, known: readonly string[] = []): boolean {
  if (known.some((one) => slugify(one) === slugify(name))) return true
  return ORGANISATION.test(name) || /^[A-Z\d]{2,6}$/.test(name)
}

/** Takes `By A and B, Associated Press` apart. `known` are names of organisations, such as the publisher's. */
export function readByline(text: string, known: readonly string[]): Byline {
  const line = oneLine(text.slice(0, LONGEST))
  const parts = line
    .replace(LEADING, '')
    .split(BETWEEN)
    .map((part) => part.trim())
  if (known.some((one) => slugify(one) === slugify(line))) return { people: [], organisations: [line] }
  const named = parts.filter((part) => /\p{L}/u.test(part))
  // In a byline also a short word of small letters: `Max Muster, dpa`.
  const isAgency = (part: string) => isOrganisation(part, known) || /^[a-z]{2,4}$/.test(part)
  const organisations = named.filter(isAgency)
  const people = named.filter((part) => !isAgency(part) && !TITLE.test(part))
  return { people, organisations }
}

/** The role that a code such as `crol:photographer` stands for; `undefined` for one that is no role of ours. */
export function roleOf(code: string): Author['role'] | undefined {
  if (/desc|cap(?:tion)?wr|caption|technical|copyright/i.test(code)) return undefined
  if (/transl|terjemah|setz/i.test(code)) return 'translator'
  if (/photo|foto|camera/i.test(code)) return 'photographer'
  if (/edit|redak|revis|subed/i.test(code)) return 'editor'
  return /report|writ|author|journal|corresp|byline|creat|wartawan|stringer/i.test(code)
    ? 'reporter'
    : undefined
}

/** Each author once for each role, names on one line. */
export function distinctAuthors(authors: readonly Author[]): Author[] {
  const seen = new Map<string, Author>()
  for (const author of authors) {
    const name = oneLine(author.name).slice(0, 200)
    const key = `${author.role} ${slugify(name)}`
    if (slugify(name) !== '' && !seen.has(key)) seen.set(key, { ...author, name })
  }
  return [...seen.values()]
}

/** The organisations of a credit line such as `REUTERS/Jane Doe`; the people that it names are none. */
export function creditedOrganisations(line: string, people: readonly string[]): string[] {
  const parts = oneLine(line.slice(0, LONGEST))
    .split(/\s*[/;]\s*/)
    .filter((part) => part !== '')
  const others = parts.filter((part) => !people.some((name) => slugify(name) === slugify(part)))
  return others.filter((part) => others.length === 1 || isOrganisation(part) || !part.includes(' '))
}

/** A chain of sources: each name once, the publisher's own left out. */
export function sourceChain(names: readonly string[], publisher: string): Mention[] {
  const seen = new Set([slugify(publisher), ''])
  return names.flatMap((name) => {
    const slug = slugify(name)
    if (seen.has(slug)) return []
    seen.add(slug)
    return [{ name: oneLine(name) }]
  })
}

/**
 * Puts the organisations of a chain in order: who supplied the text is nearest, who it began with is
 * farthest. Others keep their order between them.
 */
export function nearestFirst(named: readonly { name: string; role: string }[]): string[] {
  return named.toSorted((a, b) => distance(a.role) - distance(b.role)).map(({ name }) => name)
}

function distance(role: string): number {
  if (/orig/i.test(role)) return 2
  return /suppl|provid|distrib|aggreg|publish/i.test(role) ? 0 : 1
}

/** Names as tags: parted at the characters at which readers part tags, each once. */
export function tagsOf(names: readonly string[]): string[] {
  const tags = new Map<string, string>()
  for (const part of names.slice(0, MOST).flatMap((name) => name.split(/[,|]/))) {
    const tag = oneLine(part)
    if (slugify(tag) !== '' && !tags.has(slugify(tag))) tags.set(slugify(tag), tag)
  }
  return [...tags.values()]
}
