import type { SyndicationOptions } from '../../formats/document.ts'
import { ATTRIBUTION_PATH } from '../../formats/index.ts'
import { SyndicationFeed } from '../../formats/syndication-feed.ts'
import { type Site, textFor } from '../../model/site.ts'
import type { Address } from '../../serve/context.ts'

/** Where a feed is published, and whose site that is. */
export interface Publication extends Address {
  readonly site: Site
}

/** A feed with what all feeds of the site say alike: who publishes it, under which licence, and how it looks. */
export function siteFeed(
  options: SyndicationOptions & { readonly language: string },
  { origin, ttl, site }: Publication,
): SyndicationFeed {
  const { contact, licence, looks } = site
  const { icons, feedStyle, logo } = looks
  const absolute = (address: string) => (address.startsWith('/') ? origin + address : address)
  const feed = new SyndicationFeed({
    generator: 'Warta',
    ttl,
    attributionUrl: origin + ATTRIBUTION_PATH,
    stylesheet: origin + feedStyle,
    image: origin + (logo ?? icons.large),
    channelImage: { url: origin + icons.small, width: 144, height: 144 },
    favicon: origin + icons.medium,
    ...(contact && {
      author: {
        name: contact.name ?? site.name,
        ...(contact.email !== undefined && { email: contact.email }),
        ...(contact.url !== undefined && { link: absolute(contact.url) }),
      },
    }),
    ...(licence && { copyright: textFor(licence.name, options.language, site) }),
    ...(licence?.url !== undefined && { licence: absolute(licence.url) }),
    ...options,
  })
  // RSS 2.0 wants a person's address: without one the elements would be invalid.
  if (contact?.email !== undefined) {
    const objects = { _text: `${contact.email} (${contact.name ?? site.name})` }
    for (const name of ['managingEditor', 'webMaster']) feed.addExtension({ name, objects })
  }
  return feed
}
