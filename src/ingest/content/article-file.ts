import {
  type Article,
  BODY_LIMIT,
  type FrontMatter,
  frontMatterSchema,
  type Image,
  type Recording,
  SITE_MARK,
} from '../../model/article.ts'
import { isRecording, typeOfUrl } from '../../model/media-type.ts'
import type { Moment } from '../../model/moment.ts'
import { type Fault, failed, type Result, success } from '../../model/result.ts'
import { slugify } from '../../model/slug.ts'
import { creditedSource, type Source } from '../../model/source.ts'
import { excerpt, storable, textOfHtml, utf8Length } from '../../model/text.ts'
import { addressIn, cleanHtml, isBeside, isTooDeep, type ResolveUrl, type UrlUse } from '../clean-html.ts'
import { withRecordings } from '../embeds.ts'
import { withLeadImage, withPictures } from '../lead-image.ts'
import { type Life, readLife } from '../life.ts'
import { lostElements } from '../replaced-elements.ts'
import { fieldName, validate } from '../validate.ts'
import { statementOf } from './edit-times.ts'
import { type FrontMatterFile, readFrontMatter } from './front-matter.ts'
import { isNoteId, renderMarkdown, withoutNotes } from './markdown.ts'
import type { Registry } from './registry-file.ts'
import { readText } from './text-file.ts'

/** An image, a film or a sound beside an article: its path on our site and what the file itself says. */
export interface MediaAsset {
  /** From the root of the site, such as `/media/2022/09/ktt.1f2e3d4c.jpg`. */
  readonly path: string
  readonly type: string
  /** Of an image. */
  readonly width?: number
  readonly height?: number
  /** The widths in which an image is kept as WebP too. */
  readonly widths?: readonly number[]
  /** Of a film or a sound, in bytes. */
  readonly length?: number
  /** Of the file's bytes. */
  readonly digest: string
}

/** What an article file is read with. */
export interface ReadingContext {
  readonly registry: Registry
  /** Milliseconds since the epoch: what is published after it is held until then. */
  readonly now: number
  /** The media file that an article names relative to itself, or why there is none: the end of a sentence about it. */
  readonly findMedia: (articleFile: string, name: string) => Result<MediaAsset, string>
}

/** An article without its id where the file gives none yet. */
export type DraftArticle = Omit<Article, 'id'> & { readonly id?: string }

/** What a file holds. */
export interface ReadArticle {
  readonly draft: DraftArticle
  readonly life: Life
  /** What an edit changes of it, see edit-times.ts. */
  readonly statement: string
  /** The `updated` of the file itself, or its last correction where that is later. */
  readonly updated: Moment | undefined
  /** The names of the elements of which the body has nothing, because readers would not show them. */
  readonly lost: readonly string[]
  /** The file of its image, as the article names it, where that is a file beside the article. */
  readonly pictureFile: string | undefined
}

const EXCERPT_LENGTH = 300

const NO_IMAGE = 'is a film or a sound; name an image'
const NO_RECORDING = 'is an image; name a film or a sound'

type GivenRecording = NonNullable<FrontMatter['recordings']>[number]

/** Reads one file of content/articles: the article that it holds, or everything that is wrong with it. */
export function readArticleFile(
  file: string,
  bytes: Uint8Array,
  context: ReadingContext,
): Result<ReadArticle, Fault[]> {
  const text = readText(bytes)
  if (!text.ok) return failed([{ file, field: '-', ...text.failure }])
  const read = readFrontMatter(text.value)
  if (!read.ok) return failed([{ file, field: '-', ...read.failure }])
  const parts = read.value
  const checked = validate(frontMatterSchema, parts.value, (path) => ({ file, line: parts.lineOf(path) }))
  const { id, withdrawn } = checked.ok ? checked.value : checked.failure.sound
  // The rest of the file is not to be seen any more, so its faults do not delay the kill.
  if (id !== undefined && withdrawn) {
    return new ArticleReader(file, parts, { ...NOTHING, id, withdrawn }, context).read()
  }
  if (checked.ok) return new ArticleReader(file, parts, checked.value, context).read()
  const { faults, sound } = checked.failure
  const rest = new ArticleReader(file, parts, { ...NOTHING, ...sound }, context).read()
  const said = new Set(faults.map(({ field }) => field))
  const more = rest.ok ? [] : rest.failure.filter(({ field }) => field === '-' || !said.has(field))
  return failed([...faults, ...more])
}

