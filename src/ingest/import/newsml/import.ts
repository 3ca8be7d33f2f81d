import {
  type ImportContext,
  type Imported,
  type Importer,
  importedFrom,
  refuseWhole,
} from '../common/importer.ts'
import { childrenOf, readMarkup } from '../common/markup.ts'
import { rootName } from '../common/outline.ts'
import { adaptItem } from './adapt.ts'
import type { NewsItem } from './concepts.ts'
import { type Message, nameOf, picturesFor, ROOTS, sortItems } from './read.ts'

const NO_ROOT = `It has none of the elements that NewsML-G2 begins with: ${ROOTS.join(', ')}.`
const NOT_SHOWN = 'It is a picture that no article here refers to, or that comes after the first.'
const ALONE = 'It is a picture without a text: only with an article is it taken.'

/** Reads NewsML-G2 2.x (IPTC): a newsItem, or the items of a newsMessage. */
export const newsmlImporter: Importer = {
  format: 'NewsML-G2',
  detect: ({ text }) => ROOTS.includes(rootName(text) ?? ''),
  read: ({ text, url }, context = {}) => {
    const markup = readMarkup(text, 'xml')
    if (!markup.ok) return refuseWhole(markup.failure)
    const root = childrenOf(markup.value, ...ROOTS)[0]
    return root ? adaptMessage(sortItems(root, context), url, context) : refuseWhole(NO_ROOT)
  },
}

// A picture is taken with the text that it belongs to, and only the first of a text.
function adaptMessage(message: Message, base: string | undefined, context: ImportContext): Imported {
  const shown = new Set<NewsItem>()
  const read = message.texts.map((text) => {
    const [picture] = picturesFor(text, message)
    const article = adaptItem(text, picture, base, context)
    if (article.ok && picture) shown.add(picture)
    return article
  })
  const { head, articles, refused } = importedFrom(read)
  const others = message.pictures.filter((picture) => !shown.has(picture))
  const reason = articles.length > 0 ? NOT_SHOWN : ALONE
  const pictures = others.map((picture) => ({ item: nameOf(picture), reason }))
  return { head, articles, refused: [...message.refused, ...refused, ...pictures] }
}
