import { slugify } from '../../../model/slug.ts'
import type { Source } from '../../../model/source.ts'
import { oneLine } from '../../../model/text.ts'
import type { Mention } from './importer.ts'

/**
 * Finds the sources that documents mention in a registry, by id or name, and makes entries for the others:
 * Antara becomes `antara`.
 */
export class Mentions {
  readonly #known: Map<string, Source>
  readonly #added: Source[] = []

  constructor(registry: Iterable<Source>) {
    this.#known = new Map()
    for (const source of registry) this.#remember(source)
  }

  /** The entries that were made, in the order of their first mention. */
  get added(): readonly Source[] {
    return this.#added
  }

  /** Every source that is known now. */
  get all(): readonly Source[] {
    return [...new Set(this.#known.values())]
  }

  /** The source that is mentioned; `undefined` where the name holds no letter or digit. */
  resolve({ name, home, feed }: Mention): Source | undefined {
    const id = slugify(name)
    if (id === '') return undefined
    const known = this.#known.get(id)
    if (known) return known
    const source = {
      id,
      name: oneLine(name).slice(0, 200),
      ...(home && { home }),
      ...(feed && { feed }),
    }
    this.#added.push(source)
    this.#remember(source)
    return source
  }

  // The name's slug may differ from the id: an entry `ap` may be named Associated Press.
  #remember(source: Source): void {
    this.#known.set(source.id, source)
    const byName = slugify(source.name)
    if (!this.#known.has(byName)) this.#known.set(byName, source)
  }
}
