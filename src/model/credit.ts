import type { Article, Author, Role } from './article.ts'
import { wallClock } from './moment.ts'
import { creditName, rightsNotice, type Source } from './source.ts'

type Credited = Omit<Article, 'body'>

interface Words {
  and: string
  digest: (who: string) => string
  report: string
  editor: string
  translator: string
  photographer: string
  source: (many: boolean) => string
}

const INDONESIAN: Words = {
  and: 'dan',
  digest: (who) => `Disarikan oleh ${who} dari laporan`,
  report: 'Laporan',
  editor: 'editor',
  translator: 'penerjemah',
  photographer: 'foto',
  source: () => 'sumber',
}

const ENGLISH: Words = {
  and: 'and',
  digest: (who) => `Digested by ${who} from a report by`,
  report: 'Report by',
  editor: 'editor',
  translator: 'translator',
  photographer: 'photo',
  source: (many) => (many ? 'sources' : 'source'),
}

/** Whether a text of that language gets Indonesian words around it; every other language gets English. */
export function isIndonesian(language: string): boolean {
  return /^id\b/.test(language)
}

/** The authors of one role, in the order given. */
export function authorsOf(article: Credited, role: Role): Author[] {
  return article.authors.filter((author) => author.role === role)
}

/** The agency that the publisher names first: the nearest source of the chain. */
export function agency(article: Credited): Source | undefined {
  return article.sources[0]
}

/**
 * The byline that names the report: `Lintar Satria (Reuters)`; without a reporter the agency, else the
 * publisher. Whoever digests the report is never in it.
 */
export function byline(article: Credited): string {
  const reporters = names(authorsOf(article, 'reporter'), words(article))
  const source = agency(article)?.name
  if (!reporters) return source ?? article.publisher.name
  return source ? `${reporters} (${source})` : reporters
}

/**
 * The whole chain in one sentence of the article's language, for readers who see only text: `Disarikan oleh
 * Warta dari laporan Lintar Satria (editor Friska Yolandha), Republika; sumber: Reuters.`
 */
export function creditSentence(article: Credited): string {
  const say = words(article)
  const digest = names(authorsOf(article, 'digest'), say)
  const publisher = creditName(article.publisher, article.language)
  const sources = article.sources.map((source) => creditName(source, article.language))
  const reporters = names(authorsOf(article, 'reporter'), say) || sources[0] || publisher
  const sentence = [
    digest ? say.digest(digest) : say.report,
    ` ${reporters}${helpers(article, say)}`,
    reporters === publisher ? '' : `, ${publisher}`,
    sources.length > 0 ? `; ${say.source(sources.length > 1)}: ${sources.join(', ')}` : '',
  ].join('')
  return sentence.endsWith('.') ? sentence : `${sentence}.`
}

/** Publisher and sources as one short text, as in `Republika/Reuters` (schema.org creditText). */
export function creditText(article: Credited): string {
  return [article.publisher, ...article.sources]
    .map((source) => creditName(source, article.language))
    .join('/')
}

/** The article's own rights, else the notices of publisher and sources joined; may be missing. */
export function rightsOf(article: Credited): string | undefined {
  if (article.rights) return article.rights
  const year = wallClock(article.published).getUTCFullYear()
  const notices = [article.publisher, ...article.sources]
    .map((source) => rightsNotice(source, article.language, year))
    .filter((notice) => notice !== undefined)
  return notices.length > 0 ? [...new Set(notices)].join('; ') : undefined
}

function words(article: Credited): Words {
  return isIndonesian(article.language) ? INDONESIAN : ENGLISH
}

function helpers(article: Credited, say: Words): string {
  const roles = ['editor', 'translator', 'photographer'] as const
  const parts = roles.flatMap((role) => {
    const who = names(authorsOf(article, role), say)
    return who ? [`${say[role]} ${who}`] : []
  })
  return parts.length > 0 ? ` (${parts.join('; ')})` : ''
}

function names(authors: readonly Author[], say: Words): string {
  const all = authors.map((author) => author.name)
  const last = all.pop() ?? ''
  return all.length > 0 ? `${all.join(', ')} ${say.and} ${last}` : last
}
