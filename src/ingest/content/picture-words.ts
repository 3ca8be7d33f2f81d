import { excerpt } from '../../model/text.ts'
import { withLeadImage } from '../lead-image.ts'
import type { DraftArticle, ReadArticle } from './article-file.ts'
import type { Content, PictureWords } from './folder.ts'

const NAMES = ['credit', 'caption', 'alt', 'rights'] as const

/** An article with what was taken for it from the file of its picture, and a sentence that says so. */
export interface PicturedArticle {
  readonly draft: DraftArticle
  readonly notes: readonly string[]
}

/**
 * Gives the image of an article the credit, caption and rights that its file has, where the article itself gives none.
 * The file is not read where the article has a credit and a caption of its own.
 */
export async function withPictureWords(
  content: Content,
  path: string,
  { draft, pictureFile }: Pick<ReadArticle, 'draft' | 'pictureFile'>,
): Promise<PicturedArticle> {
  const { image } = draft
  if (!image || pictureFile === undefined || (image.credit && image.caption)) return { draft, notes: [] }
  const read = await content.readPicture(path, pictureFile, draft.language)
  if (!read.ok) return { draft, notes: [`${pictureFile} ${read.failure}`] }
  const taken = missingOf(image, read.value)
  if (Object.keys(taken).length === 0) return { draft, notes: [] }
  return {
    draft: withLeadImage({ ...draft, image: { ...image, ...taken } }),
    notes: [`takes ${listOf(taken)} from ${pictureFile}`],
  }
}

/** Those of the words that an image does not have itself. */
export function missingOf(image: PictureWords, words: PictureWords): PictureWords {
  const missing = NAMES.filter((name) => !image[name] && words[name])
  return Object.fromEntries(missing.map((name) => [name, words[name]]))
}

/** The words for people: `credit "Jane Doe/Reuters" and caption "A harbour"`. */
export function listOf(words: PictureWords): string {
  const parts = NAMES.flatMap((name) => (words[name] ? [`${name} "${excerpt(words[name], 60)}"`] : []))
  const last = parts.pop() ?? ''
  return parts.length > 0 ? `${parts.join(', ')} and ${last}` : last
}

/**
 * Which pictures of an article say nothing to people who do not see them (WCAG 2.2, 1.1.1). One that the text shows is
 * often the article's too: it is named once.
 */
export function missingAlts({ image, body }: Pick<DraftArticle, 'image' | 'body'>): string[] {
  const mend = 'say what it shows, for people who do not see it'
  const silent = (body.match(/<img [^>]*>/g) ?? []).filter((tag) => !/ alt="[^"]/.test(tag)).length
  const isSilent = image?.url && !image.alt && !image.inBody
  return [
    ...(isSilent ? [`its image has no alt: ${mend}`] : []),
    ...(silent > 0
      ? [`shows ${silent === 1 ? 'a picture' : `${silent} pictures`} without an alt: ${mend}`]
      : []),
  ]
}

// What Markdown leaves as text: a picture whose path has a space, with or without a title behind it. Each part has a limit, or
// a text that is made to be slow would be looked through for minutes.
const WITH_SPACE =
  /!\[[^\]\n]{0,500}\]\(([^()<>\n]{0,200} [^()<>\n]{0,200}?\.(?:avif|gif|jpe?g|png|webp))(?: {1,9}(?:"|&quot;)[^\n]{0,500}?)?\)/gi

/** Of how many such pictures of an article is told. */
const MOST_UNREAD = 10

/** Which pictures of a body stand there as letters, because the space in their path ends it. Code shows such things on purpose. */
export function unreadPictures({ body }: Pick<DraftArticle, 'body'>): string[] {
  const text = body.replace(/<(code|pre)\b.*?<\/\1>/gs, '')
  const paths = Array.from(text.matchAll(WITH_SPACE), ([, path]) => path)
  return paths
    .slice(0, MOST_UNREAD)
    .map(
      (path) =>
        `has ${path} as text and not as a picture, because of the space: write <${path}>, or rename the file`,
    )
}
