import { childrenOf, readMarkup } from '../common/agency-markup.ts'
import type { Imported, ImportedArticle, Importer, IncomingDocument, Refusal } from '../common/importer.ts'
import { readArticle } from './newsml-article.ts'
import type { NewsItem } from './newsml-concept.ts'
import { type Message, nameOf, picturesFor, ROOTS, sortItems } from './newsml-message.ts'

/** Reads NewsML-G2 2.x (IPTC): a newsItem, or the items of a newsMessage. */
export const newsmlImporter: Importer = {
  format: 'NewsML-G2',
  detect: ({ text }) => ROOTS.includes(rootName(text) ?? ''),
  read: (document) => {
    const markup = readMarkup(document.text, 'xml')
    if (!markup.ok) return refusal(document, markup.reason)
    const root = childrenOf(markup.value, ...ROOTS)[0]
    return root ? readMessage(sortItems(root), document.url) : refusal(document, NO_ROOT)
  },
}

const NO_ROOT = `It has none of the elements that NewsML-G2 begins with: ${ROOTS.join(', ')}.`

function refusal({ name }: IncomingDocument, reason: string): Imported {
  return { articles: [], refused: [{ item: name, reason }] }
}

// Comments, the XML declaration and a document type may come first. Read by hand: a pattern would go over
// the same text again and again where they are not closed.
function rootName(text: string): string | undefined {
  let at = 0
  for (let steps = 0; steps < 100; steps++) {
    at = text.indexOf('<', at)
    if (at < 0) return undefined
    const end = text.startsWith('<!--', at) ? '-->' : '>'
    const next = text[at + 1]
    if (next !== '!' && next !== '?')
      return /^<(?:[\w.-]+:)?([A-Za-z]+)[\s/>]/.exec(text.slice(at, at + 100))?.[1]
    at = text.indexOf(end, at)
    if (at < 0) return undefined
  }
  return undefined
}

function readMessage(message: Message, base: string | undefined): Imported {
  const articles: ImportedArticle[] = []
  const refused: Refusal[] = [...message.refused]
  const shown = new Set<NewsItem>()
  for (const text of message.texts) {
    const [picture] = picturesFor(text, message)
    const read = readArticle(text, picture, base)
    if (read.ok) articles.push(read.value)
    else refused.push({ item: nameOf(text), reason: read.reason })
    if (read.ok && picture) shown.add(picture)
  }
  const others = message.pictures.filter((picture) => !shown.has(picture))
  const reason = articles.length > 0 ? NOT_SHOWN : ALONE
  refused.push(...others.map((picture) => ({ item: nameOf(picture), reason })))
  return { articles, refused }
}

const NOT_SHOWN = 'It is a picture that no article here refers to, or that comes after the first.'
const ALONE = 'It is a picture without a text: only with an article is it taken.'
