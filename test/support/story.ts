import { articleFile, contentOf } from './example-content.ts'
import type { MemoryContent } from './memory-content.ts'

/** Articles by number, one an hour; those of even numbers have the tag Dunia. */
export class Story {
  readonly #articles = new Map<number, Record<string, unknown>>()

  /** Adds the articles of these numbers, from the first to the last. */
  add(first: number, last: number = first, fields: Record<string, unknown> = {}): this {
    for (let n = first; n <= last; n++) this.#articles.set(n, { ...plain(n), ...fields })
    return this
  }

  /** Replaces fields of one. */
  edit(n: number, fields: Record<string, unknown>): this {
    this.#articles.set(n, { ...plain(n), ...this.#articles.get(n), ...fields })
    return this
  }

  delete(...numbers: number[]): this {
    for (const n of numbers) this.#articles.delete(n)
    return this
  }

  /** The ids of all, or of those with a tag, sorted. */
  ids(tag?: string): string[] {
    const wanted = ([, { tags }]: [number, Record<string, unknown>]) =>
      tag === undefined || (tags as string[]).includes(tag)
    return [...this.#articles]
      .filter(wanted)
      .map(([n]) => idOf(n))
      .sort()
  }

  get content(): MemoryContent {
    const files = [...this.#articles].map(([n, fields]) => [`n${n}`, articleFile(fields)])
    return contentOf(Object.fromEntries(files))
  }
}

/** The id of the article of that number. */
export function idOf(n: number): string {
  return `tag:warta.example,2022-01-01:n${n}`
}

function plain(n: number): Record<string, unknown> {
  return {
    id: idOf(n),
    title: `Judul ${n}`,
    published: new Date(Date.UTC(2022, 0, 1) + n * 3_600_000).toISOString(),
    tags: n % 2 === 0 ? ['Dunia'] : ['Lain'],
  }
}
