import { type BodyPicture, type Image, onSite, pictureOf } from '../model/article.ts'

/** How wide pictures are shown: in the text of an article, at the head of a list, in its columns. */
const SIZES = {
  article: '(min-width: 42em) 39rem, 100vw',
  lead: '(min-width: 60em) 49rem, 100vw',
  item: '(min-width: 42em) 24rem, 100vw',
} as const

export type Place = keyof typeof SIZES

/** The attributes by which a browser takes the smallest picture that will do; none where there is one size only. */
export function sizesOf(
  { url = '', width, widths = [] }: Pick<Image, 'url' | 'width' | 'widths'>,
  origin: string,
  place: Place,
): { readonly srcset?: string; readonly sizes?: string } {
  if (widths.length === 0 || width === undefined) return {}
  const smaller = widths.map((one) => `${onSite(pictureOf(url, one), origin)} ${one}w`)
  // A page lists many, and none of them as wide as it is.
  const all = place === 'item' ? smaller.slice(0, 2) : [...smaller, `${onSite(url, origin)} ${width}w`]
  return { srcset: all.join(', '), sizes: SIZES[place] }
}

/**
 * A stored body whose pictures are loaded when they are needed, and in the size that is needed where they are files of ours.
 * `isLead` says that the first is seen without scrolling.
 */
export function withSizes(
  html: string,
  pictures: readonly BodyPicture[],
  { origin, isLead }: { readonly origin: string; readonly isLead: boolean },
): string {
  const known = new Map(pictures.map((picture) => [picture.url, picture]))
  let count = 0
  return html.replace(/<img ([^>]*?)(\s*\/?)>/g, (_, attributes: string, end: string) => {
    const url = /\bsrc="([^"]*)"/.exec(attributes)?.[1] ?? ''
    const picture = known.get(url)
    const isFirst = isLead && count++ === 0
    const more = [
      isFirst ? 'fetchpriority="high"' : 'loading="lazy"',
      'decoding="async"',
      ...(picture && !/\bwidth=/.test(attributes)
        ? [`width="${picture.width}" height="${picture.height}"`]
        : []),
      ...Object.entries(picture ? sizesOf(picture, origin, 'article') : {}).map(
        ([name, value]) => `${name}="${value}"`,
      ),
    ]
    return `<img ${attributes} ${more.join(' ')}${end}>`
  })
}
