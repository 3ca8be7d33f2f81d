import type { Omission } from '../../model/omission.ts'
import type { ResolveUrl } from '../clean-html.ts'
import type { ImportedArticle } from '../import/common/importer.ts'
import { lostContent, lostText } from '../replaced-elements.ts'
import type { PolledFeed } from './arrival.ts'
import { fitItem } from './fit.ts'
import { hostsOf, type ImageAttributes, trackingReason, withoutPicture } from './tracking-images.ts'

/** An item of a polled feed without what must not come in. */
export interface Prepared {
  readonly item: ImportedArticle
  /** Makes the URLs of its body absolute, and leaves out images that count readers. */
  readonly resolveUrl: ResolveUrl
  /** What was left out. What `resolveUrl` leaves out is added when that happens. */
  readonly omitted: readonly Omission[]
}

/** Cuts an item to what a poll takes of it. */
export function prepareItem(
  { source, url }: Pick<PolledFeed, 'source' | 'url'>,
  given: ImportedArticle,
  mostTags: number,
): Prepared {
  const { item, told } = fitItem(given, mostTags)
  const lost = lostText(lostContent(given.body)).map((text) => `It ${text}.`)
  const omitted: Omission[] = [...(given.omitted ?? []), ...told, ...lost].map((reason) => ({
    kind: 'cut',
    item: item.title,
    reason,
  }))
  const own = [...(source.hosts ?? []), ...hostsOf([source.home, source.feed, url, item.original])]
  const base = item.base ?? item.original ?? url
  const isUnwanted = (href: string, said: ImageAttributes) => {
    const reason = isWebUrl(href) ? trackingReason(href, said, own) : 'has no web address'
    if (reason) omitted.push({ kind: 'image', item: item.title, reason: `${href.slice(0, 200)} ${reason}.` })
    return reason !== undefined
  }
  const { image, ...others } = item
  const kept = image?.url && isUnwanted(image.url, image) ? withoutPicture(image) : image
  return {
    item: { ...others, ...(kept && Object.keys(kept).length > 0 && { image: kept }) },
    resolveUrl: (href, use, attributes) => {
      const resolved = URL.parse(href, base)?.href
      return use === 'image' && isUnwanted(resolved ?? href, attributes) ? undefined : resolved
    },
    omitted,
  }
}

function isWebUrl(text: string): boolean {
  return /^https?:$/.test(URL.parse(text)?.protocol ?? '')
}