/** Takes the place of fields that are wrong by themselves, so that the rest of the file can be checked too. */
const NOTHING: FrontMatter = {
  title: '',
  language: 'und',
  published: { instant: 0, offset: 0 },
  authors: [],
  publisher: '',
  sources: [],
  tags: [],
  related: [],
}

/** Puts together the fields of a file that are right by themselves, and checks what they say together. */
class ArticleReader {
  readonly #faults: Fault[] = []
  /** The digests of the pictures that the article shows. */
  readonly #pictures: string[] = []
  /** The media files of the body, by their addresses. */
  readonly #files = new Map<string, MediaAsset & { readonly name: string }>()
  #lost: readonly string[] = []
  readonly #file: string
  readonly #parts: FrontMatterFile
  readonly #fields: FrontMatter
  readonly #context: ReadingContext

  constructor(file: string, parts: FrontMatterFile, fields: FrontMatter, context: ReadingContext) {
    this.#file = file
    this.#parts = parts
    this.#fields = fields
    this.#context = context
  }

  read(): Result<ReadArticle, Fault[]> {
    const slug = this.#slug()
    const { life, published, updated, faults } = readLife(this.#fields, this.#context.now)
    for (const { path, message } of faults) this.#fault(path, message)
    const { publisher, sources, image, recordings, summary, format, embargo, withdrawn, ...rest } =
      this.#fields
    const { updated: _, ...fields } = rest
    // Whatever else it says is not to be seen any more.
    const body = withdrawn ? '' : this.#body(slug)
    const picture = withdrawn ? undefined : image && this.#image(image)
    const draft = withLeadImage<DraftArticle>({
      ...fields,
      slug,
      published,
      updated: updated ?? published,
      publisher: this.#source(publisher, ['publisher']),
      sources: sources.map((id, index) => this.#source(id, ['sources', index])),
      summary: summary || excerpt(textOfHtml(withoutNotes(body)), EXCERPT_LENGTH),
      ...(picture && { image: picture }),
      ...(recordings && { recordings: recordings.flatMap((one, index) => this.#recording(one, index)) }),
      body,
    })
    if (this.#faults.length > 0) return failed(this.#faults)
    const { value, body: markdown } = this.#parts
    return success({
      draft: withRecordings(
        withPictures(this.#withFileSize(draft), this.#files),
        (url) => this.#files.get(url)?.length,
      ),
      life,
      pictureFile: image ? image.file : this.#files.get(draft.image?.url ?? '')?.name,
      statement: statementOf(value, markdown, this.#pictures),
      updated,
      lost: this.#lost,
    })
  }

  #fault(path: readonly (string | number)[], message: string): void {
    const line = this.#parts.lineOf(path)
    this.#faults.push({ file: this.#file, line, field: fieldName(path), message })
  }

  /** A fault of the file itself or of its body, on a line from 1. */
  #faultAt(line: number, message: string): void {
    this.#faults.push({ file: this.#file, line, field: '-', message })
  }

  #slug(): string {
    const name = this.#file.slice(this.#file.lastIndexOf('/') + 1).replace(/\.md$/, '')
    const slug = slugify(name)
    if (slug === name && slug !== '') return slug
    const mend = slug ? `rename it to ${slug}.md` : 'give it a name of letters and digits'
    this.#faultAt(1, `has a name that is no slug; ${mend}`)
    return slug
  }

  #source(id: string, path: readonly (string | number)[]): Source {
    const source = this.#context.registry.get(id)
    if (!source && !this.#fields.withdrawn)
      this.#fault(path, `"${id}" is no source of sources.yaml; add it there or mend the id`)
    return source ? creditedSource(source) : { id, name: id }
  }

  #image({ file, ...image }: NonNullable<FrontMatter['image']>): Image {
    if (file === undefined) return image
    const found = this.#context.findMedia(this.#file, file)
    if (!found.ok) {
      this.#fault(['image', 'file'], found.failure)
      return image
    }
    const { path, type, width, height, widths, digest } = found.value
    if (!width || !height) {
      this.#fault(['image', 'file'], NO_IMAGE)
      return image
    }
    this.#pictures.push(digest)
    return { ...image, url: SITE_MARK + path, type, width, height, ...(widths && { widths }) }
  }

  #recording({ url, file, ...said }: GivenRecording, index: number): Recording[] {
    if (url !== undefined) return [{ url, ...said }]
    const found = this.#context.findMedia(this.#file, file ?? '')
    if (!found.ok || found.value.width) {
      this.#fault(['recordings', index, 'file'], found.ok ? NO_RECORDING : found.failure)
      return []
    }
    const { path, type, length, digest } = found.value
    this.#pictures.push(digest)
    const { type: _, length: __, ...more } = said
    const isPlain = type === typeOfUrl(path)
    return [{ url: SITE_MARK + path, ...(!isPlain && { type }), ...(length && { length }), ...more }]
  }

  // An image of the body that became the article's may be a file of ours, of which more is known.
  #withFileSize(draft: DraftArticle): DraftArticle {
    const { image } = draft
    const file = image?.url ? this.#files.get(image.url) : undefined
    if (!image || !file?.width || !file.height) return draft
    const { type, width, height, widths } = file
    return { ...draft, image: { ...image, type, width, height, ...(widths && { widths }) } }
  }

  #body(slug: string): string {
    const { body: markdown, bodyLine } = this.#parts
    const { html, lostNotes } =
      this.#fields.format === 'html'
        ? { html: markdown, lostNotes: [] }
        : renderMarkdown(storable(markdown), slug)
    const body = cleanHtml(html, this.#resolver(slug), (id) => isNoteId(id, slug))
    this.#lost = lostElements(html)
    for (const name of lostNotes) this.#lostNote(name)
    if (body === '' && isTooDeep(html)) {
      this.#faultAt(bodyLine, 'has elements in elements hundreds deep; close the ones that were left open')
    }
    if (body.length * 3 > BODY_LIMIT && utf8Length(body) > BODY_LIMIT) {
      this.#faultAt(bodyLine, `has a body of more than ${BODY_LIMIT} bytes as HTML; shorten it`)
    }
    return body
  }

  #lostNote(name: string): void {
    const message = `has a footnote [^${name}] that no text refers to, or two of that name; write [^${name}] where it belongs, or rename it`
    this.#faultAt(this.#bodyLineWith(`[^${name}]:`), message)
  }

  /** The line of the file, from 1, on which a text stands for the first time in the body. */
  #bodyLineWith(text: string): number {
    const at = this.#parts.body.split('\n').findIndex((line) => line.includes(text))
    return this.#parts.bodyLine + Math.max(0, at)
  }

  // A link is relative to the article's page, an image to the article's file.
  #resolver(slug: string): ResolveUrl {
    return (url, use) => {
      const isFile = isBeside(url) && (use === 'image' || isRecording(url))
      return isFile ? this.#bodyFile(url, use) : addressIn(url, slug)
    }
  }

  #bodyFile(name: string, use: UrlUse): string | undefined {
    const file = this.#context.findMedia(this.#file, decodePath(name))
    const found = file.ok && use === 'image' && !file.value.width ? failed(NO_IMAGE) : file
    if (found.ok) {
      const url = SITE_MARK + found.value.path
      this.#pictures.push(found.value.digest)
      this.#files.set(url, { ...found.value, name: decodePath(name) })
      return url
    }
    this.#faultAt(this.#bodyLineWith(name), `shows ${name}, which ${found.failure}`)
    return undefined
  }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
