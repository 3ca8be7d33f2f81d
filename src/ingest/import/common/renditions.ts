import { slugify } from '../../../model/slug.ts'
import type { ImportedImage } from './importer.ts'
import { webUrlOf } from './web-addresses.ts'

/** One file of a picture. */
export interface Rendition {
  readonly href: string | undefined
  readonly type?: string | undefined
  readonly name?: string | undefined
  readonly width?: number | undefined
  readonly height?: number | undefined
}

const WIDEST = 2048

/** The file that suits a page: the widest up to 2048 pixels, or, where no widths are given, the best by its name. */
export function bestRendition(renditions: readonly Rendition[], base?: string): ImportedImage {
  const usable = renditions.flatMap(({ href, ...rest }) => {
    const url = isPicture(rest.type, href) ? webUrlOf(href, base) : undefined
    return url ? [{ url, ...rest }] : []
  })
  const [best] = usable.toSorted((a, b) => suitability(b) - suitability(a))
  if (!best) return {}
  return { url: best.url, ...sizeOf(best.width, best.height) }
}

/** A whole number of pixels as the article schema takes it; `undefined` for anything else. */
export function pixels(value: unknown): number | undefined {
  const number = Number.parseInt(String(value), 10)
  return number > 0 && number <= 100_000 ? number : undefined
}

/** The size of a picture, as far as it is given in pixels. */
export function sizeOf(width: unknown, height: unknown): Pick<ImportedImage, 'width' | 'height'> {
  const [across, down] = [pixels(width), pixels(height)]
  return { ...(across && { width: across }), ...(down && { height: down }) }
}

/** A picture's credit line, with the names of its photographers before it where the line does not have them. */
export function pictureCredit(
  line: string | undefined,
  photographers: readonly string[],
): string | undefined {
  const unnamed = photographers.filter((name) => !slugify(line ?? '').includes(slugify(name)))
  return [...unnamed, ...(line ? [line] : [])].join('/') || undefined
}

function isPicture(type: string | undefined, href = ''): boolean {
  return type
    ? /^image\/(?!tiff|svg)/i.test(type)
    : !/\.(?:tiff?|mp\d|mov|pdf|html?|svg|ai|eps)(?:$|\?)/i.test(href)
}

function suitability({ width, name = '' }: Omit<Rendition, 'href'>): number {
  if (width) return width <= WIDEST ? width : 1 + WIDEST / width
  if (/thumb|small|square/i.test(name)) return 0
  return /web|preview|main|medium|base|viewimage/i.test(name) ? 900 : 500
}
