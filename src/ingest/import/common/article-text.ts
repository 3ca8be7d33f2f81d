import { dump } from 'js-yaml'
import { momentText } from '../../../formats/dates.ts'
import { slugOfTitle } from '../../../model/slug.ts'
import { oneLine, storable } from '../../../model/text.ts'
import { cleanHtml, type ResolveUrl } from '../../clean-html.ts'
import { htmlToMarkdown } from './html-to-markdown.ts'
import type { ImportedArticle } from './importer.ts'
import type { Mentions } from './mentions.ts'
import { tagsOf } from './subjects.ts'

/** An article as a file has it: ids of sources, times as text, the body as Markdown. */
export interface WrittenArticle {
  readonly slug: string
  /** The front matter in the order of the file. Members that are `undefined` are left out. */
  readonly fields: Readonly<Record<string, unknown>> & { readonly id: string }
  readonly body: string
}

/**
 * Turns what an importer read into what a file says. `address` is where the document came from: links of the
 * body are resolved against it where the article gives nothing nearer. The body is sanitised here, because
 * Markdown keeps HTML that it has no words for; the file is sanitised again when it is read, because people
 * edit files.
 */
export function toWritten(
  article: ImportedArticle,
  mentions: Mentions,
  address: string | undefined,
  mint: (slug: string) => string,
): WrittenArticle {
  const slug = slugOfTitle(article.title)
  const publisher = mentions.resolve(article.publisher)?.id
  const sources = article.sources.flatMap((mention) => mentions.resolve(mention)?.id ?? [])
  const fields = {
    id: article.id ?? mint(slug),
    title: oneLine(article.title),
    language: article.language,
    published: momentText(article.published),
    updated: article.updated && momentText(article.updated),
    summary: article.summary && storable(article.summary).trim(),
    dateline: article.dateline && oneLine(article.dateline),
    authors: nonEmpty(article.authors),
    publisher,
    sources: nonEmpty([...new Set(sources)].filter((id) => id !== publisher)),
    original: article.original,
    image: article.image && Object.keys(article.image).length > 0 ? article.image : undefined,
    recordings: article.recordings && nonEmpty(article.recordings),
    tags: nonEmpty(tagsOf(article.tags)),
    rights: article.rights,
    related: nonEmpty(article.related),
  }
  const base = article.base ?? article.original ?? address
  return { slug, fields, body: htmlToMarkdown(cleanHtml(article.body, resolver(base))) }
}

/** The text of an article's file. */
export function articleText({ fields, body }: WrittenArticle): string {
  const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  return `---\n${dump(known, { lineWidth: -1, noRefs: true })}---\n${body}\n`
}

/** Where the file of an article belongs: `articles/2022/09/slug.md`, by the day where it was written. */
export function articlePathOf({ slug, fields }: WrittenArticle): string {
  const [year, month] = String(fields.published).split('-')
  return `articles/${year}/${month}/${slug}.md`
}

function resolver(base: string | undefined): ResolveUrl {
  return (url) => URL.parse(url, base)?.href
}

function nonEmpty<Value>(values: readonly Value[]): readonly Value[] | undefined {
  return values.length > 0 ? values : undefined
}
