import { readArticleFile } from '../ingest/content/article-file.ts'
import {
  articlePathOf,
  articleText,
  toWritten,
  type WrittenArticle,
} from '../ingest/import/common/article-text.ts'
import type { ImportedArticle, IncomingDocument } from '../ingest/import/common/importer.ts'
import { Mentions } from '../ingest/import/common/mentions.ts'
import { importDocument } from '../ingest/import/index.ts'
import { mintId } from '../ingest/mint.ts'
import { failed } from '../model/result.ts'
import type { Source } from '../model/source.ts'
import type { ImportTarget } from './import-target.ts'
import { readIncoming } from './incoming.ts'
import { readVariables } from './open-database.ts'
import { count, terminal } from './terminal.ts'

export interface ImportOptions {
  readonly dryRun: boolean
  readonly json: boolean
  readonly force: boolean
}

/** One call of the command: what was taken, what failed, and the sources met on the way. */
export class ImportRun {
  readonly #target: ImportTarget
  readonly #options: ImportOptions
  readonly #mentions: Mentions
  readonly #config = readVariables()
  readonly #written: WrittenArticle[] = []
  readonly #storedSources = new Set<string>()
  #failures = 0

  constructor(target: ImportTarget, sources: readonly Source[], options: ImportOptions) {
    this.#target = target
    this.#options = options
    this.#mentions = new Mentions(sources)
  }

  say(line: string): void {
    if (this.#options.json) terminal.err(line)
    else terminal.out(line)
  }

  async importFrom(name: string): Promise<void> {
    try {
      await this.#importDocument(await readIncoming(name))
    } catch (error) {
      this.#fail(name, error instanceof Error ? error.message : String(error))
    }
  }

  finish(): number {
    if (this.#options.json) {
      const articles = this.#written.map(({ fields, body }) => ({ ...fields, body }))
      terminal.out(JSON.stringify(articles, null, 2))
    }
    this.say(`${count(this.#written.length, 'article')} imported, ${count(this.#failures, 'failure')}.`)
    return this.#failures > 0 ? 1 : 0
  }

  async #importDocument(document: IncomingDocument): Promise<void> {
    const { articles, refused } = importDocument(document, {
      sources: this.#mentions.all,
      site: this.#config.site,
      now: Date.now(),
    })
    for (const { item, reason } of refused) this.#fail(document.name, item ? `${item}: ${reason}` : reason)
    if (articles.length === 0 && refused.length === 0) this.#fail(document.name, 'It holds no article.')
    for (const article of articles) await this.#take(document, article)
  }

  async #take(document: IncomingDocument, article: ImportedArticle): Promise<void> {
    const written = toWritten(article, this.#mentions, document.url, (slug) =>
      mintId({ published: article.published, slug }, this.#target.ids, this.#config.authority),
    )
    const { id } = written.fields
    const text = articleText(written)
    const path = this.#target.pathOfId(id) ?? articlePathOf(written)
    const fault = this.#faultOf(path, text)
    if (fault) return this.#fail(document.name, `${article.title}: ${fault}`)
    if (!this.#options.force && !this.#options.json && (await this.#target.has(path))) {
      this.say(`${path} is there already and was kept; --force overwrites it`)
      return
    }
    await this.#storeSources(written)
    if (!this.#options.dryRun) await this.#target.writeArticle(path, id, text)
    this.#written.push(written)
    this.say(`${path}: ${article.title}`)
    for (const guess of article.guesses) this.say(`  guessed: ${guess}`)
  }

  /** What sync would say against the file. */
  #faultOf(path: string, text: string): string | undefined {
    const registry = new Map(this.#mentions.all.map((source) => [source.id, source]))
    const findMedia = () => failed('is not beside the article')
    const context = { registry, now: Date.now(), findMedia }
    const reading = readArticleFile(path, new TextEncoder().encode(text), context)
    return reading.ok
      ? undefined
      : reading.failure.map(({ field, message }) => `${field} ${message}`).join('; ')
  }

  async #storeSources({ fields }: WrittenArticle): Promise<void> {
    const named = new Set([fields.publisher, ...((fields.sources as string[] | undefined) ?? [])])
    const added = this.#mentions.added.filter(({ id }) => named.has(id) && !this.#storedSources.has(id))
    if (added.length === 0) return
    if (!this.#options.dryRun) await this.#target.addSources(added)
    for (const { id, name } of added) {
      this.#storedSources.add(id)
      this.say(`  new source in sources.yaml: ${id} (${name})`)
    }
  }

  #fail(name: string, reason: string): void {
    this.#failures++
    terminal.err(`${name}: ${reason}`)
  }
}
