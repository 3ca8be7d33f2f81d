import type { ImportedImage } from '../common/importer.ts'
import { attributeOf, childOf, childrenOf, lineOf } from '../common/markup.ts'
import { bestRendition, pictureCredit, pixels, type Rendition } from '../common/renditions.ts'
import { webUrlOf } from '../common/web-addresses.ts'
import type { NewsItem } from './concepts.ts'
import { alternativeOf, captionOf, saidCaptionOf } from './headlines.ts'
import { photographersOf } from './parties.ts'

/** The picture that an item holds, with its caption and credit. */
export function pictureOf(item: NewsItem, base: string | undefined): ImportedImage {
  const alt = alternativeOf(item)
  const caption = captionOf(item)
  const line = lineOf(childOf(item.content, 'creditline')) ?? lineOf(childOf(item.content, 'by'))
  const credit = pictureCredit(line, photographersOf(item))
  return {
    ...bestRendition(renditionsOf(item), base),
    ...(alt && { alt }),
    ...(caption && { caption }),
    ...(credit && { credit }),
  }
}

/** The picture that a text itself refers to. The text's summary and authors are not the picture's. */
export function ownPictureOf(item: NewsItem, base: string | undefined): ImportedImage | undefined {
  const file = bestRendition(renditionsOf(item), base)
  if (!file.url) return undefined
  const caption = saidCaptionOf(item)
  const credit = lineOf(childOf(item.content, 'creditline'))
  return { ...file, ...(caption && { caption }), ...(credit && { credit }) }
}

/** The publisher's own page of an item: where its content is to be had as HTML. */
export function pageOf(item: NewsItem, base: string | undefined): string | undefined {
  const pages = remotes(item).filter((one) => /html/i.test(attributeOf(one, 'contenttype') ?? ''))
  return webUrlOf(attributeOf(pages[0], 'href'), base)
}

function renditionsOf(item: NewsItem): Rendition[] {
  return remotes(item).map((one) => ({
    href: attributeOf(one, 'href'),
    type: attributeOf(one, 'contenttype'),
    name: attributeOf(one, 'rendition'),
    width: pixels(attributeOf(one, 'width')),
    height: pixels(attributeOf(one, 'height')),
  }))
}

function remotes({ item }: NewsItem) {
  return childrenOf(childOf(item, 'contentSet'), 'remoteContent')
}
