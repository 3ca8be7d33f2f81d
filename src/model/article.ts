import * as v from 'valibot'
import {
  languageTag,
  moment,
  optionalFields,
  recordingType,
  slugText,
  textBlock,
  textLine,
  uri,
  webUrl,
} from './fields.ts'
import { correctionSchema, embargoSchema, withdrawnSchema } from './lifecycle.ts'
import { isRecording } from './media-type.ts'
import type { Source } from './source.ts'

/** The largest rendered body, in bytes of UTF-8. */
export const BODY_LIMIT = 1_000_000

/** The most films and sounds of an article that are data beside its body. */
export const MOST_RECORDINGS = 20

/** What somebody did for an article. `digest` is for whoever retells a report. They are never in the byline. */
export const ROLES = ['reporter', 'editor', 'translator', 'photographer', 'digest'] as const
export type Role = (typeof ROLES)[number]

const authorSchema = v.strictObject({
  name: textLine(200),
  role: v.picklist(ROLES, `is not a role; use one of ${ROLES.join(', ')}`),
  url: v.exactOptional(webUrl),
})

// Larger numbers are written with an exponent, which feeds do not know.
const bytes = v.pipe(
  v.number('is not a number of bytes'),
  v.integer(),
  v.minValue(1),
  v.maxValue(Number.MAX_SAFE_INTEGER),
)

const pixels = v.pipe(v.number('is not a number of pixels'), v.integer(), v.minValue(1), v.maxValue(100_000))

const imageSchema = v.pipe(
  optionalFields({
    url: v.exactOptional(webUrl),
    file: v.exactOptional(textLine(300)),
    width: v.exactOptional(pixels),
    height: v.exactOptional(pixels),
    alt: v.exactOptional(textLine(2000)),
    caption: v.exactOptional(textLine(5000)),
    credit: v.exactOptional(textLine(500)),
    rights: v.exactOptional(textLine(1000)),
  }),
  v.check((image) => !(image.url && image.file), 'has both url and file; keep one of them'),
)

const recordingSchema = v.pipe(
  v.strictObject({
    url: v.exactOptional(webUrl),
    file: v.exactOptional(textLine(300)),
    type: v.exactOptional(recordingType),
    length: v.exactOptional(bytes),
    duration: v.exactOptional(
      v.pipe(v.number('is not a number of seconds'), v.minValue(1), v.maxValue(1_000_000)),
    ),
  }),
  v.check(({ url, file }) => (url === undefined) !== (file === undefined), 'needs either url or file'),
  v.check(
    ({ url, type }) => url === undefined || type !== undefined || isRecording(url),
    'has an address whose end tells no film or sound; add its type, such as audio/mpeg',
  ),
)

const tag = v.pipe(
  textLine(100),
  v.check((text) => !/[,|]/.test(text), 'holds a comma or |, at which readers split tags; write two tags'),
)

function list<Item extends v.GenericSchema>(item: Item, limit: number) {
  return v.pipe(
    v.array(item, 'is not a list; write [one, two] or one "- item" a line'),
    v.maxLength(limit, `has more than ${limit} items`),
  )
}

/** What the text of a file is written in. It is Markdown where the file does not say. */
const FORMATS = ['markdown', 'html'] as const

/**
 * An article as an editor or an importer writes it: the front matter of a file under content/articles.
 * `publisher` and `sources` are ids of the registry, and the first source is the one that the publisher names.
 * `translations` are slugs of the same article in other languages.
 */
