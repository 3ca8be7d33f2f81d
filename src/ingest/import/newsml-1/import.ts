import { failed } from '../../../model/result.ts'
import {
  type ImportContext,
  type Imported,
  type Importer,
  importedFrom,
  refuseWhole,
} from '../common/importer.ts'
import { childOf, descendantsOf, type Markup, readMarkup } from '../common/markup.ts'
import { rootName } from '../common/outline.ts'
import { adaptItem } from './adapt.ts'
import { nameOf } from './management.ts'

const ITEM_LIMIT = 2000
const NO_ITEM = 'It has no NewsItem.'
const SUPERSEDED = 'A newer revision of it is in the same document.'

/** Reads NewsML 1.0 to 1.2 (IPTC): each NewsItem is one article. */
export const newsml1Importer: Importer = {
  format: 'NewsML 1.2',
  detect: ({ text }) => rootName(text) === 'NewsML',
  read: ({ text, url }, context = {}) => {
    const markup = readMarkup(text, 'xml')
    if (!markup.ok) return refuseWhole(markup.failure)
    const items = descendantsOf(childOf(markup.value, 'NewsML'), 'NewsItem')
    return items.length > 0 ? adaptItems(items.slice(0, ITEM_LIMIT), url, context) : refuseWhole(NO_ITEM)
  },
}

// The newest revision of an item counts, even if it withdraws the item.
function adaptItems(items: readonly Markup[], base: string | undefined, context: ImportContext): Imported {
  const named = items.map((item) => ({ item, name: nameOf(item) }))
  const newest = new Map<string | undefined, number>()
  for (const { name } of named) {
    newest.set(name.id, Math.max(newest.get(name.id) ?? 0, name.revision))
  }
  return importedFrom(
    named.map(({ item, name }) =>
      name.id !== undefined && name.revision < (newest.get(name.id) ?? 0)
        ? failed({ item: name.id, reason: SUPERSEDED })
        : adaptItem(item, name, base, context),
    ),
  )
}
