import type { Entry, FeedDocument, Removed, SyndicationOptions } from '../../formats/document.ts'
import { ATTRIBUTION_PATH } from '../../formats/index.ts'
import { safeOptions } from '../../formats/safe-options.ts'
import { markStored } from '../../formats/stored-entries.ts'
import { type Site, textFor } from '../../model/site.ts'
import type { Address } from '../../serve/context.ts'

/** Where a feed is published, and whose site that is. */
export interface Publication extends Address {
  readonly site: Site
}

/** A feed of the site, for any of the writers, to which entries are still added. */
export interface SiteFeed extends FeedDocument {
  readonly items: Entry[]
  readonly removed: Removed[]
}

/** Adds an entry of storage, which is safe already and is not changed any more. */
export function addStored({ items }: SiteFeed, entry: Entry): void {
  markStored(entry)
  items.push(entry)
}

/**
 * A feed without entries that has what all feeds of the site say alike: who publishes it, under which licence, and how it
 * looks.
 */
export function siteFeed(
  options: SyndicationOptions & { readonly language: string },
  { origin, ttl, site }: Publication,
): SiteFeed {
  const { contact, licence, looks } = site
  const { icons, feedStyle, logo } = looks
  const absolute = (address: string) => (address.startsWith('/') ? origin + address : address)
  const said = safeOptions({
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
  return {
    options: said,
    items: [],
    categories: [],
    contributors: [],
    extensions: contactPersons(site),
    removed: [],
  }
}

// RSS 2.0 wants a person's address: without one the elements would be invalid.
function contactPersons({ contact, name: siteName }: Site): FeedDocument['extensions'] {
  if (contact?.email === undefined) return []
  const objects = { _text: `${contact.email} (${contact.name ?? siteName})` }
  return ['managingEditor', 'webMaster'].map((name) => ({ name, objects }))
}
