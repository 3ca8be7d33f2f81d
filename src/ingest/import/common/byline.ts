import type { Author, Role } from '../../../model/article.ts'
import { slugify } from '../../../model/slug.ts'
import { oneLine } from '../../../model/text.ts'
import type { Mention } from './importer.ts'
import { isName } from './names.ts'
import { homeOf, hostName, webUrlOf } from './web-addresses.ts'

// More than any byline needs: patterns never see a longer text.
const LONGEST = 500

const LEADING = /^(?:by|von|oleh|laporan|reporter|par|por|door|di|av|af|from)\s+/i

// Words that join two names, in the languages that documents come in.
const AND = /\s+(?:and|dan|serta|und|et|och|og|en|y|e)\s+/i
const VIA = /\s+(?:via|melalui)\s+/i

// A comma or an ampersand, but not the comma before a degree or a generation: `Sari, M.Si`, `Jo Doe, Jr`.
const COMMA =
  /&|,(?!\s*(?:Jr|Sr|II|III|PhD|Dr)(?![a-z]))(?! ?(?:\p{Lu}\p{L}{0,3}\.){1,3}\p{L}{0,4}\.? ?(?:[,;&/]|$))/u

// First words of names that hold commas and joining words themselves: Kementerian Laut, Sungai dan Danau.
const WHOLE = /^\s*(?:kementerian|badan|dinas|lembaga|komisi|dewan|direktorat|pusat|kantor)\b/i

/** The names of a list: joined by commas, semicolons, slashes, ampersands or words. */
export function splitNames(list: string): string[] {
  return list
    .split(/[/|;+]/)
    .flatMap((part) => (WHOLE.test(part) ? [part] : part.split(AND)))
    .flatMap((part) => (WHOLE.test(part) ? [part] : part.split(COMMA)))
    .map((name) => name.replace(/^[\s:,-]+|[\s:,-]+$/g, ''))
    .filter(isName)
}

/** A byline taken apart into people and the organisations that it names. */
export interface Byline {
  readonly people: readonly string[]
  readonly organisations: readonly string[]
}

// What somebody is, behind a name or in its place: `Jane Doe, AP Writer`, `Prof Budi, Rektor Universitas Kita`.
const JOB =
  /\b(?:writer|reporter|correspondent|staff|editor|photographer|korrespondent\w*|wartawan|koresponden)$|^(?:anggota|direktur|dosen|ekonom|guru besar|kepala|ketua|mahasiswa|pakar|pemerhati|pendiri|peneliti|pengajar|pengamat|praktisi|rektor|wakil|chief|director|fellow|head|lecturer|professor|senior)\s/i

/**
 * Takes a byline apart: `By A and B, Associated Press` or `Lintar Satria dan Budi (Reuters)`. `known` are names
 * of organisations, such as the publisher's. RSS writes an author as an address with the name in brackets.
 */
export function readByline(text: string, known: readonly string[] = []): Byline {
  const line = oneLine(text.slice(0, LONGEST)).replace(LEADING, '')
  if (known.some((one) => slugify(one) === slugify(line))) return { people: [], organisations: [line] }
  const [, before = line, inside = ''] = /^([^()]+)\(([^()]+)\)$/.exec(line) ?? []
  if (inside && before.includes('@')) return { people: splitNames(inside), organisations: [] }
  const parts = splitNames(before)
  const named = parts.length > 1 ? parts.filter((part) => !JOB.test(part)) : parts
  // Beside names with capitals, a short word of small letters is an agency's: `Max Muster, dpa`.
  const hasCapitals = named.some((part) => /^\p{Lu}/u.test(part))
  const isAgency = (part: string) => isOrganisation(part, known) || (hasCapitals && /^[a-z]{2,4}$/.test(part))
  return {
    people: named.filter((part) => !isAgency(part)),
    organisations: [...named.filter(isAgency), ...(inside.includes('://') ? [] : splitNames(inside))],
  }
}

// Agencies whose names do not say that they are organisations, as slugs. Names that people have too, such as Efe and
// Ana, are left out: only in capitals are they those of agencies.
const AGENCIES = new Set([
  ...[
    'afp',
    'anadolu',
    'anp',
    'ansa',
    'antara',
    'ap',
    'belga',
    'bernama',
    'dpa',
    'epa',
    'epd',
    'kna',
    'kyodo',
  ],
  ...[
    'ntb',
    'pti',
    'reuters',
    'ria-novosti',
    'ritzau',
    'sputnik',
    'tanjug',
    'tass',
    'upi',
    'xinhua',
    'yonhap',
  ],
])

