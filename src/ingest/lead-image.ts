import { decodeHTML, escapeText } from 'entities'
import type { Article, BodyPicture, Image } from '../model/article.ts'
import { excerpt, textOfHtml } from '../model/text.ts'
import { wordsOf } from '../words/index.ts'
import { isSamePicture } from './same-picture.ts'

type Pictured = Pick<Article, 'language' | 'body'> & { readonly image?: Image }

/** An image of a sanitised body, and where its tag begins and ends. */
interface BodyImage {
  readonly begin: number
  readonly end: number
  readonly url: string
  readonly alt?: string
  readonly width?: number
  readonly height?: number
}

/**
 * Settles which picture an article has, and that it stands once. Where the body shows the picture already, the body keeps
 * it, with caption and credit beside it. Where no picture is named, that with which the body begins is the article's.
 */
export function withLeadImage<Value extends Pictured>(article: Value): Value {
  const { image, body } = article
  if (image && !image.url) return article
  if (!body.includes('<img ')) return article
  return image ? withNamed(article, image) : withFirst(article)
}

function withNamed<Value extends Pictured>(article: Value, image: Image): Value {
  const { body, language } = article
  const shown = imagesOf(body).find(({ url }) => isSamePicture(url, image.url ?? ''))
  if (!shown) return article
  // The size is that of the file. The same picture at another address has another one.
  const isSameFile = shown.url === image.url
  const settled = {
    ...(isSameFile && sizeOf(shown)),
    ...(shown.alt && { alt: shown.alt }),
    ...image,
    inBody: true,
  }
  const sized = isSameFile ? withSize(body, shown, image) : { body, shown }
  return { ...article, image: settled, body: withCaption(sized.body, sized.shown, image, language) }
}

/** A body whose image says the size that is known of it, so that a page need not wait for it to find its place. */
function withSize(body: string, shown: BodyImage, { width, height }: Image) {
  if (shown.width || shown.height || !width || !height) return { body, shown }
  const size = `width="${width}" height="${height}" `
  const end = shown.end + size.length
  return { body: insert(body, shown.begin + '<img '.length, size), shown: { ...shown, end } }
}

// An image in a paragraph of text is a picture of the article only where it stands before the text.
const BEGINNING = /^(?:<(?:p|figure|a|em|strong)(?: [^>]*)?>\s*)*$/

/** Smaller ones are icons. Pixels. */
const LEAST_SIDE = 100

function withFirst<Value extends Pictured>(article: Value): Value {
  const { body } = article
  const [first] = imagesOf(body)
  if (!first || !BEGINNING.test(body.slice(0, first.begin))) return article
  const { url, alt, width = LEAST_SIDE, height = LEAST_SIDE } = first
  if (width < LEAST_SIDE || height < LEAST_SIDE) return article
  const caption = captionOf(body, first)
  const image = { url, ...sizeOf(first), ...(alt && { alt }), ...(caption && { caption }), inBody: true }
  return { ...article, image }
}

function sizeOf({ width, height }: BodyImage): Pick<Image, 'width' | 'height'> {
  return width && height ? { width, height } : {}
}

function imagesOf(body: string): BodyImage[] {
  return Array.from(body.matchAll(/<img ([^>]*)>/g), ({ index, 0: tag, 1: attributes = '' }) => {
    const said = new Map<string, string>()
    for (const [, name = '', value = ''] of attributes.matchAll(/([a-z]+)="([^"]*)"/g)) {
      said.set(name, decodeHTML(value))
    }
    const alt = said.get('alt')?.slice(0, 2000)
    const [width, height] = ['width', 'height'].map((side) => Number(/^\d{1,5}$/.exec(said.get(side) ?? '')))
    return {
      begin: index,
      end: index + tag.length,
      url: said.get('src') ?? '',
      ...(alt && { alt }),
      ...(width && { width }),
      ...(height && { height }),
    }
  })
}

/** Where the figure around an image begins and ends; `undefined` where it stands in none. */
function figureOf(body: string, { begin, end }: BodyImage): { begin: number; end: number } | undefined {
  const open = body.lastIndexOf('<figure', begin)
  const close = body.indexOf('</figure>', end)
  if (open < 0 || close < 0 || body.lastIndexOf('</figure>', begin) > open) return undefined
  return { begin: open, end: close }
}

function captionOf(body: string, image: BodyImage): string | undefined {
  const figure = figureOf(body, image)
  // In a paragraph the picture stands for something else, such as a film, and so does the caption.
  if (!figure || body.slice(figure.begin, image.begin).includes('<p')) return undefined
  const caption = /<figcaption[^>]*>([\s\S]*?)<\/figcaption>/.exec(body.slice(image.end, figure.end))?.[1]
  return caption === undefined ? undefined : excerpt(textOfHtml(caption), 5000) || undefined
}

/** A body in which the caption and the credit of a picture stand beside it, where they did not. */
function withCaption(body: string, shown: BodyImage, { caption, credit }: Image, language: string): string {
  const figure = figureOf(body, shown)
  const said = figure ? textOfHtml(body.slice(figure.begin, figure.end)) : ''
  const missing = [
    ...(caption && !said.includes(caption) ? [escapeText(caption)] : []),
    ...(credit && !said.includes(credit)
      ? [`<small>${escapeText(wordsOf(language).credit.photo(credit))}</small>`]
      : []),
  ].join(' ')
  if (missing === '') return body
  if (figure) {
    const inCaption = body.slice(0, figure.end).lastIndexOf('</figcaption>')
    return inCaption > figure.begin
      ? insert(body, inCaption, ` ${missing}`)
      : insert(body, figure.end, `<figcaption>${missing}</figcaption>`)
  }
  const before = /<p>\s*((?:<a(?: [^>]*)?>\s*)?)$/.exec(body.slice(0, shown.begin))
  const after = /^(\s*(?:<\/a>)?)\s*<\/p>/.exec(body.slice(shown.end))
  const tag = body.slice(shown.begin, shown.end)
  if (!before || !after) return insert(body, shown.end, ` <small>${missing}</small>`)
  const picture = `<figure>${before[1]}${tag}${after[1]}<figcaption>${missing}</figcaption></figure>`
  return body.slice(0, before.index) + picture + body.slice(shown.end + after[0].length)
}

function insert(text: string, at: number, part: string): string {
  return text.slice(0, at) + part + text.slice(at)
}

/** What is known of a picture that is a file of ours. */
type PictureFile = Partial<Pick<BodyPicture, 'width' | 'height' | 'widths'>>

/**
 * Notes the pictures of a body that are files of ours, by their URLs, so that a page can show each in the size that is needed;
 * and whether there is none at all, so that a card stands in for link previews.
 */
export function withPictures<Value extends { readonly image?: Image }>(
  article: Value,
  files: ReadonlyMap<string, PictureFile>,
): Value {
  const pictures = [...files].flatMap(([url, { width, height, widths = [] }]) =>
    width && height ? [{ url, width, height, widths }] : [],
  )
  return {
    ...article,
    ...(pictures.length > 0 && { pictures }),
    ...(!article.image?.url && { hasCard: true }),
  }
}