export const frontMatterSchema = v.strictObject({
  id: v.exactOptional(uri),
  title: textLine(1000),
  language: languageTag,
  published: moment,
  updated: v.exactOptional(moment),
  embargo: v.exactOptional(embargoSchema),
  expires: v.exactOptional(moment),
  corrections: v.exactOptional(list(correctionSchema, 20)),
  withdrawn: v.exactOptional(withdrawnSchema),
  summary: v.exactOptional(textBlock(10_000)),
  dateline: v.exactOptional(textLine(200)),
  authors: v.exactOptional(list(authorSchema, 50), []),
  publisher: slugText,
  sources: v.exactOptional(list(slugText, 20), []),
  original: v.exactOptional(webUrl),
  image: v.exactOptional(imageSchema),
  recordings: v.exactOptional(list(recordingSchema, MOST_RECORDINGS)),
  tags: v.exactOptional(list(tag, 50), []),
  rights: v.exactOptional(textBlock(2000)),
  related: v.exactOptional(list(v.strictObject({ title: textLine(1000), url: webUrl }), 50), []),
  translations: v.exactOptional(list(slugText, 20)),
  format: v.exactOptional(v.picklist(FORMATS, `is no format of a text; use one of ${FORMATS.join(', ')}`)),
})

/** The fields that say when an article comes, and when and why it goes. No feed or page can say that for us. */
export const LIFE_FIELDS = ['embargo', 'expires', 'corrections', 'withdrawn'] as const

export type FrontMatter = v.InferOutput<typeof frontMatterSchema>
export type Author = FrontMatter['authors'][number]

/** A picture with caption and credit. Without a `url` they came without their picture. */
export interface Image {
  /** An absolute URL, or SITE_MARK and a path where the file is our own. */
  readonly url?: string
  readonly type?: string
  readonly width?: number
  readonly height?: number
  readonly alt?: string
  readonly caption?: string
  readonly credit?: string
  /** The widths, in pixels, in which it is kept as WebP too: see `pictureOf`. Smaller than its own. */
  readonly widths?: readonly number[]
  /** Whose it is and what may be done with it. */
  readonly rights?: string
  /** Whether the body shows it, with caption and credit, so that it must not be put before the body. */
  readonly inBody?: boolean
}

/** A picture of a body that is a file of ours. The URL is as that of an image. */
export type BodyPicture = Required<Pick<Image, 'url' | 'width' | 'height' | 'widths'>>

/** The URL under which a picture of ours is kept in one of its widths. */
export function pictureOf(url: string, width: number): string {
  return url.replace(/\.[a-z\d]+$/, `.${width}.webp`)
}

/** A film or a sound. The URL is as that of an image. */
export interface Recording {
  readonly url: string
  /** Its media type, where the end of the URL does not tell it. */
  readonly type?: string
  /** In bytes. */
  readonly length?: number
  /** In seconds. */
  readonly duration?: number
}

/**
 * An article as it is stored. The sources are those of the registry, there is always a summary and a time of the last
 * update, and all text is storable. `body` is sanitised HTML with absolute URLs. Those of our own site begin with
 * SITE_MARK.
 */
export interface Article
  extends Required<Pick<FrontMatter, 'id' | 'title' | 'language' | 'published' | 'updated' | 'summary'>>,
    Pick<
      FrontMatter,
      | 'dateline'
      | 'authors'
      | 'original'
      | 'tags'
      | 'rights'
      | 'related'
      | 'translations'
      | 'expires'
      | 'corrections'
    > {
  readonly slug: string
  readonly publisher: Source
  readonly sources: readonly Source[]
  readonly image?: Image
  /** The films and sounds that were given, then those that the body links to. */
  readonly recordings?: readonly Recording[]
  /** Whether a card is drawn for its link previews, because it has no picture. */
  readonly hasCard?: boolean
  /** The pictures of the body that are files of ours. */
  readonly pictures?: readonly BodyPicture[]
  readonly body: string
}

/**
 * Stands in stored bodies for the origin of our own site, and is replaced when a document is made. U+001A is not
 * storable, so no author can write it by accident or on purpose.
 */
export const SITE_MARK = '\u001A'

/** Replaces SITE_MARK by the origin of the site: scheme, host and port, no slash at the end. */
export function onSite(html: string, origin: string): string {
  return html.includes(SITE_MARK) ? html.replaceAll(SITE_MARK, origin) : html
}
