import type { Article, Author } from '../model/article.ts'
import { agency, authorsOf } from '../model/credit.ts'
import { creditName } from '../model/source.ts'
import { wordsOf } from './index.ts'
import type { CreditWords } from './vocabulary.ts'

type Credited = Omit<Article, 'body'>

const HELPERS = ['editor', 'translator', 'photographer'] as const

/**
 * The names that the report goes under: `Lintar Satria (Reuters)`. Without a reporter it is the agency, else the
 * publisher. Whoever digests the report is never among them.
 */
export function byline(article: Credited): string {
  const reporters = joinNames(authorsOf(article, 'reporter'), wordsOf(article.language).credit)
  const source = agency(article)?.name
  if (!reporters) return source ?? article.publisher.name
  return source ? `${reporters} (${source})` : reporters
}

/**
 * The whole chain of credit as one sentence in the article's language, for readers who see only text: `Digested by
 * Warta from a report by Lintar Satria (editor Friska Yolandha), Republika; source: Reuters.`
 */
export function creditSentence(article: Credited): string {
  const say = wordsOf(article.language).credit
  const digest = joinNames(authorsOf(article, 'digest'), say)
  const publisher = creditName(article.publisher, article.language)
  const sources = article.sources.map((source) => creditName(source, article.language))
  const reporters = joinNames(authorsOf(article, 'reporter'), say) || sources[0] || publisher
  const sentence = [
    digest ? say.digest(digest, reporters) : say.report(reporters),
    helpers(article, say),
    reporters === publisher ? '' : `, ${publisher}`,
    sources.length > 0 ? `; ${say.sources(sources.join(', '), sources.length)}` : '',
  ].join('')
  return sentence.endsWith('.') ? sentence : `${sentence}.`
}

function helpers(article: Credited, say: CreditWords): string {
  const parts = HELPERS.flatMap((role) => {
    const who = joinNames(authorsOf(article, role), say)
    return who ? [say[role](who)] : []
  })
  return parts.length > 0 ? ` (${parts.join('; ')})` : ''
}

function joinNames(authors: readonly Author[], { and }: CreditWords): string {
  const names = authors.map(({ name }) => name)
  const last = names.pop() ?? ''
  return names.length > 0 ? `${names.join(', ')} ${and} ${last}` : last
}
