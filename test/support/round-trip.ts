import { FORMATS, type FormatName } from '../../src/formats/index.ts'
import { type MediaAsset, readArticleFile } from '../../src/ingest/content/article-file.ts'
import type { Registry } from '../../src/ingest/content/registry-file.ts'
import { articlePathOf, articleText, toWritten } from '../../src/ingest/import/common/article-text.ts'
import type { ImportedArticle } from '../../src/ingest/import/common/importer.ts'
import { Mentions } from '../../src/ingest/import/common/mentions.ts'
import { importDocument } from '../../src/ingest/import/index.ts'
import type { Article } from '../../src/model/article.ts'
import { failed, success } from '../../src/model/result.ts'
import { composeFeed } from '../../src/site/feeds/compose.ts'
import { EVERYTHING, SETTING } from './article.ts'
import { NOW } from './example-content.ts'

/** The article that a file holds. `media` are the files beside it. @throws Error with what is wrong with the file. */
export function articleOf(
  path: string,
  text: string,
  registry: Registry,
  media: ReadonlyMap<string, MediaAsset> = new Map(),
): Article {
  const findMedia = (_: string, name: string) => {
    const found = media.get(name)
    return found ? success(found) : failed('is not there')
  }
  const read = readArticleFile(path, new TextEncoder().encode(text), { registry, now: NOW, findMedia })
  if (!read.ok) throw new Error(JSON.stringify(read.failure))
  return { id: `tag:warta.example,2025:${path}`, ...read.value.draft }
}

/** The feed of everything, with this article alone. */
export function feedDocument(article: Article, format: FormatName): string {
  return FORMATS[format].write(composeFeed(EVERYTHING, [article], SETTING))
}

/** The one article of a document. @throws Error where it has none or is not taken. */
export function importedFrom(document: string): ImportedArticle {
  const { articles, refused } = importDocument({ text: document, name: 'feed' }, { now: NOW })
  const [article] = articles
  if (!article || articles.length > 1) throw new Error(JSON.stringify(refused))
  return article
}

/** The article of the file that an import writes. */
export function writtenAndRead(imported: ImportedArticle, registry: Registry): Article {
  const mentions = new Mentions(registry.values())
  const written = toWritten(imported, mentions, undefined, () => 'tag:warta.example,2025:minted')
  const all = new Map(mentions.all.map((source) => [source.id, source]))
  return articleOf(articlePathOf(written), articleText(written), all)
}
