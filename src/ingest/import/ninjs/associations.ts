import type { Defaults } from '../common/assumptions.ts'
import type { ImportedImage } from '../common/importer.ts'
import { bestRendition, pictureCredit, pixels, type Rendition } from '../common/renditions.ts'
import { type Restricted, restrictionOf } from '../common/restrictions.ts'
import { webUrlOf } from '../common/web-addresses.ts'
import type { Fields } from './read.ts'
import { descriptionOf, headlineOf } from './text-forms.ts'

/** A picture that goes with an item, and the item that says its rights. */
export interface Picture {
  readonly image: ImportedImage
  readonly item: Fields
}

/** The picture of an item among its associations: the one that is called its main picture, else the first. */
export function pictureOf(
  item: Fields,
  base: string | undefined,
  isUsable: (picture: Fields) => boolean,
): Picture | undefined {
  const found = item
    .objects('associations')
    .filter(({ fields }) => isPicture(fields) && isUsable(fields))
    .map(({ key, fields }) => ({
      name: fields.text('name') ?? key,
      item: fields,
      image: imageOf(fields, base),
    }))
  const main = found.find(({ name }) => /main|feature|lead/i.test(name))
  return main ?? found.find(({ image }) => image.url) ?? found[0]
}

/** What keeps an item from being published at `now`; `undefined` for one that may be. */
export function restrictedBy(
  item: Fields,
  defaults: Defaults,
  now: number | undefined,
): Restricted | undefined {
  const embargoed = ['embargoed', 'embargoeduntil'].find((name) => item.has(name))
  const embargo = embargoed && (item.text(embargoed) ?? '')
  return restrictionOf({ status: item.text('pubstatus'), embargo }, defaults, now)
}

/** The publisher's own page of an item: a rendition in HTML. */
export function pageOf(item: Fields, base: string | undefined): string | undefined {
  const page = renditionsOf(item).find(({ type }) => /html/i.test(type ?? ''))
  return page && webUrlOf(page.href, base)
}

function isPicture(item: Fields): boolean {
  const type = item.text('type')
  return type
    ? /^(?:picture|graphics?|photo|image)$/i.test(type)
    : bestRendition(renditionsOf(item)).url !== undefined
}

function imageOf(item: Fields, base: string | undefined): ImportedImage {
  const caption = descriptionOf(item) ?? headlineOf(item)
  const alt = item.text('description_alt', 'alttext', 'body_alt')
  const by = item.text('byline', 'by')
  const credit = pictureCredit(item.text('creditline') ?? item.text('copyrightholder'), by ? [by] : [])
  return {
    ...bestRendition(renditionsOf(item), base),
    ...(alt && { alt }),
    ...(caption && { caption }),
    ...(credit && { credit }),
  }
}

// 1.x: an object of renditions by name; 2.0 and later: an array.
function renditionsOf(item: Fields): Rendition[] {
  return item.objects('renditions').map(({ key, fields }) => ({
    href: fields.text('href'),
    type: fields.text('contenttype', 'mimetype'),
    name: fields.text('name') ?? key,
    width: pixels(fields.text('width')),
    height: pixels(fields.text('height')),
  }))
}
