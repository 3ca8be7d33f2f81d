import type { Entry, KeptArticles } from '../storage/read/consistent-read.ts'
import { ByteCache } from './byte-cache.ts'

/** The most bytes of articles that an isolate keeps, with what is made of them. */
const ARTICLES_BYTES = 16_000_000

/** What an article with its entry in feeds is taken for, beside its body. */
const ARTICLE_BYTES = 8000

/** A body is in the article itself, in the entry that is made of it, and in the markup of RSS and Atom: two bytes a letter. */
const BYTES_A_LETTER = 8

/** What the name of a list and a revision are taken for. */
const LIST_BYTES = 100

/**
 * Articles that were read for feeds. After a write most of those in a feed are as they were: they need not be read again,
 * and what was made of them is still right.
 */
export class ArticleMemory implements KeptArticles {
  readonly #articles = new ByteCache<Entry>(ARTICLES_BYTES)
  /** Up to which revision the articles of a list are kept. */
  readonly #lists = new ByteCache<number>(1_000_000)

  find = (key: number, revision: number, isFull: boolean): Entry | undefined =>
    this.#articles.get(nameOf(key, revision, isFull))

  keep = (key: number, entry: Entry): void => {
    const { revision, body } = entry
    const bytes = ARTICLE_BYTES + BYTES_A_LETTER * (body?.length ?? 0)
    this.#articles.set(nameOf(key, revision, body !== undefined), entry, bytes)
  }

  /** Up to which revision the articles of a list were kept when it was read the last time; 0 where it was not. */
  knownOf(list: string): number {
    return this.#lists.get(list) ?? 0
  }

  /** Takes note that the articles of a list were read, and are kept for as long as there is room. */
  learn(list: string, articles: readonly Entry[]): void {
    const revision = articles.reduce((latest, one) => Math.max(latest, one.revision), 0)
    this.#lists.set(list, revision, LIST_BYTES)
  }
}

function nameOf(key: number, revision: number, isFull: boolean): string {
  return `${key} ${revision} ${isFull ? 'full' : 'summary'}`
}
