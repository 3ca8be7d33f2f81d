import { type Importer, importedFrom, refuseWhole } from '../common/importer.ts'
import { adaptItem } from './adapt.ts'
import { type Fields, newestOf, readItems } from './read.ts'

// Members that no other JSON has.
const MARKS =
  /^(?:versioncreated|firstcreated|pubstatus|headlines|bodies|renditions|associations|usageterms|copyrightholder|(?:body|headline|description)_\w+)$/

const NO_ITEM = 'It has no ninjs item: neither an object nor an array of objects.'

/** Reads ninjs 1.x, 2.x and 3.x (IPTC News in JSON): one item, or an array of items. */
export const ninjsImporter: Importer = {
  format: 'ninjs',
  detect: ({ text }) => {
    if (!/^[\uFEFF\s]*[[{]/.test(text)) return false
    const items = readItems(text)
    return items.ok && items.value.some(isNinjs)
  },
  read: ({ text, url }, context = {}) => {
    const items = readItems(text)
    if (!items.ok) return refuseWhole(items.failure)
    if (items.value.length === 0) return refuseWhole(NO_ITEM)
    const newest = newestOf(items.value)
    return importedFrom(items.value.map((item) => adaptItem(item, newest, url, context)))
  },
}

// ninjs requires nothing but a uri, which JSON-LD and JSON Feed do not have at this place.
function isNinjs(item: Fields): boolean {
  if (item.has('@context') || item.has('items')) return false
  return item.text('uri') !== undefined || item.names.filter((name) => MARKS.test(name)).length > 1
}
