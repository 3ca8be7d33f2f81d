import { posix } from 'node:path'
import { readArticleFile } from '../ingest/content/article-file.ts'
import { fileCandidates, saysTheSame } from '../ingest/content/file-candidates.ts'
import { API_FOLDER, POLLED_FOLDER } from '../ingest/content/history-file.ts'
import type { Registry } from '../ingest/content/registry-file.ts'
import { type Article, SITE_MARK } from '../model/article.ts'
import { wallClock } from '../model/moment.ts'
import { creditedSource, type Source } from '../model/source.ts'
import type { StoredArticle } from '../storage/backup/stored-articles.ts'
import type { ContentFolder } from './content-folder.ts'
import type { ExportMedia } from './export-media.ts'

/** A file of an export. */
export interface ExportedFile {
  /** Below the content folder. */
  readonly path: string
  readonly text: string
  /** Whether a sync of the file gives the article as it is stored. */
  readonly isSame: boolean
  /** The sources that the article credits and that the registry has not, or has in another form. */
  readonly credited: readonly Source[]
}

/** What files are written with. */
export interface ExportContext {
  readonly registry: Registry
  /** The content folder that the site was made of: what it still has is taken over as it is. */
  readonly content: ContentFolder
  /** The folder of the export. */
  readonly out: ContentFolder
  readonly media: ExportMedia
  /** The paths of the files that are written already: grows with each. */
  readonly taken: Set<string>
}

/**
 * The file of a stored article. Every text is read back as a sync reads it before it is taken, so that a file which does
 * not give the article is never taken for one that does.
 */
export async function exportedFile(stored: StoredArticle, context: ExportContext): Promise<ExportedFile> {
  const { article } = stored
  const path = freePath(stored, context.taken)
  const credited = otherSources(article, context.registry)
  // An article that is held gets a new file, which says until when. That of the content folder may not say it any more.
  const own = stored.hold === undefined ? await ownText(path, article, context) : undefined
  if (own !== undefined) return { path, text: own, isSame: true, credited }
  const registry: Registry = new Map([...context.registry, ...credited.map((one) => [one.id, one] as const)])
  const names = await mediaNames(path, article, context.media)
  const findMedia = (_: string, name: string) => context.out.findMedia(path, name)
  let first: string | undefined
  for (const text of fileCandidates(article, (address) => names.get(address), stored.hold)) {
    first ??= text
    const read = readArticleFile(path, Buffer.from(text), {
      registry,
      now: Number.POSITIVE_INFINITY,
      findMedia,
    })
    if (read.ok && saysTheSame(read.value.draft, article)) return { path, text, isSame: true, credited }
  }
  return { path, text: first ?? '', isSame: false, credited }
}

function pathOf({ article: { slug, published }, origin, path }: StoredArticle): string {
  if (origin === 'content' && /^articles\/(?!.*\.\.).+\.md$/.test(path)) return path
  const [year, month] = wallClock(published).toISOString().split('-')
  return `${folderOf(origin)}/${year}/${month}/${slug}.md`
}

// What is held has a slug that another article may have by now, and a file is called as the slug.
function freePath(stored: StoredArticle, taken: Set<string>): string {
  const path = pathOf(stored)
  let free = path
  for (let n = 2; taken.has(free); n++) free = posix.join(posix.dirname(path), `${n}`, posix.basename(path))
  taken.add(free)
  return free
}

/** The folder of articles of an origin. */
function folderOf(origin: string): string {
  const [kind, name] = origin.split(':')
  if (name === undefined) return 'articles'
  return `${kind === 'poll' ? POLLED_FOLDER : API_FOLDER}/${name}`
}

function otherSources({ publisher, sources }: Article, registry: Registry): Source[] {
  const isKnown = (source: Source) => {
    const known = registry.get(source.id)
    return known !== undefined && JSON.stringify(creditedSource(known)) === JSON.stringify(source)
  }
  return [publisher, ...sources].filter((source) => !isKnown(source))
}

/** The text that the content folder has for an article, where that gives the stored one, with all that it shows. */
async function ownText(
  path: string,
  article: Article,
  { registry, content, media }: ExportContext,
): Promise<string | undefined> {
  const file = await content.readFile(path)
  if (!file.ok || !file.value) return undefined
  const shown = new Set<string>()
  const findMedia = (_: string, name: string) => {
    shown.add(posix.join(posix.dirname(path), name))
    return content.findMedia(path, name)
  }
  const read = readArticleFile(path, file.value, { registry, now: Number.POSITIVE_INFINITY, findMedia })
  if (!read.ok || !saysTheSame(read.value.draft, article)) return undefined
  for (const one of shown) if (!(await media.keep(one))) return undefined
  return Buffer.from(file.value).toString()
}

/** The names beside its file of all media files of ours that an article shows, by their addresses on the site. */
async function mediaNames(path: string, article: Article, media: ExportMedia): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const text of [article.image?.url ?? '', article.body]) {
    for (const part of text.split(SITE_MARK).slice(1)) {
      const address = /^\/media\/[^"?#]*/.exec(part)?.[0]
      const name = address === undefined ? undefined : await media.add(path, address)
      if (address !== undefined && name !== undefined) names.set(address, name)
    }
  }
  return names
}
