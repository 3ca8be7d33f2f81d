import type { Article } from '../model/article.ts'
import { textOfHtml } from '../model/text.ts'
import { type HexDigest, hexDigest } from './digest.ts'

/** Below this many letters and digits two stories may say the same: `Isi menyusul.` */
const SHORTEST_TEXT = 200

// What senders add to a link to learn where its readers come from.
const TRACKING = /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|at_\w+|cmpid|ref_src)$/i

/** The names that a story is known again by when it arrives once more: its id, its page, its text. */
export async function aliasesOf(
  article: Pick<Article, 'id' | 'original' | 'body'>,
  digest: HexDigest = hexDigest,
): Promise<string[]> {
  const page = article.original && canonicalPage(article.original)
  const words = wordsOf(article.body)
  return [
    `id:${article.id}`,
    ...(page ? [`page:${page}`] : []),
    ...(words.length < SHORTEST_TEXT ? [] : [`words:${await digest(words, 16)}`]),
  ]
}

/**
 * A page's URL without what does not tell pages apart: scheme, `www.`, fragment, tracking parameters, a slash
 * at the end. `undefined` for a home page, which is nobody's story.
 */
export function canonicalPage(url: string): string | undefined {
  const page = URL.parse(url)
  if (!page) return undefined
  for (const name of [...page.searchParams.keys()]) if (TRACKING.test(name)) page.searchParams.delete(name)
  const path = page.pathname.replace(/\/+$/, '')
  if (path === '' && page.search === '') return undefined
  return page.host.replace(/^www\./, '') + path + page.search
}

// The classes of Unicode are slow to search with: only what is not ASCII is looked up in them.
function wordsOf(body: string): string {
  return textOfHtml(body)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ -/:-`{-~]+/g, '')
    .replace(/[^ -~]+/g, (run) => run.replace(/[^\p{L}\p{N}]+/gu, ''))
}
