import type { Article } from '../model/article.ts'
import { textOfHtml } from '../model/text.ts'

/** A text with fewer letters and digits may stand in several stories: `Isi menyusul.` */
const SHORTEST_TEXT = 200

// Parameters that senders add to a link in order to learn where its readers come from.
const TRACKING = /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|at_\w+|cmpid|ref_src)$/i

/** The names by which a story is recognised when it arrives once more: its id, its page, a digest of its text. */
export async function aliasesOf(
  article: Pick<Article, 'id' | 'original' | 'body'>,
  digest: HexDigest = hexDigest,
): Promise<string[]> {
  return [`id:${article.id}`, ...(await storyNames(article, digest))]
}

/** Those of them that do not depend on what anybody calls it: its page, a digest of its text. */
export async function storyNames(
  { original, body }: Pick<Article, 'original' | 'body'>,
  digest: HexDigest = hexDigest,
): Promise<string[]> {
  const page = original && canonicalPage(original)
  const words = wordsOf(body)
  return [
    ...(page ? [`page:${page}`] : []),
    ...(words.length < SHORTEST_TEXT ? [] : [`words:${await digest(words, 16)}`]),
  ]
}

/**
 * A page's URL without the parts in which links to one page differ: scheme, `www.`, fragment, tracking parameters, a
 * slash at the end. `undefined` for a home page, which is no story.
 */
export function canonicalPage(url: string): string | undefined {
  const page = URL.parse(url)
  if (!page) return undefined
  for (const name of [...page.searchParams.keys()]) if (TRACKING.test(name)) page.searchParams.delete(name)
  const path = page.pathname.replace(/\/+$/, '')
  if (path === '' && page.search === '') return undefined
  return page.host.replace(/^www\./, '') + path + page.search
}

// A search by Unicode classes is slow, so it is done only in what is not ASCII.
function wordsOf(body: string): string {
  return textOfHtml(body)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ -/:-`{-~]+/g, '')
    .replace(/[^ -~]+/g, (run) => run.replace(/[^\p{L}\p{N}]+/gu, ''))
}

/** Gives the beginning of a text's SHA-256, `bytes` long, in lower-case hexadecimal digits. */
export type HexDigest = (text: string, bytes: number) => string | Promise<string>

/** The beginning of a text's SHA-256, `bytes` long, in lower-case hexadecimal digits. */
export async function hexDigest(text: string, bytes: number): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  const first = Array.from(new Uint8Array(digest).subarray(0, bytes))
  return first.map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
