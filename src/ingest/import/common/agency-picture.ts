import { slugify } from '../../../model/slug.ts'
import type { ImportedImage } from './importer.ts'

/** One file of a picture. */
export interface Rendition {
  readonly href: string | undefined
  readonly type?: string | undefined
  readonly name?: string | undefined
  readonly width?: number | undefined
  readonly height?: number | undefined
}

const WIDEST = 2048

/** The file that suits a page: the widest up to 2048 pixels; where widths are not said, by its name. */
export function bestRendition(renditions: readonly Rendition[], base?: string): ImportedImage {
  const usable = renditions.flatMap(({ href, ...rest }) => {
    const url = isPicture(rest.type, href) ? webUrlOf(href, base) : undefined
    return url ? [{ url, ...rest }] : []
  })
  const [best] = usable.toSorted((a, b) => suitability(b) - suitability(a))
  if (!best) return {}
  const { url, width, height } = best
  return { url, ...(width && { width }), ...(height && { height }) }
}

/** A number of pixels; `undefined` for everything that is none. */
export function pixels(value: unknown): number | undefined {
  const number = Number(value)
  return Number.isInteger(number) && number > 0 && number <= 100_000 ? number : undefined
}

/** A picture's credit with its photographer's name, which belongs to it also where the line has it not. */
export function pictureCredit(
  line: string | undefined,
  photographers: readonly string[],
): string | undefined {
  const unnamed = photographers.filter((name) => !slugify(line ?? '').includes(slugify(name)))
  return [...unnamed, ...(line ? [line] : [])].join('/') || undefined
}

/** An absolute http(s) URL without a user name. */
export function webUrlOf(href: string | undefined, base?: string): string | undefined {
  const url = href === undefined ? null : URL.parse(href.trim(), base)
  return url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
    ? url.href
    : undefined
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
