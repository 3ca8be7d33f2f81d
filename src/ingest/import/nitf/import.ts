import { type Importer, importedFrom, refuseWhole } from '../common/importer.ts'
import { childOf, readMarkup } from '../common/markup.ts'
import { rootName } from '../common/outline.ts'
import { adaptStory } from './adapt.ts'

/** Reads NITF 3.x (IPTC, News Industry Text Format): one story. */
export const nitfImporter: Importer = {
  format: 'NITF',
  detect: ({ text }) => rootName(text) === 'nitf',
  read: ({ text, url }, context = {}) => {
    const markup = readMarkup(text, 'xml')
    if (!markup.ok) return refuseWhole(markup.failure)
    const root = childOf(markup.value, 'nitf')
    return root ? importedFrom([adaptStory(root, url, context)]) : refuseWhole('It has no element nitf.')
  },
}
