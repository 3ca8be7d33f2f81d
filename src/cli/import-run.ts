import { momentText } from '../formats/dates.ts'
import { readArticleFile } from '../ingest/content/article-file.ts'
import {
  articlePathOf,
  articleText,
  toWritten,
  type WrittenArticle,
} from '../ingest/import/common/article-text.ts'
import type {
  ImportContext,
  ImportedArticle,
  IncomingDocument,
  Refusal,
} from '../ingest/import/common/importer.ts'
import { Mentions } from '../ingest/import/common/mentions.ts'
import { importDocument } from '../ingest/import/index.ts'
import { mintId } from '../ingest/mint.ts'
import { lostContent, lostText } from '../ingest/replaced-elements.ts'
import { FURTHER_NOTICE } from '../model/lifecycle.ts'
import { failed, success } from '../model/result.ts'
import type { Source } from '../model/source.ts'
import { storable } from '../model/text.ts'
import { explain } from './accidents.ts'
import { type ReadPicture, readPicture, withPicture } from './import-pictures.ts'
import type { ImportTarget } from './import-target.ts'
import { readIncoming } from './incoming.ts'
import { count, terminal } from './terminal.ts'

export interface ImportOptions {
  readonly dryRun: boolean
  readonly json: boolean
  readonly force: boolean
  /** The authority of minted tag: URIs, a domain name. */
  readonly authority: string
  /** The language and time zone of a document where neither the document nor its source says them. */
  readonly site: NonNullable<ImportContext['site']>
}

/** One call of the command: what was taken, what failed, and the sources met on the way. */
export class ImportRun {
  readonly #target: ImportTarget
  readonly #options: ImportOptions
  readonly #mentions: Mentions
  readonly #written: WrittenArticle[] = []
  readonly #storedSources = new Set<string>()
  #failures = 0

  constructor(target: ImportTarget, sources: readonly Source[], options: ImportOptions) {
    this.#target = target
    this.#options = options
    this.#mentions = new Mentions(sources)
  }

  say(line: string): void {
    // Titles come from outside, and a terminal obeys control characters.
    if (this.#options.json) terminal.err(storable(line))
    else terminal.out(storable(line))
  }

  /** Imports a document. `picture` is the name of a file that goes with it. */
  async importFrom(name: string, picture?: string): Promise<void> {
    try {
      await this.#importDocument(await readIncoming(name), picture)
    } catch (error) {
      this.fail(name, explain(error))
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

  async #importDocument(document: IncomingDocument, picture: string | undefined): Promise<void> {
    const {
      articles,
      refused,
      omitted = [],
    } = importDocument(document, {
      sources: this.#mentions.all,
      site: this.#options.site,
      now: Date.now(),
    })
    for (const { reason } of omitted) this.say(`${document.name}: ${reason}`)
    for (const refusal of refused) await this.#refuse(document, refusal)
    if (articles.length === 0 && refused.length === 0) this.fail(document.name, 'It holds no article.')
    const taken = picture === undefined ? undefined : await this.#pictureFor(picture, document, articles)
    for (const article of articles) await this.#take(document, article, taken)
  }

  async #pictureFor(file: string, { name }: IncomingDocument, articles: readonly ImportedArticle[]) {
    const [article, ...others] = articles
    if (!article) return undefined
    const read =
      others.length > 0
        ? failed(`belongs to one story, but ${name} has ${articles.length}; it was left out`)
        : await readPicture(file, article.language)
    if (read.ok) return read.value
    this.fail(file, `It ${read.failure}.`)
    return undefined
  }

  /** What must not be published yet is held by its file. What must not be published at all is withdrawn by its file. */
  async #refuse(document: IncomingDocument, { item, reason, restriction }: Refusal): Promise<void> {
    const text = item ? `${item}: ${reason}` : reason
    if (restriction?.kind === 'embargo') {
      this.say(`${document.name}: ${text}`)
      const { article, until } = restriction
      await this.#take(document, article, undefined, until ? momentText(until) : FURTHER_NOTICE)
      return
    }
    const file = restriction && this.#target.stories.withId(restriction.id)
    if (!file) return this.fail(document.name, text)
    if (!this.#options.dryRun) await this.#target.withdraw(file.path, reason)
    this.say(`${file.path}: withdrawn. ${reason}`)
  }

  async #take(
    document: IncomingDocument,
    article: ImportedArticle,
    picture: ReadPicture | undefined,
    embargo?: string,
  ): Promise<void> {
    const placed = this.#place(document, article, embargo)
    const { path, isThere } = placed
    const pictured = picture && withPicture(placed.written, picture)
    const { written } = pictured ?? placed
    const text = articleText(written)
    const fault = this.#faultOf(path, text, picture)
    if (fault) return this.fail(document.name, `${article.title}: ${fault}`)
    if (isThere && !this.#options.force && !this.#options.json) {
      this.say(`${path} is there already and was kept; --force replaces it`)
      return
    }
    await this.#storeSources(written)
    if (!this.#options.dryRun) {
      if (picture) await this.#target.writePicture(path, picture)
      await this.#target.writeArticle(path, text)
    }
    this.#target.stories.add(path, text)
    this.#written.push(written)
    this.say(`${path}: ${article.title}`)
    for (const guess of article.guesses) this.say(`  guessed: ${guess}`)
    for (const reason of article.omitted ?? []) this.say(`  ${reason}`)
    for (const note of pictured?.notes ?? []) this.say(`  ${note}`)
    for (const lost of lostText(lostContent(article.body))) this.say(`  ${lost}`)
  }

  /** Where an article belongs: into the file of its story, with the id that it has there, or into one of its own. */
  #place(document: IncomingDocument, article: ImportedArticle, embargo?: string) {
    const { stories } = this.#target
    const { published, original } = article
    const read = toWritten(article, this.#mentions, document.url, (slug) =>
      mintId({ published, slug }, stories.ids, this.#options.authority),
    )
    const written = embargo ? { ...read, fields: { ...read.fields, embargo } } : read
    const { slug, fields } = written
    const found = stories.find({ id: article.id, slug, published: published.instant, original })
    if (!found) {
      const own = { ...written, slug: stories.freeSlug(slug) }
      return { path: articlePathOf(own), written: own, isThere: false }
    }
    const kept = { ...written, fields: { ...fields, id: found.id ?? fields.id } }
    return { path: found.path, written: kept, isThere: true }
  }

  /** What sync would say against the file. */
  #faultOf(path: string, text: string, picture: ReadPicture | undefined): string | undefined {
    const registry = new Map(this.#mentions.all.map((source) => [source.id, source]))
    const findMedia = (_: string, name: string) =>
      picture && name === picture.file ? success(picture.asset) : failed('is not beside the article')
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

  /** Says why something was not taken. */
  fail(name: string, reason: string): void {
    this.#failures++
    terminal.err(storable(`${name}: ${reason}`))
  }
}