/** Whether a name is that of a well-known news agency, however it is written: ANTARA, Antara, epa. */
export function isAgency(name: string): boolean {
  return AGENCIES.has(slugify(name))
}

const ORGANISATION =
  /\b(?:agen(?:cy|ce|tur|cia|zia)|associated|images?|international|kantor berita|media|network|news|newswires?|presse?|services?|television|times|tv|wires?|ltd|inc|gmbh|corp(?:oration)?|company|university)\b|\.(?:com|org|net|info|news|tv|co|id|de)\b/i

/** Whether a name is that of an organisation: a known one, one that says so, or one word of capitals, such as AFP. */
export function isOrganisation(name: string, known: readonly string[] = []): boolean {
  if (known.some((one) => slugify(one) === slugify(name))) return true
  return isAgency(name) || ORGANISATION.test(name) || /^[A-Z\d]{2,6}$/.test(name)
}

/** The organisations of a credit line such as `REUTERS/Jane Doe`, without the people that are named elsewhere. */
export function creditedOrganisations(line: string, people: readonly string[]): string[] {
  const parts = oneLine(line.slice(0, LONGEST))
    .split(/\s*[/;]\s*/)
    .filter((part) => part !== '')
  const others = parts.filter((part) => !people.some((name) => slugify(name) === slugify(part)))
  return others.filter((part) => others.length === 1 || isOrganisation(part) || !part.includes(' '))
}

/** The organisations of a source line, nearest first: of `Reuters via Antara` Antara. It may be an address. */
export function readSourceLine(value: string): Mention[] {
  const address = /^https?:\/\/\S+$/i.test(value) ? webUrlOf(value) : undefined
  const name = address && hostName(address)
  if (address && name) return [{ name, home: homeOf(address) ?? address }]
  const chain = value.split(VIA).toReversed()
  return chain.flatMap(splitNames).map((one) => ({ name: withoutStop(one) }))
}

function withoutStop(name: string): string {
  return name.indexOf('.') === name.length - 1 ? name.slice(0, -1) : name
}

/** Labels of names, one word each and in lower case, and what their bearers did. */
export interface RoleLabels {
  readonly labels: readonly string[]
  readonly role: Role
}

// A name is no longer. What is longer is a sentence.
const LONGEST_NAME = 80

/**
 * Reads a line such as `Rep: A dan B/ Red: C`. `undefined` where it does not begin with one of the labels, or where
 * what follows is no name, such as a question to the editor.
 */
export function readCreditLine(text: string, credits: readonly RoleLabels[]): Author[] | undefined {
  if (text.length > LONGEST || /[?!]/.test(text)) return undefined
  const found = [...text.matchAll(/(?<![\p{L}\p{N}])(\p{L}+) ?:/gu)].flatMap((match) => {
    const role = credits.find(({ labels }) => labels.includes((match[1] ?? '').toLowerCase()))?.role
    return role ? [{ role, start: match.index, end: match.index + match[0].length }] : []
  })
  if (found[0]?.start !== 0) return undefined
  const authors = found.flatMap(({ role, end }, index) => {
    const names = splitNames(text.slice(end, found[index + 1]?.start))
    const bearers = names.length > 1 ? names.filter((name) => !JOB.test(name)) : names
    return bearers.map((name) => ({ name, role }))
  })
  return authors.every(({ name }) => isNameLike(name)) ? authors : undefined
}

function isNameLike(name: string): boolean {
  return name.length <= LONGEST_NAME && !/\p{L}{2}\.$/u.test(name)
}

/** The role that a code such as `crol:photographer` stands for; `undefined` for a code that is none of our roles. */
export function roleOf(code: string): Role | undefined {
  if (/desc|cap(?:tion)?wr|caption|technical|copyright/i.test(code)) return undefined
  if (/transl|terjemah|setz/i.test(code)) return 'translator'
  if (/photo|foto|camera/i.test(code)) return 'photographer'
  if (/edit|redak|revis|subed/i.test(code)) return 'editor'
  return /report|writ|author|journal|corresp|byline|creat|wartawan|stringer/i.test(code)
    ? 'reporter'
    : undefined
}
