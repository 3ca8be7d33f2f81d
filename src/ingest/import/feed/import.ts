import { DOCUMENT_LIMIT, type Importer, importedFrom, refuseWhole } from '../common/importer.ts'
import { isMembers, type Members, readJson } from '../common/json-members.ts'
import { rootName } from '../common/outline.ts'
import { adaptItem } from './adapt.ts'
import { publisherOf } from './chain.ts'
import { type DetectedFeed, readFeed } from './read.ts'

/** RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1. */
export const feedImporter: Importer = {
  format: 'RSS, Atom or JSON Feed',
  detect: ({ text }) => feedIn(text) !== undefined,
  read: ({ text, url, language }, context = {}) => {
    if (text.length > DOCUMENT_LIMIT) return refuseWhole(`It is longer than ${DOCUMENT_LIMIT} characters.`)
    const detected = feedIn(text)
    if (!detected) return refuseWhole('It is neither RSS nor Atom nor JSON Feed.')
    const feed = readFeed(detected, url)
    if (!feed.ok) return refuseWhole(feed.failure)
    const { head: known, items, omitted } = feed.value
    const said = { ...known, language: known.language ?? language }
    // One that says nothing of itself is called by its address.
    const head = publisherOf(said) || url === undefined ? said : { ...said, feed: url }
    const { ttl } = head
    const title = publisherOf(head)?.name
    // Where one item has too few words to tell its language, those of all items do.
    const words = items.map((item) => `${item.title} ${item.summary ?? ''}`).join(' ')
    const imported = importedFrom(
      items.map((item) => adaptItem(item, head, words, context)),
      { ...(title && { title }), ...(ttl !== undefined && { ttl }) },
    )
    return omitted.length > 0 ? { ...imported, omitted } : imported
  },
}

function feedIn(text: string): DetectedFeed | undefined {
  const root = rootName(text)?.toLowerCase()
  if (root === 'rss' || root === 'rdf' || root === 'feed') return { root, text }
  const json = jsonFeedIn(text)
  return json && { root: 'json', json }
}

// A feed that does not say its version is known by its title and items.
function jsonFeedIn(text: string): Members | undefined {
  if (!/^\uFEFF?\s*\{/.test(text)) return undefined
  const json = readJson(text)
  if (!json.ok || !isMembers(json.value)) return undefined
  const { version, title, items } = json.value
  if (typeof version === 'string') return version.includes('jsonfeed.org/version/') ? json.value : undefined
  return typeof title === 'string' && Array.isArray(items) ? json.value : undefined
}
