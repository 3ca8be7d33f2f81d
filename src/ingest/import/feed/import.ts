import { type Importer, importedFrom, refuseWhole } from '../common/importer.ts'
import { adaptItem } from './adapt.ts'
import { isFeed, readFeed } from './read.ts'

/** RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1. */
export const feedImporter: Importer = {
  format: 'RSS, Atom or JSON Feed',
  detect: ({ text }) => isFeed(text),
  read: (document) => {
    const feed = readFeed(document)
    if (!feed.ok) return refuseWhole(feed.failure)
    const { head, items } = feed.value
    const { title, ttl } = head
    return importedFrom(
      items.map((item) => adaptItem(item, head)),
      { ...(title && { title }), ...(ttl !== undefined && { ttl }) },
    )
  },
}
